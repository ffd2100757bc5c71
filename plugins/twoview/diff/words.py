"""Moves of promises in sentences, alike ones told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from twoview.changes import Names
from twoview.diff.figures import can, figures, gap
from twoview.diff.point import MANY, count
from twoview.diff.promises import Move, counted
from twoview.explain.words import listed, promised, some
from twoview.judged import Judged
from twoview.promises.judge import Judgement, Verdict

_LABELS: Mapping[str, str] = {
    "availability": "Availability",
    "respond_within": "Respond within",
    "restore_within": "Restore within",
    "recovery_time": "Recovery time",
    "recovery_point": "Recovery point",
    "change_within": "Change within",
    "capacity": "Capacity",
}
STATED = 6
"""How many values are named that a service promises now, or does not promise any more."""


@dataclass(frozen=True, slots=True)
class Told:
    """Moves that one sentence tells, of one service, or of several that moved alike."""

    services: tuple[str, ...]
    moves: tuple[Move, ...]
    text: str

    @property
    def first(self) -> Move:
        """The move by which the others are told too."""
        return self.moves[0]

    @property
    def gravity(self) -> int:
        """What to tell first: what broke, what is still broken, what ended, then the rest."""
        first = self.first
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
            "kept": _kept,
            "short": self._short,
            "unbacked": self._unbacked,
            "unjudged": self._unjudged,
        }

    def told(self, moves: Iterable[Move]) -> list[Told]:
        """Return sentences that tell all moves, the gravest first, those of a service together.

        What cannot be told is said before them, once for all services.
        """
        alike: dict[object, list[Move]] = {}
        unclear: list[Move] = []
        for move in moves:
            if move.fate == "untold":
                unclear.append(move)
            else:
                # There is nothing to be said of a verdict that could not be told.
                known = replace(move, before=None) if move.fate == "told again" else move
                alike.setdefault(self._alike(known), []).append(known)
        sentences = list(self._sentences(alike.values()))
        gravest: dict[tuple[str, ...], int] = {}
        for each in sentences:
            gravest[each.services] = min(gravest.get(each.services, 9), each.gravity)
        ordered = sorted(sentences, key=lambda e: (gravest[e.services], e.services, e.gravity))
        return [*self._untold(unclear), *ordered]

    def _untold(self, moves: Sequence[Move]) -> Iterator[Told]:
        if moves:
            services = tuple(dict.fromkeys(move.promise.service for move in moves))
            whom = self._whom(moves) if len(services) == 1 else ""
            files = some(sorted(self._after.partial))
            stated = f": {self._stated(moves)}" if len(services) == 1 else ""
            text = f"{_promises(moves, whom)} cannot be told until {files} can be read{stated}"
            yield Told(services, tuple(moves), text)

    def _sentences(self, groups: Iterable[Sequence[Move]]) -> Iterator[Told]:
        """Yield a sentence for each group of moves, or for several that say the same."""
        same: dict[tuple[str, str], list[Sequence[Move]]] = {}
        for group in groups:
            same.setdefault((self._own(group[0]), self._text(group, "")), []).append(group)
        for (_, text), found in same.items():
            services = tuple(dict.fromkeys(group[0].promise.service for group in found))
            if len(services) < MANY:
                yield from (self._sentence(group) for group in found)
            else:
                yield Told(services, tuple(chain.from_iterable(found)), text)

    def _sentence(self, group: Sequence[Move]) -> Told:
        text = self._text(group, self._whom(group))
        return Told((group[0].promise.service,), tuple(group), text)

    def _own(self, move: Move) -> str:
        """Return the service of a move that is always told with it alone, else nothing."""
        service = move.promise.service
        is_grave = move.is_worse or move.is_better or self.ended(service) or self._begun(move)
        return service if is_grave else ""

    def ended(self, service: str) -> bool:
        """Whether a service makes no promises any more, and made some."""
        return not self._after.judgements_of.get(service) and self._is_old(service)

    def _begun(self, move: Move) -> bool:
        """Whether a service made no promises, and whether one can be told again; and it is kept."""
        is_kept = move.before is None and move.after is not None and move.after.verdict == "kept"
        return is_kept and (move.was_open or not self._is_old(move.promise.service))

    def _is_old(self, service: str) -> bool:
        return bool(self._before.judgements_of.get(service))

    def _alike(self, move: Move) -> object:
        """Return what moves have in common that one sentence tells; ends and beginnings are one."""
        service, metric = move.promise.service, move.promise.metric
        if self.ended(service):
            return service
        before, after = move.before, move.after
        if self._begun(move):
            return service, "kept", move.was_open
        if before and after and move.is_figure_alone:
            return service, metric, after.verdict, before.achievable, after.achievable
        if before and after and after.verdict == "unjudged":
            return service, after.unknown, move.is_worse
        return service, metric, move.promise.period, (_side(before), _side(after))

    def _text(self, moves: Sequence[Move], whom: str) -> str:
        first = moves[0]
        service, before, after = first.promise.service, first.before, first.after
        if self.ended(service):
            return f"{_promises(moves, whom)} no longer made: {self._stated(moves)}"
        if self._begun(first):
            known = "can be told again, and kept" if first.was_open else "newly made, and kept"
            return f"{_promises(moves, whom)} {known}: {self._stated(moves)}"
        if before and after and after.verdict == "unjudged":
            return f"{_promises(moves, whom)} {self._unjudged(before, after)}"
        label, which = _LABELS[first.promise.metric], self._priorities(moves)
        if before and after and first.is_figure_alone:
            return f"{label}{which}: {_figures_alone(before, after)}{whom and f' for {whom}'}"
        outcome = self._tell[after.verdict](before, after) if after else ""
        return f"{label} {_value(first, which, whom)}: {outcome}".rstrip(": ")

    def _stated(self, moves: Sequence[Move]) -> str:
        """Return what is promised, one value for several priorities once."""
        alike: dict[tuple[str, str], list[Move]] = {}
        for move in moves:
            value = f"{_LABELS[move.promise.metric].lower()} {promised(move.promise)}"
            alike.setdefault((move.promise.metric, value), []).append(move)
        told = [f"{value}{self._priorities(found)}" for (_, value), found in alike.items()]
        return some(told, STATED)

    def _priorities(self, moves: Sequence[Move]) -> str:
        """Return for which priorities, where it is not for all of them."""
        found = list(dict.fromkeys(m.promise.priority for m in moves if m.promise.priority))
        every = set(self._after.catalog.settings.priorities)
        return f" ({listed(found)})" if found and set(found) != every else ""

    def _whom(self, moves: Sequence[Move]) -> str:
        ids = dict.fromkeys(m.promise.customer for m in moves if m.promise.customer)
        return listed(self._names("Customer", each) for each in ids)

    def _short(self, before: Judgement | None, after: Judgement) -> str:
        lead = f"{_now(before, after)}{gap(after)}"
        was = f" ({_was(before)})" if before and before.verdict != "kept" else ""
        found, weakest = can(after), self._weakest(after)
        return ", ".join(filter(None, (f"{lead}{was}", found, weakest)))

    def _unbacked(self, before: Judgement | None, after: Judgement) -> str:
        lead = f"{_now(before, after)}unbacked"
        if after.unknown == (after.promise.service,):
            return f"{lead}, the service names nothing that it needs"
        if missing := [each for each in after.unknown if not self._has(each, after)]:
            return f"{lead}, it hangs on {some(missing)}, which the catalog does not have"
        names = some([self._node(each, after) for each in after.unknown])
        return f"{lead}, it hangs on what {names} never agreed to"

    def _unjudged(self, before: Judgement | None, after: Judgement) -> str:
        names = listed(self._node(each, after) for each in after.unknown)
        return f"{_now(before, after)}beyond telling, a circle runs through {names}"

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

    def _has(self, ident: str, judgement: Judgement) -> bool:
        catalog = self._after.catalog
        if judgement.promise.metric == "respond_within":
            return ident in catalog.teams
        return catalog.node(ident) is not None or self._after.may_define(ident)

    def _node(self, ident: str, judgement: Judgement) -> str:
        if judgement.promise.metric == "respond_within":
            return self._names("Team", ident)
        return self._point(ident)

    def _point(self, ident: str) -> str:
        return self._names(
            "Service" if ident in self._after.catalog.services else "Component", ident
        )


def _promises(moves: Sequence[Move], whom: str) -> str:
    return f"{count(counted(moves), 'promise')}{whom and f' to {whom}'}"


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


def _value(move: Move, which: str, whom: str) -> str:
    """Return what is promised for which priorities to whom."""
    value, how = promised(move.promise), ""
    if move.before and move.after:
        old = promised(move.before.promise)
        value = value if old == value else f"{old} → {value}"
    elif move.after:
        how = " can be told again" if move.was_open else " newly promised"
    else:
        how = " no longer promised"
    to = "to" if how.endswith("promised") else "for"
    return f"{value}{which}{how}{whom and f' {to} {whom}'}"


def _kept(before: Judgement | None, after: Judgement) -> str:
    found = can(after)
    if before and before.verdict != "kept":
        return f"kept now{found and f', {found}'} ({_was(before)})"
    if before and before.achievable != after.achievable and found:
        return f"still kept, {can(before, after)}"
    return ("still kept" if before else "kept") + (found and f", {found}")


def _figures_alone(before: Judgement, after: Judgement) -> str:
    """Return how a figure moved under a promise that stands as it stood."""
    sides = " → ".join(figures(before, after))
    if after.verdict == "unbacked":
        return f"{sides} at best, still unbacked"
    return f"{sides} can be kept, still {after.verdict}"


def _was(before: Judgement) -> str:
    return f"was {gap(before) if before.verdict == 'short' else before.verdict}"


def _now(before: Judgement | None, after: Judgement) -> str:
    return "still " if before and before.verdict == after.verdict else "now " if before else ""
