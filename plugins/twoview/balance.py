"""The four balances of a catalog: how far each end of them is reached, with the evidence.

Readings of what is left open: components and services count whatever their status is, except where
only live services are asked for; a recovery test, like a review, has to be within `review_every`;
an opaque service, or an id that nothing has, is a single point of failure that nobody watches; a
service above a circle has no single points that could be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from twoview.judged import Judged
from twoview.language import later
from twoview.model import Component
from twoview.need import beyond_need
from twoview.promises import Judgement

STABILITY = frozenset({"availability", "restore_within"})
RESPONSIVENESS = frozenset({"change_within"})
_DAY = 24 * 3600
_NO_TARGETS = frozenset({"hours", "availability_period"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that is counted or not: a service or component, a target of it, or a promise."""

    ident: str
    metric: str | None = None
    customer: str | None = None
    priority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a balance: a share of what `measures` says, None where there is nothing of it.

    Whoever shows `measures` in another language says `_(measures)`.
    """

    name: str
    measures: str
    share: Fraction | None
    counted: tuple[Evidence, ...]
    uncounted: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Two ends that pull in opposite directions, and of which neither may be forgotten."""

    one: End
    other: End

    @property
    def name(self) -> str:
        """Both ends by name."""
        return f"{self.one.name} / {self.other.name}"


def balance(estate: Judged) -> tuple[Balance, ...]:
    """Return the four balances of a catalog."""
    return (
        Balance(_internal(estate), _external(estate)),
        Balance(_stability(estate), _responsiveness(estate)),
        Balance(_quality(estate), _cost(estate)),
        Balance(_reactive(estate), _proactive(estate)),
    )


def _internal(estate: Judged) -> End:
    # Responding leans on a team, which may have the id of a component.
    leaned_on = {
        Evidence(ident, judgement.promise.metric)
        for judgement in estate.judgements
        if judgement.promise.metric != "respond_within"
        for ident in estate.judge.leans_on(judgement)
    }
    return _end(
        "internal view",
        later("Targets of components that a promise of the same kind leans on"),
        _targets(estate),
        leaned_on.__contains__,
    )


def _targets(estate: Judged) -> Iterator[Evidence]:
    for component in estate.catalog.components.values():
        for metric in component.targets.stated():
            if metric not in _NO_TARGETS:
                yield Evidence(component.id, metric)


def _external(estate: Judged) -> End:
    verdicts = {_promise(each): each.verdict for each in estate.judgements}
    return _end(
        "external view",
        later("Promises that are kept"),
        verdicts,
        lambda promise: verdicts[promise] == "kept",
    )


def _quality(estate: Judged) -> End:
    verdicts = {_promise(each): each.verdict for each in estate.judgements}
    return _end(
        "quality",
        later("Promises that are not known to fall short"),
        verdicts,
        lambda promise: verdicts[promise] != "short",
    )


def _promise(judgement: Judgement) -> Evidence:
    promise = judgement.promise
    return Evidence(promise.service, promise.metric, promise.customer, promise.priority)


def _stability(estate: Judged) -> End:
    return _all_kept(
        "stability",
        later("Live services that keep all they promise on availability and restoring"),
        estate,
        STABILITY,
    )


def _responsiveness(estate: Judged) -> End:
    return _all_kept(
        "responsiveness",
        later("Live services that keep all they promise on changes"),
        estate,
        RESPONSIVENESS,
    )


def _all_kept(name: str, measures: str, estate: Judged, metrics: frozenset[str]) -> End:
    """Return the share of live services that keep all promises of some metrics."""
    verdicts = {
        Evidence(service.id): [
            each.verdict
            for each in estate.judgements_of.get(service.id, ())
            if each.promise.metric in metrics
        ]
        for service in estate.catalog.services.values()
        if service.status == "live"
    }
    promising = [service for service, found in verdicts.items() if found]
    return _end(name, measures, promising, lambda service: set(verdicts[service]) == {"kept"})


def _cost(estate: Judged) -> End:
    costs = {
        Evidence(component.id): component.cost.monthly
        for component in estate.catalog.components.values()
        if component.cost and component.targets.availability
    }
    beyond = beyond_need(estate.judge)
    return _end(
        "cost",
        later("Cost of components with an availability target that is no higher than it has to be"),
        costs,
        lambda component: component.ident not in beyond,
        costs.__getitem__,
    )


def _reactive(estate: Judged) -> End:
    figures = estate.judge.figures
    return _end(
        "reactive",
        later("Single points of failure that somebody restores within an agreed time"),
        _single_points(estate),
        lambda point: figures[point.ident].restore.times is not None,
    )


def _proactive(estate: Judged) -> End:
    components = estate.catalog.components
    return _end(
        "proactive",
        later("Single points of failure that are monitored, tested for recovery and reviewed"),
        _single_points(estate),
        lambda point: point.ident in components and _is_watched(components[point.ident], estate),
    )


def _single_points(estate: Judged) -> list[Evidence]:
    """Return the points that stop a live service by failing alone, by id."""
    structure = estate.judge.structure
    services = estate.catalog.services.values()
    live = (each.id for each in services if each.status == "live" and each.id in structure.order)
    found = {point for ident in live for point in structure.single_points(ident)}
    return [Evidence(ident) for ident in sorted(found)]


def _is_watched(component: Component, estate: Judged) -> bool:
    dates = (component.recovery_tested, component.reviewed)
    return component.monitored and all(_is_recent(each, estate) for each in dates)


def _is_recent(last: date | None, estate: Judged) -> bool:
    longest = estate.catalog.settings.review_every.seconds
    return last is not None and (estate.today - last).days * _DAY <= longest


def _end(
    name: str,
    measures: str,
    everything: Iterable[Evidence],
    counts: Callable[[Evidence], bool],
    weight: Callable[[Evidence], Fraction] = lambda _: Fraction(1),
) -> End:
    """Return the share that counts, by weight."""
    found = list(everything)
    counted = tuple(filter(counts, found))
    total = sum(map(weight, found))
    return End(
        name=name,
        measures=measures,
        share=sum(map(weight, counted), Fraction(0)) / total if total else None,
        counted=counted,
        uncounted=tuple(each for each in found if not counts(each)),
    )
