"""The answer of `twoview impact`: what is down or degraded when some nodes are down at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from twoview.model import Catalog, Group

from oracle.promise import of_service
from oracle.structure import stopping


def impact(catalog: Catalog, idents: Sequence[str]) -> dict[str, Any]:
    """Return who is hit when all these are down.

    Readings: `ids` are as given, each once. A service that is among them stops. Customers are those
    of any relationship, outcomes those of the service and of its customers.
    """
    down = _spread(catalog, idents, lambda ident, found: _stops(catalog, ident, found))
    degraded = _spread(catalog, (), lambda ident, hurt: _degrades(catalog, ident, down, hurt))
    in_use = [each for each in catalog.services.values() if each.status != "retired"]
    stopped = [each for each in in_use if each.id in down]
    promises = sorted(
        (promise for each in stopped for promise in of_service(catalog, each)),
        key=lambda promise: promise.key,
    )
    names = ("service", "customer", "metric", "priority")
    return {
        "ids": list(dict.fromkeys(idents)),
        "stops": sorted(each.id for each in stopped),
        "degrades": sorted(each.id for each in in_use if each.id in degraded),
        "outcomes": sorted({outcome for each in stopped for outcome in each.served_outcomes}),
        "customers": sorted({user.id for each in stopped for user in each.customers}),
        "promises_at_risk": [{name: getattr(each, name) for name in names} for each in promises],
    }


def _spread(
    catalog: Catalog, start: Iterable[str], hits: Callable[[str, set[str]], bool]
) -> set[str]:
    """Return the start and whatever it hits, and what that hits in turn, circles included."""
    found = set(start)
    while fresh := {n.id for n in catalog.nodes if n.id not in found and hits(n.id, found)}:
        found |= fresh
    return found


def _stops(catalog: Catalog, ident: str, down: set[str]) -> bool:
    """Whether an entry that stops the node is down."""
    return any(
        sum(member not in down for member in entry.members)
        < (entry.need if isinstance(entry, Group) else 1)
        for entry in stopping(catalog, ident)
    )


def _degrades(catalog: Catalog, ident: str, down: set[str], degraded: set[str]) -> bool:
    """Whether a node is up and something takes the shine off it.

    Reading: every member of a group is on a stopping path, so that a degraded one degrades, while
    one that is down does not.
    """
    node = catalog.node(ident)
    if node is None or ident in down:
        return False
    stop = stopping(catalog, ident)
    helpful = {each for entry in node.requires if entry not in stop for each in entry.members}
    needed = {each for entry in stop for each in entry.members}
    return bool(helpful & (down | degraded) or needed & degraded)
