"""Moves of promises in sentences, alike ones told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from twoview.changes import Names
from twoview.diff.promises import Move
from twoview.explain.words import METRICS, achieved, listed, percent, promised, some
from twoview.judged import Judged
from twoview.model import Capacity
from twoview.promises.judge import Judgement, Verdict
from twoview.promises.turnaround import NEVER
from twoview.values import Duration, Share


@dataclass(frozen=True, slots=True)
class Told:
    """Moves that one sentence tells: of one service and metric, alike for all they are made to."""

    service: str
    moves: tuple[Move, ...]
    text: str

    @property
    def gravity(self) -> int:
        """What to tell first: what broke, what is still broken, what ended, then the rest."""
        first = self.moves[0]
        marks = (first.is_worse, first.is_broken, first.after is None)
        return marks.index(True) if True in marks else len(marks)


class Teller:
    """Tells moves in words; names are those of entities by kind and id."""

    def __init__(self, before: Judged, after: Judged, names: Names) -> None:
        """Take both states and the names of things."""
        self._before = before
        self._after = after
        self._names = names
        self._tell: Mapping[Verdict, Callable[[Judgement | None, Judgement], str]] = {
            "kept": self._kept,
            "short": self._short,
            "unbacked": self._unbacked,
            "unjudged": self._unjudged,
        }

    def told(self, moves: Iterable[Move]) -> list[Told]:
        """Return sentences that tell all moves, the gravest first, those of a service together."""
        alike: dict[object, list[Move]] = {}
        for move in moves:
            alike.setdefault(self._alike(move), []).append(move)
        sentences = [Told(m[0].promise.service, tuple(m), self._text(m)) for m in alike.values()]
        gravest: dict[str, int] = {}
        for each in sentences:
            gravest[each.service] = min(gravest.get(each.service, 9), each.gravity)
        return sorted(sentences, key=lambda e: (gravest[e.service], e.service, e.gravity))

    def ended(self, service: str) -> bool:
        """Whether a service makes no promises any more, and made some."""
        return not self._after.judgements_of.get(service) and self._is_old(service)

    def begun(self, service: str) -> bool:
        """Whether a service makes promises now, and made none."""
        return not self._is_old(service) and bool(self._after.judgements_of.get(service))

    def _is_old(self, service: str) -> bool:
        return bool(self._before.judgements_of.get(service))

    def _alike(self, move: Move) -> object:
        """Return what moves have in common that one sentence tells; ends and beginnings are one."""
        service = move.promise.service
        if self.ended(service):
            return service
        after = move.after
        if self.begun(service) and after and after.verdict == "kept":
            return service, "kept"
        sides = (_side(move.before), _side(move.after))
        return service, move.promise.metric, move.promise.period, sides

    def _text(self, moves: Sequence[Move]) -> str:
        service = moves[0].promise.service
        if self.ended(service):
            known = "cannot be told" if self._after.may_define(service) else "no longer made"
            return f"{_promises(len(moves))}{self._whom(moves)} {known}"
        if self.begun(service) and not moves[0].is_broken:
            return f"{_promises(len(moves))}{self._whom(moves)} newly made, and kept"
        return f"{self._head(moves)}{self._value(moves[0])}: {self._outcome(moves[0])}".rstrip(": ")

    def _head(self, moves: Sequence[Move]) -> str:
        label = METRICS[moves[0].promise.metric]
        priorities = list(dict.fromkeys(m.promise.priority for m in moves if m.promise.priority))
        which = f" {listed(priorities)}" if priorities else ""
        return f"{label}{which}{self._whom(moves)} "

    def _whom(self, moves: Sequence[Move]) -> str:
        ids = dict.fromkeys(m.promise.customer for m in moves if m.promise.customer)
        return f" for {listed(self._names('Customer', each) for each in ids)}" if ids else ""

    def _value(self, move: Move) -> str:
        if move.after is None:
            return f"{promised(move.promise)} no longer promised"
        new = promised(move.after.promise)
        if move.before is None:
            return f"{new} newly promised"
        old = promised(move.before.promise)
        return new if old == new else f"{old} → {new}"

    def _outcome(self, move: Move) -> str:
        if move.after is None:
            return ""
        return self._tell[move.after.verdict](move.before, move.after)

    def _kept(self, before: Judgement | None, after: Judgement) -> str:
        found = _can(after)
        if before and before.verdict != "kept":
            return f"kept now{found and f', {found}'} ({self._was(before)})"
        if before and before.achievable != after.achievable and found:
            return f"still kept, {_can(before, after)}"
        return ("still kept" if before else "kept") + (found and f", {found}")

    def _short(self, before: Judgement | None, after: Judgement) -> str:
        gap = f"{_now(before, after)}{_gap(after)}"
        was = f" ({self._was(before)})" if before and before.verdict != "kept" else ""
        found, weakest = _can(after), self._weakest(after)
        return ", ".join(filter(None, (f"{gap}{was}", found, weakest)))

    def _unbacked(self, before: Judgement | None, after: Judgement) -> str:
        lead = f"{_now(before, after)}unbacked"
        if after.unknown == (after.promise.service,):
            return f"{lead}, the service names nothing that it needs"
        names = some([self._node(each, after) for each in after.unknown])
        return f"{lead}, it hangs on what {names} never agreed to"

    def _unjudged(self, before: Judgement | None, after: Judgement) -> str:
        names = listed(self._node(each, after) for each in after.unknown)
        return f"{_now(before, after)}beyond telling, a circle runs through {names}"

    def _was(self, before: Judgement) -> str:
        return f"was {_gap(before) if before.verdict == 'short' else before.verdict}"

    def _weakest(self, judgement: Judgement) -> str:
        ids = judgement.because
        if not ids:
            return ""
        if judgement.promise.metric == "availability":
            return f"weakest: {self._with_figure(ids[0])}"
        return f"decided by {some([self._node(each, judgement) for each in ids])}"

    def _with_figure(self, ident: str) -> str:
        figures = self._after.judge.figures.get(ident)
        share = figures.availability if figures else None
        return f"{self._point(ident)} {share or 'of which nothing is known'}"

    def _node(self, ident: str, judgement: Judgement) -> str:
        if judgement.promise.metric == "respond_within":
            return self._names("Team", ident)
        return self._point(ident)

    def _point(self, ident: str) -> str:
        return self._names(
            "Service" if ident in self._after.catalog.services else "Component", ident
        )


def _promises(count: int) -> str:
    return f"{count} promise{'s' * (count != 1)}"


def _side(judgement: Judgement | None) -> object:
    if judgement is None:
        return None
    return (
        promised(judgement.promise),
        judgement.verdict,
        judgement.achievable,
        judgement.because,
        judgement.unknown,
    )


def _now(before: Judgement | None, after: Judgement) -> str:
    return "still " if before and before.verdict == after.verdict else "now " if before else ""


def _can(*judgements: Judgement) -> str:
    """Return what can be kept, or what could and what can."""
    figures = [_figure(each) for each in judgements]
    if "unknown" in figures[-1:]:
        return ""
    if len(set(figures)) < len(figures):
        figures = [achieved(each.promise, each.achievable) for each in judgements]
    return f"{' → '.join(dict.fromkeys(figures))} can be kept"


def _figure(judgement: Judgement) -> str:
    """Return what can be kept with as many decimals as tell it from the promise."""
    value, found = judgement.promise.value, judgement.achievable
    if isinstance(value, Share) and found is not None:
        return percent(Fraction(found), _decimals(value))
    return achieved(judgement.promise, found)


def _decimals(promised: Share) -> int:
    return max(promised.decimals + 1, 2)


def _gap(judgement: Judgement) -> str:
    """Return by how much a promise falls short, in its own unit."""
    value, found = judgement.promise.value, judgement.achievable
    if found is None or found == NEVER:
        return "short without end"
    if isinstance(value, Share):
        # The gap is told to what is shown as what can be kept, so that the two add up.
        decimals = _decimals(value)
        shown = Share(Fraction(found)).down_to(decimals).value
        return f"short by {percent(value.value - shown, decimals)}"
    if isinstance(value, Capacity):
        return f"short by {Capacity(value.amount - Fraction(found), value.unit)}"
    return f"late by {Duration(int(found) - value.seconds).in_hours()}"
