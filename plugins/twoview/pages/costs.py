"""What things cost each month: the page of all costs, and what one cost is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from twoview.cost import NodeCost
from twoview.judged import Judged
from twoview.model import Node, Outcome
from twoview.pages import wording
from twoview.pages.page import Book, Page, by_priority
from twoview.pages.writer import Writer
from twoview.values import Money


@dataclass(frozen=True, slots=True)
class Cost:
    """What a service or component costs a month, in words; `taken` are its parts of others."""

    node: Node
    own: str
    taken: Sequence[tuple[Node, str]]
    full: str
    price: str
    over: bool


UNKNOWN = "cannot be worked out: costs run in a circle"


def made_of(node: Node, estate: Judged) -> Cost | None:
    """Return what a node's cost is made of; None where neither cost nor price is known of it."""
    found = _all(estate)[node.id]
    if not (found.own or any(found.taken.values()) or found.price):
        return None
    return _cost(node, found, estate)


def _all(estate: Judged) -> Mapping[str, NodeCost]:
    return {**estate.costs.components, **estate.costs.services}


def _cost(node: Node, found: NodeCost, estate: Judged) -> Cost:
    currency = estate.catalog.settings.currency
    required = ((estate.catalog.node(ident), part) for ident, part in found.taken.items())
    return Cost(
        node=node,
        own=wording.monthly(found.own, currency),
        taken=[(each, _part(part, currency)) for each, part in required if each and part != 0],
        full=_money(found.amount, currency),
        price="" if found.price is None else wording.monthly(found.price, currency),
        over=found.over_price,
    )


def _part(part: Fraction | None, currency: str | None) -> str:
    return UNKNOWN if part is None else wording.monthly(part, currency)


def _money(amount: Money | None, currency: str | None) -> str:
    return UNKNOWN if amount is None else wording.monthly(Fraction(amount.cents, 100), currency)


def pages(book: Book) -> Iterator[Page]:
    """Yield the page of all costs, which belongs to the technical view."""
    estate, catalog = book.estate, book.estate.catalog
    currency, known = catalog.settings.currency, _all(book.estate)
    writer = Writer(book, "technical")
    yield writer.page(
        "costs",
        "technical/costs",
        heading="What everything costs",
        kicker="Technical view",
        lead="Each month, with all that is leaned on: what is shared is paid in parts by those who "
        "require it.",
        services=[_cost(each, known[each.id], estate) for each in _dearest(book, catalog.services)],
        components=[
            _cost(each, known[each.id], estate) for each in _dearest(book, catalog.components)
        ],
        outcomes=list(_by_outcome(book)),
        circling=_money(estate.costs.circling, currency) if estate.costs.circling.cents else "",
        unallocated=_money(estate.costs.unallocated, currency),
        total=_money(estate.costs.total, currency),
    )


def _by_outcome(book: Book) -> Iterator[tuple[Outcome, str]]:
    """Yield each outcome, the most important first, with what the services that deliver it cost.

    A service that delivers several outcomes counts for each in equal parts.
    """
    estate, currency = book.estate, book.estate.catalog.settings.currency
    for outcome in by_priority(estate.catalog.outcomes.values()):
        spent: Fraction | None = Fraction()
        for service in estate.served_by.get(outcome.id, ()):
            full = estate.costs.services[service.id].full
            part = None if full is None else full / len(service.served_outcomes)
            spent = None if spent is None or part is None else spent + part
        yield outcome, _part(spent, currency)


def _dearest(book: Book, nodes: Mapping[str, Node]) -> list[Node]:
    """Return the nodes that cost something, those of unknown cost first, then the dearest."""
    known = _all(book.estate)
    costly = [node for node in nodes.values() if known[node.id].full != 0]
    return sorted(costly, key=lambda node: (_rank(known[node.id]), node.id))


def _rank(cost: NodeCost) -> tuple[bool, Fraction]:
    return cost.full is not None, -(cost.full or Fraction())
