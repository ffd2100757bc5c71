"""Whether promises can be kept, by all that the catalog knows: the verdicts and their reasons.

Readings of what is left open: responding leans on no structure, so that it is judged above a circle
and for an opaque service as well; a circle is named by all nodes beneath the service that stand in
one; what a shorter period comes to, and `if_independent`, are counted like the achievable figure,
with what was never agreed at its worst for what is kept, else perfect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from twoview.model import Catalog
from twoview.promises.availability import PERFECT, WORST, Availability, Repairs, Window
from twoview.promises.backing import Backing, Figure
from twoview.promises.capacity import Capacities
from twoview.promises.change import Change
from twoview.promises.figures import Statements
from twoview.promises.made import Promise, promises_of
from twoview.promises.recovery_point import RecoveryPoint
from twoview.promises.recovery_time import RecoveryTime
from twoview.promises.stops import Stops, responding
from twoview.promises.structure import Structure
from twoview.promises.waits import Stop, Waits
from twoview.values import Duration, Share

Verdict = Literal["kept", "short", "unbacked", "unjudged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What becomes of one promise.

    `achievable` is a share, whole seconds, or an amount of the promise's unit; None where there is
    no telling. `because` are the ids that decide it, `unknown` those whose missing figure leaves it
    open, `leans_on` all that it is worked out from.
    """

    promise: Promise
    verdict: Verdict
    achievable: Fraction | int | None = None
    because: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    leans_on: tuple[str, ...] = ()
    if_independent: Fraction | None = None
    window: Window | None = None
    repairs: Repairs | None = None
    cut_short: bool = False


class Judge:
    """Judges the promises of one catalog; whatever several of them need is worked out once."""

    def __init__(self, catalog: Catalog) -> None:
        """Take the catalog."""
        self.catalog = catalog
        self.structure = Structure(catalog)
        statements = Statements(catalog)
        self.figures = {ident: statements.of(ident) for ident in self.structure.points}
        self.availability = Availability(self.structure, self.figures)
        self._waits = Waits(catalog.settings.priorities)
        self._work = self._arithmetic()

    def _arithmetic(self) -> Mapping[str, Callable[[Promise], Backing]]:
        """Return what works out the figures behind a promise, by metric."""
        parts = (self.structure, self.figures)
        stops, capacities, change = Stops(*parts), Capacities(*parts), Change(*parts)
        time, point = RecoveryTime(*parts), RecoveryPoint(*parts)
        return {
            "availability": lambda promise: self.availability.backing(promise.service),
            "respond_within": lambda promise: self._waited(promise, [self._owner(promise)]),
            "restore_within": lambda promise: self._waited(promise, stops.of(promise.service)),
            "recovery_time": lambda promise: time.backing(promise.service),
            "recovery_point": lambda promise: point.backing(promise.service),
            "change_within": lambda promise: change.backing(promise.service),
            "capacity": lambda promise: capacities.backing(promise.service, promise.unit),
        }

    def _waited(self, promise: Promise, stops: Sequence[Stop]) -> Backing:
        return self._waits.backing(stops, promise.priority, promise.hours)

    def _owner(self, promise: Promise) -> Stop:
        return responding(self.catalog.services[promise.service], self.catalog)

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What becomes of all promises, by service, customer, metric and priority."""
        return tuple(self.judged(promise) for promise in promises_of(self.catalog))

    def judged(self, promise: Promise) -> Judgement:
        """Return what becomes of one promise."""
        if promise.metric == "respond_within":
            return _weighed(promise, self._work[promise.metric](promise))
        if promise.service in self.structure.unjudged:
            circle = self.structure.circle(promise.service)
            return Judgement(promise=promise, verdict="unjudged", unknown=circle)
        if promise.service in self.structure.points:
            return Judgement(promise=promise, verdict="unbacked", unknown=(promise.service,))
        judgement = _weighed(promise, self._work[promise.metric](promise))
        value = promise.value
        return self._with_more(judgement, value) if isinstance(value, Share) else judgement

    def _with_more(self, judgement: Judgement, value: Share) -> Judgement:
        """Return the judgement of an availability promise with what is told of such alone."""
        availability, ident = self.availability, judgement.promise.service
        missing = WORST if judgement.verdict == "kept" else PERFECT
        short = judgement.verdict == "short"
        return replace(
            judgement,
            if_independent=availability.if_independent(ident, missing),
            window=availability.window(ident, missing, judgement.promise.period),
            repairs=availability.repairs(ident, value) if short else None,
            cut_short=availability.composition(ident, missing).cut_short,
        )


def _weighed(promise: Promise, backing: Backing) -> Judgement:
    """Return the verdict on a promise; the figure at worst counts for what is kept."""
    if _is_met(promise, backing.worst.value):
        return _judgement(promise, "kept", backing.worst)
    if backing.perfect.value is not None and not _is_met(promise, backing.perfect.value):
        return _judgement(promise, "short", backing.perfect)
    return replace(_judgement(promise, "unbacked", backing.perfect), unknown=backing.unknown)


def _judgement(promise: Promise, verdict: Verdict, figure: Figure) -> Judgement:
    return Judgement(
        promise=promise,
        verdict=verdict,
        achievable=figure.value,
        because=figure.because,
        leans_on=figure.leans_on,
    )


def _is_met(promise: Promise, figure: Fraction | int | None) -> bool:
    """Whether a figure is as good as a promise, or better: a duration if it is no longer."""
    if figure is None:
        return False
    value = promise.value
    if isinstance(value, Duration):
        return figure <= value.seconds
    return figure >= (value.value if isinstance(value, Share) else value.amount)
