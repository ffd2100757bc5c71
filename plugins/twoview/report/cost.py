"""What everything costs each month, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from twoview.cost import Costs, NodeCost, rounded
from twoview.report.display import called, width
from twoview.report.json import written
from twoview.values import Money

if TYPE_CHECKING:
    from twoview.model import Catalog, Component, Node, Service

_Row = tuple[str, str, str, str]
"""A label, a cost, a price and a note."""


def text(costs: Costs, catalog: Catalog) -> str:
    """Return a table of what adds up to the total, then of the services contained in that."""
    services, needed = _split(costs.services)
    idle, _ = _split(costs.components)
    spent = {ident: cost for ident, cost in idle.items() if cost.amount != Money(0)}
    circling = [("In circles", _figure(costs.circling), "", "")] if costs.circling.cents else []
    between = [("", "", "", "")] if needed else []
    rows = [
        (_heading(catalog.settings.currency), "Cost", "Price", ""),
        *_section("Services", services, catalog.services),
        *_section("Components that nothing requires", spent, catalog.components),
        *circling,
        ("Total", _figure(costs.total), "", ""),
        *between,
        *_section("Contained in these: services that others need", needed, catalog.services),
    ]
    return "".join(f"{line}\n" for line in _aligned(rows))


def json(costs: Costs, catalog: Catalog) -> str:
    """Return the amounts as JSON, each as a decimal text; what is not known is null."""
    return written(
        {
            "currency": catalog.settings.currency,
            "services": {ident: _decimal(each.amount) for ident, each in costs.services.items()},
            "components": {
                ident: _decimal(each.amount) for ident, each in costs.components.items()
            },
            "unallocated": _decimal(costs.unallocated),
            "total": _decimal(costs.total),
        }
    )


FORMATS: dict[str, Callable[[Costs, Catalog], str]] = {"text": text, "json": json}
"""What makes an answer of each format."""


def _decimal(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)


def _split(costs: Mapping[str, NodeCost]) -> tuple[dict[str, NodeCost], dict[str, NodeCost]]:
    """Return the costs that nobody takes on, and those that are passed on."""
    ends = {ident: cost for ident, cost in costs.items() if not cost.passed_on}
    return ends, {ident: cost for ident, cost in costs.items() if ident not in ends}


def _heading(currency: str | None) -> str:
    return f"{currency} a month" if currency else "Amounts a month (no currency is set)"


def _section(
    title: str,
    costs: Mapping[str, NodeCost],
    nodes: Mapping[str, Service] | Mapping[str, Component],
) -> Iterator[_Row]:
    """Yield a title and a row for each, the highest cost first and the unknown ones last."""
    if costs:
        yield (title, "", "", "")
    for ident in sorted(costs, key=lambda each: (_rank(costs[each].amount), each)):
        cost = costs[ident]
        price = "" if cost.price is None else _figure(rounded(cost.price))
        yield (f"  {called(ident, nodes)}", _figure(cost.amount), price, _note(cost, nodes[ident]))


def _note(cost: NodeCost, node: Node) -> str:
    status = "" if node.status == "live" else node.status
    over = "over its price" if cost.over_price else ""
    return ", ".join(filter(None, (status, over)))


def _rank(amount: Money | None) -> int:
    return 1 if amount is None else -amount.cents


def _figure(amount: Money | None) -> str:
    if amount is None:
        return "unknown"
    return f"{amount.cents // 100:,}.{amount.cents % 100:02}"


def _aligned(rows: Sequence[_Row]) -> Iterator[str]:
    """Yield the rows as lines; a row without figures may be longer than the first column."""
    columns = [_widest(row[index] for row in rows if row[1]) for index in range(3)]
    for label, cost, price, note in rows:
        gap = " " * (columns[0] - width(label))
        line = f"{label}{gap}  {cost:>{columns[1]}}  {price:>{columns[2]}}  {note}"
        yield line.rstrip()


def _widest(cells: Iterable[str]) -> int:
    return max(map(width, cells))
