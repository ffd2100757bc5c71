"""Those whom a customer waits for longer than promised, and what would make them quick enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

from twoview.promises.judge import Judge
from twoview.promises.made import Promise
from twoview.promises.turnaround import Turnaround
from twoview.promises.waits import Waits
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
    stops = judge.waits[promise.metric].stops(promise.service)
    parts = chain.from_iterable(stop.parts for stop in stops)
    return {ident: turnaround for turnaround, ids in parts for ident in ids}


def delay(promises: Sequence[Promise], judge: Judge) -> Delay:
    """Return who keeps customers waiting longer than they were promised."""
    slow, away = set[str](), set[str]()
    for promise in promises:
        for turnaround, ids in _late(promise, judge.waits[promise.metric]):
            if _is_slow(turnaround, promise):
                slow.update(ids)
            if _is_away(turnaround.hours, promise.hours):
                away.update(ids)
    return Delay(tuple(sorted(slow)), tuple(sorted(away)))


def _late(promise: Promise, waits: Waits) -> Iterator[tuple[Turnaround, tuple[str, ...]]]:
    """Yield who is late in each stop that lasts too long."""
    longest, most = waits.clocks(promise.hours).longest, _promised(promise)
    for stop in waits.stops(promise.service):
        late = [part for part in stop.parts if longest(part[0], promise.priority, "worst") > most]
        if len(stop.parts) - len(late) < stop.need:
            yield from late


def _is_slow(turnaround: Turnaround, promise: Promise) -> bool:
    seconds = turnaround.seconds(promise.priority)
    return seconds is None or seconds > _promised(promise)


def _is_away(works: Schedule | None, counts: Schedule) -> bool:
    """Whether somebody does not work, or may not, while the customer's clock runs."""
    return works is None or bool(counts.uncovered_by(works))


def _promised(promise: Promise) -> int:
    return cast("Duration", promise.value).seconds
