"""What it means for customers that something is down.

Two waves run from the nodes that are down to those that require them. The first runs through
stopping entries, and what it reaches is down. The second runs through degrading entries too, and
what it alone reaches is degraded. A group passes a wave on when the wave has left it fewer members
than it needs; any other entry does so at once. A lost spare is therefore neither, and so is a spare
that runs worse.

A wave reaches the least set of nodes for which this holds. Nodes that require each other in a
circle do not hold one another down: something named must take one of them down. A required id that
the catalog does not have is up unless it is named. Retired nodes pass a wave on like all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from twoview.estate import Consumer, Estate
from twoview.model import Service
from twoview.promises.made import Promise, promises_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What follows when the nodes that `ids` names are down at once; everything is sorted.

    `stops` and `degrades` name services that are not retired. Outcomes, customers and promises are
    those of the services that stop, named as these write them.
    """

    ids: tuple[str, ...]
    stops: tuple[str, ...]
    degrades: tuple[str, ...]
    outcomes: tuple[str, ...]
    customers: tuple[str, ...]
    promises_at_risk: tuple[Promise, ...]


def impact(estate: Estate, ids: Iterable[str]) -> Impact:
    """Return what follows when services and components are down, all of them at once."""
    named = sorted(set(ids))
    down = _reached(estate, named, degrading=False)
    worse = _reached(estate, named, degrading=True) - down
    stopping = _services(estate, down)
    stopped = stopping.values()
    return Impact(
        ids=tuple(named),
        stops=tuple(stopping),
        degrades=tuple(_services(estate, worse)),
        outcomes=_sorted(ident for each in stopped for ident in each.served_outcomes),
        customers=_sorted(customer.id for each in stopped for customer in each.customers),
        promises_at_risk=tuple(promises_of(replace(estate.catalog, services=stopping))),
    )


def _reached(estate: Estate, starts: Collection[str], *, degrading: bool) -> set[str]:
    """Return all that a wave reaches, through degrading entries or not."""
    reached = set(starts)
    front = list(starts)
    hit: Counter[tuple[str, int]] = Counter()
    while front:
        for consumer in estate.consumers.get(front.pop(), ()):
            if consumer.degrades and not degrading:
                continue
            ident = consumer.node.id
            hit[ident, consumer.index] += 1
            if ident not in reached and hit[ident, consumer.index] > _spare(consumer):
                reached.add(ident)
                front.append(ident)
    return reached


def _spare(consumer: Consumer) -> int:
    """Return how many members of an entry can be spared."""
    group = consumer.group
    return len(group.any_of) - group.need if group else 0


def _services(estate: Estate, ids: Iterable[str]) -> dict[str, Service]:
    """Return the services among nodes that are not retired, by id."""
    found = (estate.catalog.services.get(ident) for ident in sorted(ids))
    return {each.id: each for each in found if each and each.status != "retired"}


def _sorted(idents: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(idents)))
