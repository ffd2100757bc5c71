"""What services help to reach, and how far a catalog reaches: to IT, the business, or outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from twoview.estate import Estate
from twoview.language import _, later
from twoview.model import Boundary, Entity, Outcome, Service, Status
from twoview.pages.page import by_priority

_SERVED: Mapping[Status | None, str] = {
    "live": later("by what is in use"),
    "retiring": later("only by what is on its way out"),
    "proposed": later("only by what is planned"),
    None: later("by nothing"),
}
"""By what an outcome is served; of several services, the first of these statuses counts."""

_REACHES: Mapping[Boundary | None, str] = {
    "external": later("Customers outside the organization"),
    "internal": later("The business"),
    "it": later("IT itself"),
    None: later("Nobody named"),
}
_STANDS: Mapping[Boundary | None, str] = {
    "external": later(
        "The catalog reaches customers outside: what the organization is there for is written "
        "down, and services can be judged by it."
    ),
    "internal": later(
        "The catalog reaches the business, and nobody outside. Next, write down what those who "
        "buy from the business want to reach."
    ),
    "it": later(
        "So far IT is its own customer: the catalog says what IT does for IT. Next, write down "
        "what the business wants to reach; what IT needs for that follows from it."
    ),
    None: later(
        "No outcome names a customer of this catalog, so nobody can tell whom the services are "
        "for. Next, write down who wants what."
    ),
}


@dataclass(frozen=True, slots=True)
class Covered:
    """An outcome and what serves it; `by` is the status of the service that counts most."""

    outcome: Outcome
    services: Sequence[Service]
    by: Status | None

    @property
    def words(self) -> str:
        """By what the outcome is served."""
        return _(_SERVED[self.by])


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some things reach as far as a group of customers, and no farther."""

    found: Sequence[Entity]
    total: int

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded half up; of nothing it is 0."""
        return (len(self.found) * 200 + self.total) // (2 * self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Reach:
    """The outcomes and services that reach as far as one group of customers."""

    name: str
    outcomes: Share
    services: Share

    @property
    def is_any(self) -> bool:
        """Whether anything reaches them."""
        return bool(self.outcomes.found or self.services.found)


def covered(estate: Estate) -> list[Covered]:
    """Return all outcomes with what serves them, the most important first."""
    outcomes = by_priority(estate.catalog.outcomes.values())
    return [_covered(each, estate.served_by.get(each.id, ())) for each in outcomes]


def _covered(outcome: Outcome, services: Sequence[Service]) -> Covered:
    statuses = {each.status for each in services}
    return Covered(outcome, services, next((each for each in _SERVED if each in statuses), None))


def counted(estate: Estate) -> list[Service]:
    """Return the services that are there for customers, and not retired, in the order of names."""
    services = estate.catalog.services.values()
    found = [s for s in services if s.audience != "supporting" and s.status != "retired"]
    return sorted(found, key=lambda each: (each.name, each.id))


def aimless(estate: Estate) -> list[Service]:
    """Return the services that serve no outcome, though they are there for customers."""
    known = estate.catalog.outcomes.keys()
    return [each for each in counted(estate) if known.isdisjoint(each.served_outcomes)]


def reaches(estate: Estate) -> list[Reach]:
    """Return what reaches whom: everything counts for those of its customers who are farthest.

    What reaches nobody is a group of its own, if there is any.
    """
    outcomes, services = by_priority(estate.catalog.outcomes.values()), counted(estate)
    wanted = [(each, _farthest(each.customers, estate)) for each in outcomes]
    had = [(each, _farthest((who.id for who in each.customers), estate)) for each in services]
    found = {
        boundary: Reach(_(name), _share(wanted, boundary), _share(had, boundary))
        for boundary, name in _REACHES.items()
    }
    return [each for boundary, each in found.items() if boundary or each.is_any]


def _share(farthest: Sequence[tuple[Entity, Boundary | None]], boundary: Boundary | None) -> Share:
    return Share([each for each, found in farthest if found == boundary], len(farthest))


def _farthest(idents: Iterable[str], estate: Estate) -> Boundary | None:
    found = {estate.catalog.customers[i].boundary for i in idents if i in estate.catalog.customers}
    return next((each for each in _REACHES if each in found), None)


def stands(estate: Estate) -> Iterator[str]:
    """Yield sentences on how far the catalog reaches, and what would come next."""
    catalog = estate.catalog
    wanted = _farthest((i for each in catalog.outcomes.values() for i in each.customers), estate)
    had = _farthest((who.id for each in counted(estate) for who in each.customers), estate)
    yield _(_STANDS[wanted])
    if wanted and had != wanted:
        yield _("But no service names such a customer yet.")
