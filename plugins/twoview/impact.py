"""What it means for customers that something is down.

Two waves run from the nodes that are down to those that require them. The first runs through
stopping entries, and what it reaches is down; a group passes it on when it has left the group fewer
members than it needs. The second starts at what has a degrading entry for a node that is down, runs
on through entries of every kind, and what it reaches is degraded. So a lost spare is neither, while
a spare that runs worse degrades what it is a spare for.

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
    """What follows when the nodes that `ids` names are down at once; all that follows is sorted.

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
    named = tuple(dict.fromkeys(ids))
    down = _down(estate, named)
    worse = _degraded(estate, down)
    stopping = _services(estate, down)
    stopped = stopping.values()
    return Impact(
        ids=named,
        stops=tuple(stopping),
        degrades=tuple(_services(estate, worse)),
        outcomes=_sorted(ident for each in stopped for ident in each.served_outcomes),
        customers=_sorted(customer.id for each in stopped for customer in each.customers),
        promises_at_risk=tuple(promises_of(replace(estate.catalog, services=stopping))),
    )


def _down(estate: Estate, starts: Collection[str]) -> set[str]:
    """Return all that is down when some nodes are, these included."""
    down = set(starts)
    front = list(starts)
    lost: Counter[tuple[str, int]] = Counter()
    while front:
        for consumer in estate.consumers.get(front.pop(), ()):
            ident = consumer.node.id
            lost[ident, consumer.index] += 1
            is_stopped = not consumer.degrades and lost[ident, consumer.index] > _spare(consumer)
            if is_stopped and ident not in down:
                down.add(ident)
                front.append(ident)
    return down


def _degraded(estate: Estate, down: Collection[str]) -> set[str]:
    """Return all that is up and runs worse while some nodes are down."""
    hit = (each for ident in down for each in estate.consumers.get(ident, ()) if each.degrades)
    degraded: set[str] = set()
    front = [each.node.id for each in hit]
    while front:
        ident = front.pop()
        if ident not in degraded and ident not in down:
            degraded.add(ident)
            front.extend(estate.required_by.get(ident, ()))
    return degraded


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
