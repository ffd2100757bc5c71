"""Whether promises can be kept, by all that the catalog knows: the verdicts and their reasons.

Readings of what is left open: responding leans on no structure, so that it is judged above a circle
and for an opaque service as well; a circle is named by all nodes beneath the service that stand in
one; what a shorter period comes to, and `if_independent`, are counted like the achievable figure,
with what was never agreed at its worst for what is kept, else perfect.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from twoview.model import Catalog
from twoview.promises.availability import Availability, Repairs, Window
from twoview.promises.backing import Backing, Case, Value
from twoview.promises.capacity import Capacities
from twoview.promises.change import Change
from twoview.promises.figures import Statements
from twoview.promises.made import Promise, promises_of
from twoview.promises.recovery_point import RecoveryPoint
from twoview.promises.recovery_time import RecoveryTime
from twoview.promises.stops import Responders, Restorers
from twoview.promises.structure import Structure
from twoview.promises.waits import Clocks, Stop, Wait
from twoview.values import Duration, Schedule, Share

Verdict = Literal["kept", "short", "unbacked", "unjudged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What becomes of one promise.

    `achievable` is a share, whole seconds, or an amount of the promise's unit; None where there is
    no telling. `because` are the ids that decide it, `unknown` those whose missing figure leaves it
    open, `leans_on` by id all that it is worked out from. The other fields are for availability
    alone; where it is `cut_short`, not all choices of members of groups could be tried, and the
    achievable figure is guaranteed but may not be the best.
    """

    promise: Promise
    verdict: Verdict
    achievable: Value = None
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
        self._arithmetic = self._arithmetic_by_metric()
        self._clocks: dict[Schedule, Clocks] = {}
        self._known: dict[Hashable, Judgement] = {}

    def _arithmetic_by_metric(self) -> Mapping[str, Callable[[Promise], Backing]]:
        """Return what works out the figures behind a promise."""
        parts = (self.structure, self.figures)
        responders, restorers = Responders(self.catalog), Restorers(*parts)
        time, point = RecoveryTime(*parts), RecoveryPoint(*parts)
        change, capacities = Change(*parts), Capacities(*parts)
        services = self.catalog.services
        return {
            "availability": lambda made: self.availability.backing(made.service),
            "respond_within": lambda made: self._wait(made, responders.of(services[made.service])),
            "restore_within": lambda made: self._wait(made, restorers.of(made.service)),
            "recovery_time": lambda made: time.backing(made.service),
            "recovery_point": lambda made: point.backing(made.service),
            "change_within": lambda made: change.backing(made.service),
            "capacity": lambda made: capacities.backing(made.service, made.unit),
        }

    def _wait(self, promise: Promise, stops: Sequence[Stop]) -> Backing:
        every = self.catalog.settings.priorities
        priorities = every if promise.priority is None else (promise.priority,)
        clocks = self._clocks.setdefault(promise.hours, Clocks(promise.hours))
        return Wait(stops, priorities, clocks).backing

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What becomes of all promises, by service, customer, metric and priority."""
        return tuple(map(self.judged, promises_of(self.catalog)))

    def judged(self, promise: Promise) -> Judgement:
        """Return what becomes of one promise."""
        if promise.terms not in self._known:
            self._known[promise.terms] = self._judged(promise)
        return replace(self._known[promise.terms], promise=promise)

    def _judged(self, promise: Promise) -> Judgement:
        ident = promise.service
        if promise.metric != "respond_within":
            if ident in self.structure.unjudged:
                circle = self.structure.circle(ident)
                return Judgement(promise=promise, verdict="unjudged", unknown=circle)
            if ident in self.structure.points:
                return Judgement(promise=promise, verdict="unbacked", unknown=(ident,))
        judgement = _weighed(promise, self._arithmetic[promise.metric](promise))
        value = promise.value
        return self._with_more(judgement, value) if isinstance(value, Share) else judgement

    def _with_more(self, judgement: Judgement, value: Share) -> Judgement:
        """Return the judgement of an availability promise with what is told of such alone."""
        availability, ident = self.availability, judgement.promise.service
        case = _case(judgement.verdict)
        short = judgement.verdict == "short"
        return replace(
            judgement,
            if_independent=availability.if_independent(ident, case),
            window=availability.window(ident, case, judgement.promise.period),
            repairs=availability.repairs(ident, value) if short else None,
            cut_short=availability.composition(ident, case).cut_short,
        )


def _weighed(promise: Promise, backing: Backing) -> Judgement:
    """Return the judgement on a promise; the figure at worst counts for what is kept."""
    verdict = _verdict(promise, backing)
    case = _case(verdict)
    reasons = backing.reasons(case)
    return Judgement(
        promise=promise,
        verdict=verdict,
        achievable=backing.worst if case == "worst" else backing.perfect,
        because=reasons.because,
        unknown=reasons.unknown if verdict == "unbacked" else (),
        leans_on=reasons.leans_on,
    )


def _verdict(promise: Promise, backing: Backing) -> Verdict:
    if _is_met(promise, backing.worst):
        return "kept"
    if backing.perfect is None or _is_met(promise, backing.perfect):
        return "unbacked"
    return "short"


def _case(verdict: Verdict) -> Case:
    """Return how what was never agreed counts in the figure that a verdict tells."""
    return "worst" if verdict == "kept" else "perfect"


def _is_met(promise: Promise, value: Value) -> bool:
    """Whether a value is as good as what is promised, or better: a duration if it is no longer."""
    promised = promise.value
    if value is None:
        return False
    if isinstance(promised, Duration):
        return value <= promised.seconds
    return value >= (promised.value if isinstance(promised, Share) else promised.amount)
