"""Every field of every kind is compared: a test fails for a field that nobody thought of."""

from dataclasses import Field, fields, make_dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from changes.telling import compared
from estates import ORIGIN
from twoview.changes import TOPICS, Change
from twoview.changes.difference import Difference, Scene, State, fieldwise
from twoview.model import (
    KINDS,
    Capacity,
    Charge,
    Commitments,
    Contract,
    Engagement,
    Entity,
    Group,
    Hours,
    Link,
    Requirement,
    Waiver,
)
from twoview.values import Duration, Money, Schedule, Share

DAY = date(2026, 1, 1)
OFFICE = "Mon-Fri 08:00-16:00 UTC"
LINK = Link(title="Guide", url="https://a.example")
WAIVER = Waiver(rule="no-outcome", reason="Known.", until=DAY)
GROUP = Group(any_of=("a", "b"))
PLAIN: dict[str, Any] = {"availability": Share.parse("99%")}

OTHER: dict[str, Any] = {
    "name": "Other",
    "description": "Other.",
    "links": (LINK,),
    "tags": ("other",),
    "synonyms": ("other",),
    "formerly": ("other",),
    "contact": "other",
    "handle": "@other",
    "accepts": (WAIVER,),
    "currency": "SEK",
    "priorities": ("P1",),
    "schedules": {"office": Schedule.parse(OFFICE)},
    "review_every": Duration(1),
    "contract_notice": Duration(1),
    "rules": {"no-outcome": "off"},
    "vocabulary": ("other",),
    "status": "retiring",
    "audience": "external",
    "boundary": "it",
    "owner": "other",
    "summary": "Other.",
    "customers": (Engagement(id="other"),),
    "outcomes": ("other",),
    "commitments": Commitments(change_within=Duration(1)),
    "targets": Commitments(change_within=Duration(1)),
    "requires": (Requirement(id="other"),),
    "cost": Charge(Money(1), "month"),
    "price": Charge(Money(1), "month"),
    "when_it_fails": "Other.",
    "how_to_request": "Other.",
    "reviewed": DAY,
    "type": "server",
    "team": "other",
    "supplier": "other",
    "failure_domains": ("other",),
    "monitored": True,
    "recovery_tested": DAY,
    "size": 7,
    "measure": "Other.",
    "priority": 1,
    "hours": Hours(OFFICE, Schedule.parse(OFFICE)),
    "respond_within": Duration(1),
    "restore_within": {"P1": Duration(1)},
    "change_within": Duration(1),
    "contract": Contract(until=DAY),
    "availability": Share.parse("99.5%"),
    "availability_period": "year",
    "source": "https://a.example",
    "as_of": DAY,
    "recovery_time": Duration(1),
    "recovery_point": Duration(1),
    "capacity": Capacity(Fraction(1), "orders"),
    "maintenance": Hours("24x7", Schedule()),
    "support_hours": Hours("24x7", Schedule()),
}
"""For each field a value that is not the usual one."""

PARTS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "commitments": ("Service", Commitments(**PLAIN), OTHER),
    "targets": ("Component", Commitments(**PLAIN), OTHER),
    "customers": (
        "Service",
        Engagement(id="office"),
        {"relationship": "utility", "outcomes": ("other",), "commitments": OTHER["commitments"]},
    ),
    "accepts": (
        "Service",
        WAIVER,
        {"reason": "Other.", "until": date(2027, 1, 1)},
    ),
    "links": ("Service", LINK, {"url": "https://b.example"}),
    "requires": ("Service", Requirement(id="a"), {"failure": "degrades", "share": Fraction(2)}),
    "group": ("Service", GROUP, {"any_of": ("a", "c"), "need": 2, "share": Fraction(2)}),
    "contract": (
        "Supplier",
        Contract(reference="A", until=DAY),
        {"reference": "B", "until": date(2027, 1, 1)},
    ),
    "cost": ("Service", Charge(Money(1), "month"), {"amount": Money(2), "per": "year"}),
    "capacity": ("Service", Capacity(Fraction(1), "a"), {"amount": Fraction(2), "unit": "b"}),
    "engaged": ("Service", Commitments(**PLAIN), OTHER),
}
"""What stands inside entities: of which kind, one of it, and other values of its fields."""

