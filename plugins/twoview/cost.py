"""What each service costs together with all that it leans on, in exact monthly amounts.

A node's full cost is its own and what it takes on from the nodes that it requires. It passes its
full cost on to its consumers, the services and components that require it and are not retired, by
their shares. A retired node takes on nothing, so no cost runs through what it requires.

Where cost runs in a circle, the nodes of the circle have no full cost, nor has any node that takes
on a part of theirs, directly or not. All others keep theirs. Nothing is lost even then: the full
costs that are known and that nobody takes on, and what has gone into nodes without a full cost (it
is `circling`), add up to the sum of all own costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import floor

from twoview.estate import Estate
from twoview.graph import components
from twoview.model import Catalog, Charge, Node
from twoview.values import Money

Taken = Mapping[str, Fraction | None]
"""The part that is taken on from each required node, by id; None where its cost is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCost:
    """What a service or component costs each month, and what that is made of.

    `full` is `own` and all that is `taken`; `amount` is `full` in cents. Both are None at and above
    a circle. `passed_on` tells whether a consumer takes the cost on.
    """

    own: Fraction
    taken: Taken
    full: Fraction | None
    amount: Money | None
    price: Fraction | None
    passed_on: bool

    @property
    def over_price(self) -> bool:
        """Whether it is known to cost more than its price."""
        return self.full is not None and self.price is not None and self.full > self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What everything costs each month, by id, and what it comes to.

    `total` is the sum of all own costs. To the cent, the amounts of services and components that
    are not passed on add up to it, together with what is `circling`. `unallocated` is what the
    components among them come to; it is None where one of them has no amount.
    """

    services: Mapping[str, NodeCost]
    components: Mapping[str, NodeCost]
    unallocated: Money | None
    circling: Money
    total: Money


def costs(estate: Estate) -> Costs:
    """Return what the services and components of an estate cost."""
    nodes = _node_costs(estate.catalog)
    inside = {ident: nodes[ident] for ident in estate.catalog.components}
    total = rounded(sum((each.own for each in nodes.values()), Fraction()))
    ends = [each.amount for each in nodes.values() if not each.passed_on]
    return Costs(
        services={ident: nodes[ident] for ident in estate.catalog.services},
        components=inside,
        unallocated=_sum(each.amount for each in inside.values() if not each.passed_on),
        circling=Money(total.cents - sum(amount.cents for amount in ends if amount)),
        total=total,
    )


def rounded(amount: Fraction) -> Money:
    """Return an amount in cents, half a cent rounded up."""
    return Money(floor(amount * 100 + Fraction(1, 2)))


def apportioned(amounts: Mapping[str, Fraction], whole: Fraction) -> dict[str, Money]:
    """Return amounts in cents that add up to their rounded sum, `whole`, by largest remainder.

    Each is rounded down, and the cents that are then missing go to those that lost most; of equal
    ones to the smaller id.
    """
    cents = {ident: floor(amount * 100) for ident, amount in amounts.items()}
    missing = rounded(whole).cents - sum(cents.values())
    lost = {ident: amounts[ident] * 100 - cents[ident] for ident in amounts}
    raised = set(sorted(amounts, key=lambda ident: (-lost[ident], ident))[:missing])
    return {ident: Money(count + (ident in raised)) for ident, count in cents.items()}


def _node_costs(catalog: Catalog) -> dict[str, NodeCost]:
    portions = _portions(catalog)
    own = {node.id: _monthly(node.cost) or Fraction() for node in catalog.nodes}
    taken, full = _full_costs(own, portions)
    passed_on = set(chain.from_iterable(portions.values()))
    whole = sum(own.values(), Fraction()) - _circling(own, taken, full)
    amounts = _amounts(full, passed_on, whole)
    return {
        node.id: NodeCost(
            own=own[node.id],
            taken=taken[node.id],
            full=full[node.id],
            amount=amounts.get(node.id),
            price=_monthly(getattr(node, "price", None)),
            passed_on=node.id in passed_on,
        )
        for node in catalog.nodes
    }


def _monthly(charge: Charge | None) -> Fraction | None:
    return charge.monthly if charge else None


def _portions(catalog: Catalog) -> dict[str, dict[str, Fraction]]:
    """Return the portion of each required node's cost that a node takes on, by both their ids."""
    shares = {node.id: _shares(node, catalog) for node in catalog.nodes}
    whole: dict[str, Fraction] = {}
    for required in shares.values():
        for ident, share in required.items():
            whole[ident] = whole.get(ident, 0) + share
    return {
        consumer: {ident: share / whole[ident] for ident, share in required.items()}
        for consumer, required in shares.items()
    }


def _shares(node: Node, catalog: Catalog) -> dict[str, Fraction]:
    """Return the share that a node takes of each node that it requires: the largest it names."""
    shares: dict[str, Fraction] = {}
    if node.status == "retired":
        return shares
    for entry in node.requires:
        for ident in entry.members:
            if catalog.node(ident):
                shares[ident] = max(entry.share, shares.get(ident, entry.share))
    return shares


def _full_costs(
    own: Mapping[str, Fraction], portions: Mapping[str, Mapping[str, Fraction]]
) -> tuple[dict[str, Taken], dict[str, Fraction | None]]:
    """Return what each node takes on, and its full cost."""
    taken: dict[str, Taken] = {}
    full: dict[str, Fraction | None] = {}
    # What is required comes first; only in a circle is some of it still to come, and not known.
    edges = {ident: list(required) for ident, required in portions.items()}
    for ident in chain.from_iterable(components(edges)):
        taken[ident] = {each: _part(full.get(each), of) for each, of in portions[ident].items()}
        full[ident] = _added(own[ident], taken[ident].values())
    return taken, full


def _part(cost: Fraction | None, portion: Fraction) -> Fraction | None:
    return None if cost is None else cost * portion


def _added(own: Fraction, taken: Iterable[Fraction | None]) -> Fraction | None:
    full = own
    for part in taken:
        if part is None:
            return None
        full += part
    return full


def _circling(
    own: Mapping[str, Fraction], taken: Mapping[str, Taken], full: Mapping[str, Fraction | None]
) -> Fraction:
    """Return what has gone into nodes without a full cost."""
    unknown = [ident for ident, cost in full.items() if cost is None]
    parts = (part for ident in unknown for part in taken[ident].values())
    return sum(filter(None, parts), sum((own[ident] for ident in unknown), Fraction()))


def _amounts(
    full: Mapping[str, Fraction | None], passed_on: set[str], whole: Fraction
) -> dict[str, Money]:
    """Return the known full costs in cents; those that are not passed on add up to the whole.

    The whole is handed in, since adding up thousands of unlike fractions takes its time.
    """
    known = {ident: cost for ident, cost in full.items() if cost is not None}
    inner = {ident: rounded(cost) for ident, cost in known.items() if ident in passed_on}
    ends = {ident: cost for ident, cost in known.items() if ident not in passed_on}
    return inner | apportioned(ends, whole)


def _sum(amounts: Iterable[Money | None]) -> Money | None:
    cents = 0
    for amount in amounts:
        if amount is None:
            return None
        cents += amount.cents
    return Money(cents)
