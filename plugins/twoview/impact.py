"""What it means for customers that something is down.

Two waves run from the nodes that are down to those that require them. The first runs through
stopping entries: a node is down when a node that it must have is, or fewer members of a group are
up than it needs. The second runs through all entries, degrading ones too: whatever it reaches is
down or degraded. An entry passes a wave on when the wave has reached more of its members than can
be spared, so a lost spare is neither, and a spare that merely runs worse is neither.

Each wave reaches the least set of nodes for which this holds: nodes that require each other in a
circle do not hold one another down, something that is named must. A required id that the catalog
does not have counts as up. Retired nodes pass a wave on like all others, and are not told of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from twoview.estate import Consumer, Estate
from twoview.model import METRICS, Commitments, Service


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of a service: to a customer or none, of a metric, for a priority or none."""

    service: str
    customer: str | None
    metric: str
    priority: str | None

    @property
    def place(self) -> tuple[str, str, str, str]:
        """The key that sorts promises."""
        return (self.service, self.customer or "", self.metric, self.priority or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What follows when the nodes named by `ids` are down at once; everything is sorted.

    `stops` and `degrades` are ids of services that are not retired. Outcomes, customers and
    promises are those of the services that stop, as they are written there.
    """

    ids: tuple[str, ...]
    stops: tuple[str, ...]
    degrades: tuple[str, ...]
    outcomes: tuple[str, ...]
    customers: tuple[str, ...]
    promises_at_risk: tuple[Promised, ...]


def impact(estate: Estate, ids: Iterable[str]) -> Impact:
    """Return what follows when services and components are down, all of them at once.

    Raises KeyError for an id that is neither's.
    """
    named = sorted(set(ids))
    for ident in named:
        if not estate.catalog.node(ident):
            raise KeyError(ident)
    down = _reached(estate, named, lambda consumer: not consumer.degrades)
    worse = _reached(estate, named, lambda _: True) - down
    stopped = _services(estate, down)
    return Impact(
        ids=tuple(named),
        stops=tuple(service.id for service in stopped),
        degrades=tuple(service.id for service in _services(estate, worse)),
        outcomes=_sorted(outcome for each in stopped for outcome in each.served_outcomes),
        customers=_sorted(customer.id for each in stopped for customer in each.customers),
        promises_at_risk=tuple(
            sorted({made for each in stopped for made in promises_of(each)}, key=_place)
        ),
    )
