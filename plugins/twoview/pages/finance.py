"""The page of all spending: on which service, outcome, customer and team, and what to save."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from twoview.cost import NodeCost
from twoview.diagram import Axis, Caption, Dot, Tick, bar, plot
from twoview.judged import Judged
from twoview.language import _, n_
from twoview.model import Node
from twoview.pages import wording
from twoview.pages.costs import Cost, cost_of, known, money, over, part_of
from twoview.pages.page import Book, Page
from twoview.pages.spend import (
    OnOutcome,
    Saving,
    on_customers,
    on_outcomes,
    on_providers,
    savings,
    upside_down,
)
from twoview.pages.writer import Writer

PATH = "technical/costs"
_PRIORITIES = 5
_DOTS = 60
"""How many outcomes a plot has room for."""
_NAMED = 3
"""How many outcomes are named on which less is spent than on less important ones."""
_TICKS = 5
_COMPONENTS = 300
"""How many components are listed, the dearest."""


@dataclass(frozen=True, slots=True)
class Tile:
    """An amount, what it is, and the part of the page that tells more."""

    amount: str
    words: str
    part: str = ""


def pages(book: Book) -> Iterator[Page]:
    """Yield the page of all spending, which belongs to the technical view."""
    writer = Writer(book, "technical")
    estate, catalog = writer.estate, writer.estate.catalog
    currency, saved, outcomes = catalog.settings.currency, savings(estate), on_outcomes(estate)
    services, components = (
        _dearest(estate, each) for each in (catalog.services, catalog.components)
    )
    yield writer.page(
        "costs",
        PATH,
        heading=_("What is spent on what"),
        kicker=_("Technical view"),
        lead=_(
            "Each month, with all that is leaned on: what is shared is paid in parts by those who "
            "require it."
        ),
        tiles=list(_tiles(estate, saved)),
        services=services,
        bar_of=_bars(estate, services),
        over=[each for each in services if each.over and each.node.status != "retired"],
        customers=on_customers(estate),
        providers=on_providers(estate),
        outcomes=outcomes,
        drawing=_drawing(outcomes, currency or ""),
        upside_down=upside_down(outcomes)[:_NAMED],
        savings=saved,
        components=components[:_COMPONENTS],
        more=len(components[_COMPONENTS:]),
        money=lambda amount: money(amount, currency),
        part=lambda part: part_of(part, currency),
        slice=_slice,
    )


def _tiles(estate: Judged, saved: Sequence[Saving]) -> Iterator[Tile]:
    costs, currency = estate.costs, estate.catalog.settings.currency
    own = sum((each.own for each in known(estate).values()), Fraction())
    used = (each.id for each in estate.catalog.services.values() if each.status != "retired")
    dear = [each for ident in used if (each := costs.services[ident]).over_price]
    yield Tile(money(costs.total, currency), _("a month"))
    yield Tile(wording.monthly(own * 12, currency), _("a year"))
    words = _("for components that nothing requires")
    yield Tile(money(costs.unallocated, currency), words, "cost-by-customer")
    if costs.circling.cents:
        yield Tile(money(costs.circling, currency), _("in circles"), "cost-by-customer")
    if dear:
        excess = sum(map(over, dear), Fraction())
        words = n_("over price, by {count} service", "over price, by {count} services", len(dear))
        yield Tile(wording.monthly(excess, currency), words, "cost-over-price")
    if saved:
        yield _saving(saved, currency)


def _saving(saved: Sequence[Saving], currency: str | None) -> Tile:
    beyond = sum((each.cost for each in saved), Fraction())
    words = n_(
        "for {count} component that is run better than any promise needs",
        "for {count} components that are run better than any promise needs",
        len(saved),
    )
    return Tile(wording.monthly(beyond, currency), words, "cost-beyond-need")


def _dearest(estate: Judged, nodes: Mapping[str, Node]) -> list[Cost]:
    """Return the nodes that cost something, those of unknown cost first, then the dearest."""
    costs = known(estate)
    costly = [node for node in nodes.values() if costs[node.id].full != 0]
    ranked = sorted(costly, key=lambda node: (_rank(costs[node.id]), node.id))
    return [cost_of(node, costs[node.id], estate) for node in ranked]


def _rank(cost: NodeCost) -> tuple[bool, Fraction]:
    return cost.full is not None, -(cost.full or Fraction())


def _bars(estate: Judged, shown: Sequence[Cost]) -> Callable[[Node], Markup]:
    """Return what draws a service's own cost, its parts of others, and its price as a mark."""
    costs = estate.costs.services
    found = [costs[each.node.id] for each in shown]
    amounts = (amount for each in found for amount in (each.full, each.price) if amount)
    most = max(amounts, default=Fraction())

    def drawn(node: Node) -> Markup:
        cost = costs[node.id]
        if cost.full is None:
            return Markup()
        parts = cost.own, cost.full - cost.own
        return Markup(bar(parts, most, cost.price))  # noqa: S704 - numbers only

    return drawn


def _slice(part: Fraction | None, most: Fraction | None) -> Markup:
    return Markup(bar((part or Fraction(),), most or Fraction()))  # noqa: S704 - numbers only


def _drawing(outcomes: Sequence[OnOutcome], currency: str) -> Markup:
    """Return spend beside priority as a plot; empty where there is nothing to compare."""
    dots = [
        Dot(each.outcome.priority - Fraction(1, 2), each.spent, each.outcome.name)
        for each in sorted(outcomes, key=lambda each: -(each.spent or 0))
        if each.outcome.priority and each.spent is not None
    ]
    most = max((dot.y for dot in dots), default=Fraction())
    if not most:
        return Markup()
    step = _step(most)
    count = -(-most // step)
    upward = [Tick(at / count, f"{int(at * step):,}") for at in range(count + 1)]
    level = [Tick((at - 0.5) / _PRIORITIES, str(at)) for at in range(1, _PRIORITIES + 1)]
    caption = Caption(
        "c-priorities",
        _("Spend beside priority"),
        _(
            "Each dot is an outcome: further to the left it matters more, further up more is spent "
            "on it. The table beneath has the amounts."
        ),
    )
    drawn = plot(
        dots[:_DOTS],
        Axis(_("Priority, 1 is the highest"), Fraction(_PRIORITIES), level, 780),
        Axis(_("{currency} a month", currency=currency).strip(), count * step, upward, 300),
        caption,
    )
    return Markup(drawn)  # noqa: S704 - escaped by its maker


def _step(most: Fraction) -> Fraction:
    """Return a round amount of which few reach the most."""
    rough = most / _TICKS
    ten = Fraction(10) ** (len(str(int(rough))) - 1)
    return next(ten * each for each in (1, 2, 5, 10) if ten * each >= rough)
