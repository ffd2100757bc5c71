"""The answer of `twoview cost`, in fractions until the very end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any

from twoview.model import Catalog, Node

Takers = Mapping[str, Mapping[str, Fraction]]
"""By node: who takes on its cost, and how many parts each."""
Full = Mapping[str, Fraction | None]


def cost(catalog: Catalog) -> dict[str, Any]:
    """Return the monthly full costs as texts with two decimals, null at or above a cycle.

    Readings: services and components that nobody takes on are rounded one by one to their common
    sum, and `unallocated` adds the rounded components, null if one of them is. Where some are null,
    the others are rounded to their own sum. `total` is the sum of all own costs, half up, and never
    null. What is retired is listed like the rest.
    """
    takers = takers_of(catalog)
    full = full_costs(catalog, takers)
    cents = rounded(full, [each for each in full if not takers[each]])
    loose = [cents[each] for each in catalog.components if not takers[each]]
    known = [each for each in loose if each is not None]
    return {
        "currency": catalog.settings.currency,
        "services": {each: money(cents[each]) for each in catalog.services},
        "components": {each: money(cents[each]) for each in catalog.components},
        "unallocated": money(sum(known) if len(known) == len(loose) else None),
        "total": money(half_up(100 * sum((own_cost(node) for node in catalog.nodes), Fraction(0)))),
    }


def own_cost(node: Node) -> Fraction:
    """Return what a node costs by itself."""
    return node.cost.monthly if node.cost else Fraction(0)


def takers_of(catalog: Catalog) -> Takers:
    """Return who takes on the cost of each node."""
    takers: dict[str, dict[str, Fraction]] = {node.id: {} for node in catalog.nodes}
    for consumer in catalog.nodes:
        if consumer.status != "retired":
            for ident, parts in taken_by(consumer).items():
                if ident in takers:
                    takers[ident][consumer.id] = parts
    return takers


def taken_by(consumer: Node) -> dict[str, Fraction]:
    """Return the parts that a consumer takes of each node it names: its largest share of it."""
    parts: dict[str, Fraction] = {}
    for entry in consumer.requires:
        for member in entry.members:
            parts[member] = max(entry.share, parts.get(member, entry.share))
    return parts


def full_costs(catalog: Catalog, takers: Takers) -> Full:
    """Return every node's own cost and what it takes on.

    Reading: a cycle is one of cost, so that a retired consumer does not close it.
    """
    required = {
        node.id: [each for each in takers if node.id in takers[each]] for node in catalog.nodes
    }
    return {node.id: _full(catalog, takers, required, node.id, ()) for node in catalog.nodes}


def _full(
    catalog: Catalog,
    takers: Takers,
    required: Mapping[str, Iterable[str]],
    ident: str,
    above: tuple[str, ...],
) -> Fraction | None:
    if ident in above:
        return None
    node = catalog.node(ident)
    assert node is not None
    total = own_cost(node)
    for each in required[ident]:
        below = _full(catalog, takers, required, each, (*above, ident))
        if below is None:
            return None
        total += below * takers[each][ident] / sum(takers[each].values())
    return total


def rounded(full: Full, last: Iterable[str]) -> dict[str, int | None]:
    """Return the costs in cents: the last ones such that they sum up, the others half up."""
    cents = {each: None if value is None else half_up(100 * value) for each, value in full.items()}
    shares = {each: 100 * value for each in last if (value := full[each]) is not None}
    left = half_up(sum(shares.values(), Fraction(0))) - sum(map(floor, shares.values()))
    by_remainder = sorted(shares, key=lambda each: (floor(shares[each]) - shares[each], each))
    for index, each in enumerate(by_remainder):
        cents[each] = floor(shares[each]) + (index < left)
    return cents


def half_up(value: Fraction) -> int:
    """Return the nearest whole number, the upper one of two."""
    return floor(value + Fraction(1, 2))


def money(cents: int | None) -> str | None:
    """Return cents as units with two decimals."""
    return None if cents is None else f"{cents // 100}.{cents % 100:02}"
