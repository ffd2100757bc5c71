"""What a catalog is made of: frozen entities with the names of the YAML fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any, ClassVar, Literal

from twoview.source import Document, Location, Pointer
from twoview.values import Duration, Money, Schedule, Share, grouped

Status = Literal["proposed", "live", "retiring", "retired"]
Audience = Literal["external", "internal", "supporting"]
Boundary = Literal["external", "internal", "it"]
Relationship = Literal["service", "partnership", "utility"]
Failure = Literal["stops", "degrades"]
Period = Literal["month", "quarter", "year"]
Timing = Duration | Mapping[str, Duration]
"""How quickly: one duration for every priority, or a duration by priority."""

METRICS = (
    "availability",
    "respond_within",
    "restore_within",
    "recovery_time",
    "recovery_point",
    "change_within",
    "capacity",
)
STATUSES: tuple[Status, ...] = ("proposed", "live", "retiring", "retired")
DEFAULT_PRIORITIES = ("P1", "P2", "P3", "P4")
_YEAR = Duration(365 * 86400)
_NINETY_DAYS = Duration(90 * 86400)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entity stands: its document, and the way to it inside.

    `cut` names the values inside it that did not fit the schema and are missing from the entity.
    """

    document: Document
    pointer: Pointer = ()
    cut: tuple[Pointer, ...] = ()

    def at(self, *path: str | int, key: bool = False) -> Location:
        """Return the place of a value inside the entity, or of the key that holds it."""
        return self.document.locate(self.written(path), key=key)

    def written(self, path: Pointer) -> Pointer:
        """Return the way to a value from the top of the document, as it was written."""
        return (*self.pointer, *(original(path, self.cut) if self.cut else path))


def original(path: Pointer, cut: Sequence[Pointer]) -> Pointer:
    """Return the path to a value as it was written, before list items were cut out.

    >>> original(("customers", 1, "id"), [("customers", 0)])
    ('customers', 2, 'id')
    """
    written: Pointer = ()
    for part in path:
        if isinstance(part, int):
            gone = {each[-1] for each in cut if each[:-1] == written}
            for index in sorted(each for each in gone if isinstance(each, int)):
                part += index <= part
        written = (*written, part)
    return written


@dataclass(frozen=True, slots=True)
class Hours:
    """When something holds: a weekly schedule, by name or spelled out.

    `schedule` is None when the name is not among the catalog's schedules.
    """

    text: str
    schedule: Schedule | None

    @property
    def named(self) -> bool:
        """Whether the text is the name of one of the catalog's schedules."""
        return self.schedule is None or (":" not in self.text and self.text != "24x7")