IDENTITY = {"customers": {"id"}, "accepts": {"rule", "customer", "metric"}, "links": {"title"}}
"""What makes an item another one: it is told as one that goes and one that comes."""


def entity(kind: str, **more: Any) -> Entity:
    figures = PLAIN if kind == "Supplier" else {}
    return KINDS[kind](**{"id": "a", "name": "A", "origin": ORIGIN, **figures, **more})


def told(before: Entity, after: Entity) -> list[Change]:
    sides = ({(each.kind, each.id): each} for each in (before, after))
    return compared(*sides)


def is_compared(field: Field[Any]) -> bool:
    return field.compare and field.name != "id"


FIELDS = [
    (kind, each.name) for kind, cls in KINDS.items() for each in fields(cls) if is_compared(each)
]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_change_of_any_field_of_an_entity_is_one_change(kind: str, field: str) -> None:
    other = ("other",) if (kind, field) == ("Outcome", "customers") else OTHER[field]
    (change,) = told(entity(kind), entity(kind, **{field: other}))
    assert change.key == (kind, "a")
    assert change.path[0] == field
    assert change.topic in TOPICS
    assert change.before != change.after
    assert not change.text.endswith(" changed"), "nobody tells this field in words of its own"


INSIDE = [
    (part, each.name)
    for part, (_, usual, _) in PARTS.items()
    for each in fields(usual)
    if each.name not in {"id", *IDENTITY.get(part, ())}
]


@pytest.mark.parametrize(("part", "field"), INSIDE)
def test_a_change_of_any_field_inside_an_entity_is_one_change(part: str, field: str) -> None:
    kind, usual, others = PARTS[part]
    if (part, field) == ("cost", "per"):
        others = {**others, "amount": usual.amount}
    (change,) = told(
        holding(kind, part, usual), holding(kind, part, replace(usual, **{field: others[field]}))
    )
    assert change.path
    assert not change.text.endswith(" changed"), "nobody tells this field in words of its own"


@pytest.mark.parametrize("part", IDENTITY)
def test_what_has_another_identity_goes_and_comes(part: str) -> None:
    kind, usual, _ = PARTS[part]
    for field in IDENTITY[part]:
        other = replace(usual, **{field: "other"})
        gone, come = told(holding(kind, part, usual), holding(kind, part, other))
        assert {gone.after, come.before} == {None} or {gone.before, come.after} == {None}


def holding(kind: str, part: str, value: Any) -> Entity:
    """Return an entity that holds one value in the place that a part stands for."""
    if part == "group":
        return entity(kind, requires=(value,))
    if part == "capacity":
        return entity(kind, commitments=Commitments(capacity=value))
    if part == "engaged":
        return entity(kind, customers=(Engagement(id="office", commitments=value),))
    return entity(kind, **{part: (value,) if part in LISTED else value})


LISTED = ("customers", "accepts", "links", "requires")


def test_a_field_that_nobody_tells_is_told_by_its_name() -> None:
    later = make_dataclass("Later", [("some_field", int)], frozen=True)
    scene = Scene(State({}), State({}), lambda _, ident: ident)
    difference = Difference(scene=scene, key=("Team", "a"), before=later(1), after=later(2))
    (change,) = fieldwise(difference, {})
    assert (change.text, change.path) == ("some field changed", ("some_field",))
    assert (change.before, change.after, change.inward) == (1, 2, True)


def test_only_the_id_and_the_place_of_an_entity_are_not_compared() -> None:
    left = {each.name for cls in KINDS.values() for each in fields(cls) if not is_compared(each)}
    assert left == {"id", "origin"}
