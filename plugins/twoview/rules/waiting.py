"""Those whom a customer waits for longer than promised, and what would make them quick enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import cast

from twoview.promises.clock import longest_wait
from twoview.promises.judge import Judge
from twoview.promises.made import Promise
from twoview.promises.stops import Responders, Restorers
from twoview.promises.turnaround import Turnaround
from twoview.promises.waits import Stop
from twoview.values import Duration

TIMED = ("respond_within", "restore_within")
"""The metrics that are counted by two clocks."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Whom a customer waits for too long, by id: who needs a better time, and who better hours.

    With both, each would be quick enough, since nobody then works fewer hours than the customer
    counts.
    """

    slow: tuple[str, ...]
    away: tuple[str, ...]


def turnarounds(promise: Promise, judge: Judge) -> Mapping[str, Turnaround]:
    """Return how quickly each acts whom a customer waits for, by id."""
    parts = chain.from_iterable(stop.parts for stop in _stops(promise, judge))
    return {ident: turnaround for turnaround, ids in parts for ident in ids}


def delay(promises: Sequence[Promise], judge: Judge) -> Delay:
    """Return who keeps customers waiting longer than they were promised."""
    late = {
        (ident, turnaround, promise)
        for promise in _by_priority(promises, judge)
        for ident, turnaround in _late(promise, judge)
    }
    slow = {ident for ident, turnaround, promise in late if _too_slow(turnaround, promise)}
    away = {ident for ident, turnaround, promise in late if _away(turnaround, promise)}
    return Delay(tuple(sorted(slow)), tuple(sorted(away)))


def _by_priority(promises: Sequence[Promise], judge: Judge) -> Iterator[Promise]:
    """Yield promises for one priority each, as one without a priority holds for all."""
    for promise in promises:
        names = (promise.priority,) if promise.priority else judge.catalog.settings.priorities
        yield from (replace(promise, priority=name) for name in names)


def _stops(promise: Promise, judge: Judge) -> Sequence[Stop]:
    if promise.metric == "respond_within":
        return Responders(judge.catalog).of(promise.service)
    return Restorers(judge.structure, judge.figures).of(promise.service)


def _late(promise: Promise, judge: Judge) -> Iterator[tuple[str, Turnaround]]:
    """Yield who is late in each stop that lasts too long."""
    for stop in _stops(promise, judge):
        late = [(ids, each) for each, ids in stop.parts if _is_late(each, promise)]
        if len(stop.parts) - len(late) < stop.need:
            yield from ((ident, each) for ids, each in late for ident in ids)


def _is_late(turnaround: Turnaround, promise: Promise) -> bool:
    seconds = turnaround.seconds(promise.priority or "")
    if not seconds:
        return seconds is None
    if turnaround.hours is None:
        return True
    return longest_wait(seconds, turnaround.hours, promise.hours) > _promised(promise)


def _too_slow(turnaround: Turnaround, promise: Promise) -> bool:
    seconds = turnaround.seconds(promise.priority or "")
    return seconds is None or seconds > _promised(promise)


def _away(turnaround: Turnaround, promise: Promise) -> bool:
    """Whether somebody does not work, or may not, while the customer's clock runs."""
    hours = turnaround.hours
    return hours is None or bool(promise.hours.uncovered_by(hours))


def _promised(promise: Promise) -> int:
    return cast("Duration", promise.value).seconds
