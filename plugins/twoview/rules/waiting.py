"""Those whom a customer waits for longer than promised, and what would make them quick enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import cast

from twoview.promises.clock import longest_wait
from twoview.promises.judge import Judge
from twoview.promises.made import Promise
from twoview.promises.stops import Responders, Restorers
from twoview.promises.turnaround import Turnaround
from twoview.promises.waits import Stop
from twoview.values import Duration, Schedule


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
    slow, away = set[str](), set[str]()
    for promise in promises:
        for turnaround, ids in _late(promise, judge):
            if _is_slow(turnaround, promise):
                slow.update(ids)
            if _is_away(turnaround.hours, promise.hours):
                away.update(ids)
    return Delay(tuple(sorted(slow)), tuple(sorted(away)))


def _stops(promise: Promise, judge: Judge) -> Sequence[Stop]:
    if promise.metric == "respond_within":
        return Responders(judge.catalog).of(promise.service)
    return Restorers(judge.structure, judge.figures).of(promise.service)


def _late(promise: Promise, judge: Judge) -> Iterator[tuple[Turnaround, tuple[str, ...]]]:
    """Yield who is late in each stop that lasts too long."""
    for stop in _stops(promise, judge):
        late = [part for part in stop.parts if _is_late(part[0], promise)]
        if len(stop.parts) - len(late) < stop.need:
            yield from late


def _is_late(turnaround: Turnaround, promise: Promise) -> bool:
    seconds = turnaround.seconds(promise.priority)
    if not seconds:
        return seconds is None
    if turnaround.hours is None:
        return True
    return longest_wait(seconds, turnaround.hours, promise.hours) > _promised(promise)


def _is_slow(turnaround: Turnaround, promise: Promise) -> bool:
    seconds = turnaround.seconds(promise.priority)
    return seconds is None or seconds > _promised(promise)


# Many services are promised in the same hours, and stand on the same teams.
@lru_cache(maxsize=4_096)
def _is_away(works: Schedule | None, counts: Schedule) -> bool:
    """Whether somebody does not work, or may not, while the customer's clock runs."""
    return works is None or bool(counts.uncovered_by(works))


def _promised(promise: Promise) -> int:
    return cast("Duration", promise.value).seconds
