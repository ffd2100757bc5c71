"""Whether promises can be kept, by all that the catalog knows: the verdicts and their reasons.

Readings of what is left open: responding leans on no structure, so that it is judged above a circle
and for an opaque service as well; a circle is named by all nodes beneath the service that stand in
one; what a shorter period comes to, and `if_independent`, are counted like the achievable figure,
with what was never agreed at its worst for what is kept, else perfect.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from twoview.model import Catalog
from twoview.promises.arithmetic import Arithmetic, Case, Ids, Value
from twoview.promises.availability import Availability, Repairs, Window
from twoview.promises.capacity import Capacities
from twoview.promises.change import Change
from twoview.promises.composition import Composition
from twoview.promises.figures import Statements
from twoview.promises.made import Promise, promises_of
from twoview.promises.made import Value as Promised
from twoview.promises.recovery_point import RecoveryPoint
from twoview.promises.recovery_time import RecoveryTime
from twoview.promises.stops import Responders, Restorers
from twoview.promises.structure import Structure
from twoview.promises.waits import Waits
from twoview.values import Duration, Share

Verdict = Literal["kept", "short", "unbacked", "unjudged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What becomes of one promise.

    `achievable` is a share, whole seconds, or an amount of the promise's unit; None where there is
    no telling. `because` are the ids that decide it, `unknown` those whose missing figure leaves it
    open. The other fields are for availability alone; where it is `cut_short`, not all choices of
    members of groups could be tried: the achievable figure is guaranteed and may not be the best.
    """

    promise: Promise
    verdict: Verdict
    achievable: Value = None
    because: Ids = ()
    unknown: Ids = ()
    if_independent: Fraction | None = None
    window: Window | None = None
    repairs: Repairs | None = None
    cut_short: bool = False


class Judge:
    """Judges the promises of one catalog; whatever several of them need is worked out once."""

    def __init__(
        self, catalog: Catalog, like: Judge | None = None, apart: Set[str] = frozenset()
    ) -> None:
        """Take the catalog, and the judge of another state of it.

        Judgements of services are taken over from there, but for those that may stand `apart`.
        """
        self.catalog = catalog
        self._like = like
        self._apart = apart
        self.structure = Structure(catalog)
        statements = Statements(catalog)
        self.figures = {ident: statements.of(ident) for ident in self.structure.points}
        self.availability = Availability(self.structure, self.figures)
        self.recovery_time = RecoveryTime(self.structure, self.figures)
        self.waits = {
            "respond_within": Waits(Responders(catalog).of),
            "restore_within": Waits(Restorers(self.structure, self.figures).of),
        }
        self._arithmetic = self._arithmetic_by_metric()
        self._known: dict[Hashable, Judgement] = {}

    def _arithmetic_by_metric(self) -> Mapping[str, Arithmetic]:
        parts = (self.structure, self.figures)
        return {
            "availability": self.availability,
            **self.waits,
            "recovery_time": self.recovery_time,
            "recovery_point": RecoveryPoint(*parts),
            "change_within": Change(*parts),
            "capacity": Capacities(*parts),
        }

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What becomes of all promises, by service, customer, metric and priority."""
        if self._like is None:
            return tuple(map(self.judged, promises_of(self.catalog)))
        services = {name: e for name, e in self.catalog.services.items() if name in self._apart}
        own = map(self.judged, promises_of(replace(self.catalog, services=services)))
        taken = (e for e in self._like.judgements if e.promise.service not in self._apart)
        return tuple(sorted((*taken, *own), key=lambda each: each.promise.order))

    @cached_property
    def by_verdict(self) -> Mapping[tuple[str, Verdict], Sequence[Judgement]]:
        """What becomes of all promises, by metric and verdict."""
        found: dict[tuple[str, Verdict], list[Judgement]] = {}
        for each in self.judgements:
            found.setdefault((each.promise.metric, each.verdict), []).append(each)
        return found

    def judged(self, promise: Promise) -> Judgement:
        """Return what becomes of one promise."""
        terms = promise.terms
        if terms not in self._known:
            self._known[terms] = self._judged(promise)
        known = self._known[terms]
        return known if known.promise is promise else replace(known, promise=promise)

    def _judged(self, promise: Promise) -> Judgement:
        ident = promise.service
        if promise.metric != "respond_within":
            if ident in self.structure.unjudged:
                circle = self.structure.circle(ident)
                return Judgement(promise=promise, verdict="unjudged", unknown=circle)
            if ident in self.structure.points:
                return Judgement(promise=promise, verdict="unbacked", unknown=(ident,))
        judgement = self._weighed(promise)
        value = promise.value
        return self._with_more(judgement, value) if isinstance(value, Share) else judgement

    def _weighed(self, promise: Promise) -> Judgement:
        """Return the judgement by the figure at worst, else by the figure if all is perfect."""
        arithmetic = self._arithmetic[promise.metric]
        verdict: Verdict = "kept"
        value = arithmetic.value(promise, "worst")
        if not _is_met(promise.value, value):
            value = arithmetic.value(promise, "perfect")
            verdict = "unbacked" if value is None or _is_met(promise.value, value) else "short"
        return Judgement(
            promise=promise,
            verdict=verdict,
            achievable=value,
            because=arithmetic.because(promise, _case(verdict)),
            unknown=arithmetic.unknown(promise) if verdict == "unbacked" else (),
        )

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

    def would_hold(self, promise: Promise, value: Promised) -> bool:
        """Whether a promise that can be weighed would be kept with another value in its place."""
        return _is_met(value, self._arithmetic[promise.metric].value(promise, "worst"))

    def leans_on(self, judgement: Judgement) -> Ids:
        """Return by id all whose figures the achievable one is worked out from."""
        promise = judgement.promise
        if judgement.achievable is None:
            return ()
        arithmetic = self._judge_of(promise)._arithmetic[promise.metric]
        return arithmetic.leans_on(promise, _case(judgement.verdict))

    def composition(self, judgement: Judgement) -> Composition:
        """Return what an availability that can be weighed is made of."""
        promise, case = judgement.promise, _case(judgement.verdict)
        return self._judge_of(promise).availability.composition(promise.service, case)

    def _judge_of(self, promise: Promise) -> Judge:
        """Return who judged a promise: this one, or the one that is like it."""
        if self._like is None or promise.service in self._apart:
            return self
        return self._like._judge_of(promise)


def _case(verdict: Verdict) -> Case:
    """Return how what was never agreed counts in the figure that a verdict tells."""
    return "worst" if verdict == "kept" else "perfect"


def _is_met(promised: Promised, value: Value) -> bool:
    """Whether a value is as good as what is promised, or better; equal ones are."""
    if value is None:
        return False
    if isinstance(promised, Duration):
        return value <= promised.seconds
    return value >= (promised.value if isinstance(promised, Share) else promised.amount)
