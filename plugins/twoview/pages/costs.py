"""What a service or component costs each month, and what that is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from twoview.cost import NodeCost
from twoview.judged import Judged
from twoview.language import _, later
from twoview.model import Node
from twoview.pages import wording
from twoview.values import Money

UNKNOWN = later("cannot be worked out: costs run in a circle")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a service or component costs a month, in words; `taken` are its parts of others."""

    node: Node
    own: str
    taken: Sequence[tuple[Node, str]]
    full: str
    price: str
    over: str
    """By how much it is over its price; empty where it is not."""


def made_of(node: Node, estate: Judged) -> Cost | None:
    """Return what a node's cost is made of; None where neither cost nor price is known of it."""
    found = known(estate)[node.id]
    if not (found.own or any(found.taken.values()) or found.price):
        return None
    return cost_of(node, found, estate)


def known(estate: Judged) -> Mapping[str, NodeCost]:
    """Return what each service and component costs."""
    return {**estate.costs.components, **estate.costs.services}


def cost_of(node: Node, found: NodeCost, estate: Judged) -> Cost:
    """Return what a node costs in words."""
    currency = estate.catalog.settings.currency
    required = ((estate.catalog.node(ident), part) for ident, part in found.taken.items())
    return Cost(
        node=node,
        own=wording.monthly(found.own, currency),
        taken=[(each, part_of(part, currency)) for each, part in required if each and part != 0],
        full=money(found.amount, currency),
        price="" if found.price is None else wording.monthly(found.price, currency),
        over=wording.monthly(over(found), currency) if found.over_price else "",
    )


def over(found: NodeCost) -> Fraction:
    """Return by how much something is over its price."""
    return (found.full or Fraction()) - (found.price or 0) if found.over_price else Fraction()


def part_of(part: Fraction | None, currency: str | None) -> str:
    """Return an amount in words, or that it is not known."""
    return _(UNKNOWN) if part is None else wording.monthly(part, currency)


def money(amount: Money | None, currency: str | None) -> str:
    """Return cents in words, or that the amount is not known."""
    return part_of(None if amount is None else Fraction(amount.cents, 100), currency)
