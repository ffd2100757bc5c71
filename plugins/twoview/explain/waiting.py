"""How long customers wait until somebody responds, and until the service is restored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from twoview.explain.moment import Moment, worst_moment
from twoview.explain.section import Block, Lines, Section
from twoview.explain.subject import Subject, grouped
from twoview.explain.words import either, listed, some
from twoview.promises.judge import Judgement
from twoview.promises.turnaround import NEVER, Turnaround
from twoview.promises.waits import Clocks, Stop
from twoview.values import Duration, Schedule

_RULE = (
    "Two clocks run: theirs, only in the hours in which they work, and the customer's, only in the "
    "hours that are promised. What counts is the worst moment in the customer's hours."
)
_RESTORING = (
    "The service stops when any one of these fails alone, and is back when it is put right."
)
_RESPONDING = "The team that answers for the service responds."
_NOBODY = "Nothing stops the service by failing alone, so there is nothing to wait for."


def restoring_section(subject: Subject) -> Section | None:
    """Return how long it takes to restore a service, None where nothing is promised about it."""
    judgements = subject.judgements("restore_within")
    if not judgements or subject.is_opaque or subject.is_circular:
        return None
    stops = subject.judge.waits["restore_within"].stops(subject.ident)
    first = f"{_RESTORING} {_RULE}" if stops else _NOBODY
    return Section("Restoring service", (first, *_blocks(subject, judgements, stops)))


def responding_section(subject: Subject) -> Section | None:
    """Return how long it takes to respond, None where nothing is promised about it."""
    judgements = subject.judgements("respond_within")
    if not judgements:
        return None
    stops = subject.judge.waits["respond_within"].stops(subject.ident)
    first = f"{_RESPONDING} {_RULE}"
    return Section("Responding", (first, *_blocks(subject, judgements, stops)))


def _blocks(
    subject: Subject, judgements: Sequence[Judgement], stops: Sequence[Stop]
) -> Iterator[Block]:
    """Yield the waits of customers with the same hours, and what becomes of their promises."""
    by_hours: dict[Schedule, list[Judgement]] = {}
    for each in judgements:
        by_hours.setdefault(each.promise.hours, []).append(each)
    for hours, found in by_hours.items():
        waiting = _Waiting(subject, found[0].promise.metric, hours, _priorities(subject, found))
        if len(by_hours) > 1:
            yield f"By the clock of {subject.customers(found)}, {hours.words()}:"
        if stops:
            yield Lines(tuple(waiting.lines(stops)))
        yield Lines(tuple(waiting.verdicts(found, stops)))


def _priorities(subject: Subject, judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """Return the priorities that are promised, in the order of the catalog."""
    every = subject.estate.catalog.settings.priorities
    named = {each.promise.priority for each in judgements}
    if None in named:
        return every
    others = sorted(each for each in named if each and each not in every)
    return (*(each for each in every if each in named), *others)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The waits of customers whose clock runs in certain hours, for some priorities."""

    subject: Subject
    metric: str
    hours: Schedule
    priorities: tuple[str, ...]

    def lines(self, stops: Iterable[Stop]) -> Iterator[tuple[int, str]]:
        """Yield what is waited for, the slowest first, each with its depth."""
        for stop in sorted(stops, key=self._slowest, reverse=True):
            several = len(stop.parts) > 1
            if several:
                names = ", ".join(self.subject.deciders(self.metric, stop.ids))
                yield 0, f"{stop.need} of {names}, which may all fail together. The fastest count:"
            yield from ((int(several), self._part(*part)) for part in stop.parts)

    def _slowest(self, stop: Stop) -> int:
        return max(max(self._waits(turnaround)) for turnaround, _ in stop.parts)

    def _waits(self, turnaround: Turnaround) -> list[int]:
        """Return the longest wait by priority; without end where there is no telling."""
        longest = Clocks(self.hours).longest
        return [longest(turnaround, each, "worst") for each in self.priorities]

    def _part(self, turnaround: Turnaround, ids: Sequence[str]) -> str:
        figures = self._told(map(turnaround.seconds, self.priorities), "no time agreed")
        ends = (None if each == NEVER else each for each in self._waits(turnaround))
        waits = self._told(ends, "no telling")
        longest = "the same" if waits == figures else waits
        names = listed(self.subject.deciders(self.metric, ids))
        by = self._by(turnaround, ids[0])
        return f"{names}: {figures}{by}. Longest wait: {longest}."

    def _told(self, seconds: Iterable[int | None], missing: str) -> str:
        texts = (missing if each is None else Duration(each).in_hours() for each in seconds)
        return either(dict(zip(self.priorities, texts, strict=True)))

    def _by(self, turnaround: Turnaround, ident: str) -> str:
        """Return who acts, and when they work."""
        works = turnaround.hours.words() if turnaround.hours else "in hours that nobody has stated"
        if self.metric == "respond_within":
            return f"; they work {works}"
        if ident in self.subject.estate.catalog.services:
            return f" by its own promise, {works}"
        return f" by {self.subject.keeper(ident)}, who work {works}"

    def verdicts(
        self, judgements: Iterable[Judgement], stops: Iterable[Stop]
    ) -> Iterator[tuple[int, str]]:
        """Yield what becomes of promises; of those not kept, and of one other, the worst moment."""
        told = False
        for same in grouped(judgements):
            judgement = same[0]
            because = (
                some(self.subject.deciders(self.metric, judgement.because))
                if judgement.because
                else ""
            )
            yield 0, self.subject.verdict(same, "The longest wait is", because)
            moment = self._moment(judgement, stops)
            if moment and not (told and judgement.verdict == "kept"):
                told = True
                yield 1, moment

    def _moment(self, judgement: Judgement, stops: Iterable[Stop]) -> str:
        """Return when the longest wait begins, empty where it is just the time agreed."""
        parts = chain.from_iterable(stop.parts for stop in stops)
        deciding = (each for each, ids in parts if not {*ids}.isdisjoint(judgement.because))
        telling = (
            each
            for turnaround in deciding
            for each in self._moments(turnaround, judgement.promise.priority)
            if each.seconds == judgement.achievable != each.work
        )
        return next((each.told() for each in telling), "")

    def _moments(self, turnaround: Turnaround, priority: str | None) -> Iterator[Moment]:
        """Yield the moments of the longest waits for somebody whose times and hours are known."""
        for each in (priority,) if priority else self.priorities:
            seconds = turnaround.seconds(each)
            if seconds and turnaround.hours:
                yield worst_moment(seconds, turnaround.hours, self.hours)
