"""Figures as an author would write them, and who states them where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from twoview.finding import Related
from twoview.judged import Judged
from twoview.model import Capacity, Component, Entity, Service
from twoview.promises.judge import Judgement
from twoview.promises.made import BY_PRIORITY, Promise
from twoview.promises.turnaround import Turnaround
from twoview.source import Pointer
from twoview.values import Duration, Share

_DECIMALS = 6


def share(exact: Fraction, promised: Share) -> str:
    """Return a share as a percentage, rounded down to more decimals than the promise has."""
    text = str(Share(exact).down_to(max(_DECIMALS, promised.decimals + 2))).rstrip("%")
    return f"{text.rstrip('0').rstrip('.')}%"


def achievable(judgement: Judgement) -> str:
    """Return what can be kept of a promise; empty where there is no telling."""
    promise, figure = judgement.promise, judgement.achievable
    if figure is None:
        return ""
    if isinstance(promise.value, Share):
        return share(Fraction(figure), promise.value)
    if isinstance(promise.value, Capacity):
        return str(Capacity(Fraction(figure), promise.unit))
    return clocked(Duration(int(figure)), promise.metric)


def clocked(duration: Duration, metric: str) -> str:
    """Return a duration, in hours where it counts in hours of work: a day has fewer than 24."""
    return duration.in_hours() if metric in BY_PRIORITY else str(duration)


def acting(turnaround: Turnaround, priority: str | None) -> str:
    """Return how soon somebody acts, and at which hours: `4h, Mon-Fri 08:00-16:00 UTC`."""
    times = turnaround.times
    if isinstance(times, Mapping):
        each = {priority: times[priority]} if priority and priority in times else times
        text = ", ".join(f"{name} {agreed}" for name, agreed in each.items())
    else:
        text = str(times)
    return f"{text}, {turnaround.hours}" if turnaround.hours else text


def runner(ident: str, estate: Judged) -> str:
    """Return `mail-server` and who runs it, as far as that is known."""
    node = estate.catalog.node(ident)
    if isinstance(node, Component):
        kind, name = ("team", node.team) if node.team else ("supplier", node.supplier)
        return f"`{ident}` ({kind} `{name}`)" if name else f"`{ident}`"
    if isinstance(node, Service):
        return f"`{ident}` (a service of team `{node.owner}`)"
    return f"`{ident}` (not in the catalog)"


class Places:
    """Where the figures of points are stated; what many findings point at is located once."""

    def __init__(self, estate: Judged) -> None:
        """Take the estate."""
        self._estate = estate
        self._known: dict[tuple[str, str, str | None, str], Related | None] = {}

    def of(self, ident: str, promise: Promise, field: str = "") -> Related | None:
        """Return where the figure of a point is stated, or the point itself where none is."""
        key = (ident, promise.metric, promise.priority, field)
        if key not in self._known:
            self._known[key] = _place(ident, promise, self._estate, field or promise.metric)
        return self._known[key]


def _place(ident: str, promise: Promise, estate: Judged, metric: str) -> Related | None:
    holders = list(_holders(ident, promise.metric, estate))
    for entity, path, stated in holders:
        if stated is not None:
            path = (*path[:-1], metric)
            if promise.priority and isinstance(stated, Mapping) and promise.priority in stated:
                path = (*path, promise.priority)
            return Related(entity.origin.at(*path), f"`{entity.id}` states its `{metric}` here.")
    if not holders:
        return None
    entity = holders[0][0]
    return Related(entity.origin.at("id"), f"`{entity.id}` states no `{metric}`.")


def _holders(ident: str, metric: str, estate: Judged) -> Iterator[tuple[Entity, Pointer, object]]:
    """Yield who may state a figure for a point, in the order in which they count."""
    catalog = estate.catalog
    if metric == "respond_within":
        if team := catalog.teams.get(ident):
            yield team, (metric,), team.respond_within
        return
    node = catalog.node(ident)
    if isinstance(node, Service):
        yield node, ("commitments", metric), getattr(node.commitments, metric)
    if isinstance(node, Component):
        yield node, ("targets", metric), getattr(node.targets, metric)
        if by := estate.runner(node):
            yield by, (metric,), getattr(by, metric, None)
