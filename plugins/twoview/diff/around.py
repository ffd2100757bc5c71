"""Whom a change reaches and what it costs, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twoview.diff import Diff
from twoview.diff.point import Point, count, told_once
from twoview.diff.reach import Reach
from twoview.explain.words import listed
from twoview.values import Money

LONG = 1_000
"""From how many characters on names do not stand in the sentence."""

COSTS = 20
"""Of how many services the cost is told, those that moved most first."""


def reached(diff: Diff) -> Iterator[Point]:
    """Yield whom each change reaches."""
    # Whom a service serves itself is told with its promises, or with what it leans on.
    told = {move.promise.service for move in diff.promises if not move.is_figure_alone}
    told |= {service for each in diff.reach for service in each.services}
    left = (each for each in diff.reach if each.services or each.id not in told)
    points = ((e.kind, _reached(diff, e)) for e in left)
    yield from told_once(points, "each ")


_VERBS: Mapping[str, tuple[str, str]] = {
    "Catalog": ("concerns", "concerned"),
    "Team": ("stands behind", "stood behind"),
    "Supplier": ("stands behind", "stood behind"),
}


def _reached(diff: Diff, reach: Reach) -> Point:
    """Return whom a change reaches; long lists stand in lines of their own."""
    verbs = _VERBS.get(reach.kind, ("carries", "carried"))
    is_gone = diff.is_gone(reach.kind, reach.id)
    serves = ("serves", "served")
    verb = (verbs if reach.services else serves)[is_gone]
    found = {
        count(len(reach.services), "service"): [diff.name("Service", e) for e in reach.services],
        count(len(reach.customers), "customer"): [people(diff, each) for each in reach.customers],
    }
    told = {what: listed(names) for what, names in found.items() if names}
    about = diff.name(reach.kind, reach.id)
    if sum(map(len, told.values())) > LONG:
        more = (f"{what}: {names}" for what, names in reversed(told.items()))
        return Point(about, f"{verb} {' and '.join(told)}", tuple(more))
    return Point(about, f"{verb} {', and '.join(f'{e}: {names}' for e, names in told.items())}")


def costs(diff: Diff) -> Iterator[Point]:
    """Yield the services whose full cost moved."""
    currency = diff.after.estate.catalog.settings.currency or ""
    for each in diff.costs[:COSTS]:
        sign = "+" if each.cents > 0 else "−"
        change = Money(abs(each.cents)).words("").strip()
        sides = [
            _money(amount, currency, each.service in state.estate.catalog.services)
            for amount, state in ((each.before, diff.before), (each.after, diff.after))
        ]
        by = f" ({sign}{change})" if "unknown" not in sides else ""
        yield Point(diff.name("Service", each.service), f"{' → '.join(sides)}{by}")
    if rest := diff.costs[COSTS:]:
        moved = Money(max(abs(each.cents) for each in rest)).words(currency).strip()
        yield Point(f"{len(rest):,} more services", f"by {moved} or less each")


def _money(amount: Money | None, currency: str, is_there: bool) -> str:
    if amount is None:
        return "unknown" if is_there else "none"
    return amount.words(currency).strip()


def people(diff: Diff, customer: str) -> str:
    """Return the name of a customer, and how many people it is."""
    name = diff.name("Customer", customer)
    entity = diff.after.estate.catalog.customers.get(customer)
    return f"{name} ({entity.size:,} people)" if entity and entity.size else name