@dataclass(frozen=True, slots=True)
class Capacity:
    """An amount of something, such as 400 orders an hour."""

    amount: Fraction
    unit: str

    def __str__(self) -> str:
        return f"{grouped(self.amount)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Charge:
    """An amount of money for each month or year, in the catalog's currency."""

    amount: Money
    per: Literal["month", "year"]

    @property
    def monthly(self) -> Fraction:
        """The exact amount for each month; a year is 12 months."""
        return Fraction(self.amount.cents, 100 if self.per == "month" else 1200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    """What is promised outwards (commitments) or what the inside is run to (targets)."""

    hours: Hours | None = None
    availability: Share | None = None
    availability_period: Period | None = None
    respond_within: Timing | None = None
    restore_within: Timing | None = None
    recovery_time: Duration | None = None
    recovery_point: Duration | None = None
    change_within: Duration | None = None
    capacity: Capacity | None = None
    maintenance: Hours | None = None
    support_hours: Hours | None = None

    def overlaid(self, own: Commitments) -> Commitments:
        """Return these commitments with each field that `own` states in its place."""
        return replace(self, **own.stated())

    def stated(self) -> dict[str, Any]:
        """Return the fields that are stated, by name, in the order of the model."""
        return {name: value for name in _COMMITTED if (value := getattr(self, name)) is not None}


_COMMITTED = tuple(each.name for each in fields(Commitments))


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One entry of `requires` that names one service or component."""

    id: str
    failure: Failure = "stops"
    share: Fraction = Fraction(1)

    @property
    def members(self) -> tuple[str, ...]:
        """The ids that the entry names."""
        return (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One entry of `requires` of which `need` members are enough."""

    any_of: tuple[str, ...]
    need: int = 1
    share: Fraction = Fraction(1)

    @property
    def members(self) -> tuple[str, ...]:
        """The ids that the entry names."""
        return self.any_of


Entry = Requirement | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A customer of a service: how they relate, what they want from it, what they are promised."""

    id: str
    relationship: Relationship = "service"
    outcomes: tuple[str, ...] = ()
    commitments: Commitments = Commitments()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that the organization accepts until a date, inclusive."""

    rule: str
    reason: str = ""
    until: date
    customer: str | None = None
    metric: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address worth knowing."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What binds a supplier."""

    reference: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Anything in the catalog that has an id, a name and a place in a file."""

    kind: ClassVar[str]
    plural: ClassVar[str]

    id: str
    name: str
    description: str = ""
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    """The ids that it had before."""
    contact: str = ""
    accepts: tuple[Waiver, ...] = ()
    origin: Origin = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Entity):
    """What holds for the whole catalog: `services/catalog.yaml`, of kind Catalog."""

    kind: ClassVar[str] = "Catalog"
    plural: ClassVar[str] = "catalogs"

    id: str = "catalog"
    currency: str | None = None
    priorities: tuple[str, ...] = DEFAULT_PRIORITIES
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    review_every: Duration = _YEAR
    contract_notice: Duration = _NINETY_DAYS
    rules: Mapping[str, str] = field(default_factory=dict)
    vocabulary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Entity):
    """A means of delivering outcomes that a customer wants."""

    kind: ClassVar[str] = "Service"
    plural: ClassVar[str] = "services"

    status: Status = "live"
    audience: Audience = "internal"
    owner: str = ""
    summary: str = ""
    customers: tuple[Engagement, ...] = ()
    outcomes: tuple[str, ...] = ()
    commitments: Commitments = Commitments()
    requires: tuple[Entry, ...] = ()
    cost: Charge | None = None
    price: Charge | None = None
    when_it_fails: str = ""
    how_to_request: str = ""
    synonyms: tuple[str, ...] = ()
    """Other words that customers use for it."""
    reviewed: date | None = None

    def promised_to(self, engagement: Engagement) -> Commitments:
        """Return what one customer is promised; a service level starts from the service's own."""
        if engagement.relationship == "service":
            return self.commitments.overlaid(engagement.commitments)
        return engagement.commitments

    @property
    def served_outcomes(self) -> tuple[str, ...]:
        """The outcomes of all customers and the service's own, each once, in their order."""
        named = chain.from_iterable(customer.outcomes for customer in self.customers)
        return tuple(dict.fromkeys((*named, *self.outcomes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Entity):
    """Something that a team or a supplier runs to targets of its own."""

    kind: ClassVar[str] = "Component"
    plural: ClassVar[str] = "components"

    type: str = "application"
    team: str | None = None
    supplier: str | None = None
    status: Status = "live"
    targets: Commitments = Commitments()
    requires: tuple[Entry, ...] = ()
    failure_domains: tuple[str, ...] = ()
    monitored: bool = False
    recovery_tested: date | None = None
    cost: Charge | None = None
    reviewed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(Entity):
    """Who wants outcomes."""

    kind: ClassVar[str] = "Customer"
    plural: ClassVar[str] = "customers"

    boundary: Boundary = "internal"
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Entity):
    """What customers want to reach."""

    kind: ClassVar[str] = "Outcome"
    plural: ClassVar[str] = "outcomes"

    customers: tuple[str, ...] = ()
    measure: str = ""
    priority: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Entity):
    """A group of people who run components and answer for services."""

    kind: ClassVar[str] = "Team"
    plural: ClassVar[str] = "teams"

    hours: Hours | None = None
    respond_within: Timing | None = None
    restore_within: Timing | None = None
    change_within: Duration | None = None
    handle: str = ""
    """The team's name on the forge, such as `@havenholm/shop-systems`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier(Entity):
    """Another organization that runs components under a contract."""

    kind: ClassVar[str] = "Supplier"
    plural: ClassVar[str] = "suppliers"

    contract: Contract | None = None
    hours: Hours | None = None
    respond_within: Timing | None = None
    restore_within: Timing | None = None
    availability: Share | None = None
    availability_period: Period | None = None
    source: str = ""
    as_of: date | None = None


Node = Service | Component
KINDS: Mapping[str, type[Entity]] = {
    cls.kind: cls for cls in (Settings, Service, Component, Customer, Outcome, Team, Supplier)
}
LISTED = {cls.plural: cls.kind for cls in (Customer, Outcome, Team, Supplier, Component)}
"""The kinds that may stand in a list file, by its one key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Everything that could be read, by kind and id, in the order of ids.

    `sources` holds the text of each file that is text; `unparsed` and `misshapen` name the files of
    which nothing, or not everything, could be taken up.
    """

    settings: Settings
    services: Mapping[str, Service] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    customers: Mapping[str, Customer] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    suppliers: Mapping[str, Supplier] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    unparsed: frozenset[str] = frozenset()
    misshapen: frozenset[str] = frozenset()

    def node(self, ident: str) -> Node | None:
        """Return the service or component with this id, which are one id space."""
        return self.services.get(ident) or self.components.get(ident)

    @property
    def nodes(self) -> Iterator[Node]:
        """All that can require and be required: services, then components."""
        yield from self.services.values()
        yield from self.components.values()

    @property
    def entities(self) -> Iterator[Entity]:
        """Everything that the files define, the settings first."""
        yield self.settings
        yield from self.nodes
        yield from self.customers.values()
        yield from self.outcomes.values()
        yield from self.teams.values()
        yield from self.suppliers.values()

    def of_kind(self, kind: str) -> Mapping[str, Entity]:
        """Return the entities of one kind by id."""
        if kind == "Catalog":
            return {self.settings.id: self.settings}
        entities: Mapping[str, Entity] = getattr(self, KINDS[kind].plural)
        return entities
