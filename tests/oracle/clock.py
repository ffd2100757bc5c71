"""Time on a customer's clock until a provider's clock has run long enough, slot by slot.

A week is cut into slots of equal length such that every edge of hours and every figure is a whole
number of slots. The wait is a function of the moment of failure that has its kinks and jumps at
edges between slots only, and between two edges it is a straight line. So the least upper bound over
all moments strictly inside the customer's hours is the greatest of the two limits in each slot of
these hours: just after the slot begins, and just before it ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import accumulate, chain
from math import gcd, inf
from zoneinfo import ZoneInfo

from twoview.values import Schedule

WEEK = 7 * 24 * 3600
SEASONS = (datetime(2025, 1, 15, 12), datetime(2025, 7, 16, 12))
"""Reading: zones are compared as they are in the middle of January and of July."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Somebody who needs a number of seconds, inf for ever, of hours, None for never."""

    figure: float
    hours: Schedule | None


@cache
def longest_wait(customer: Schedule, provider: Provider) -> float:
    """Return the least upper bound of the wait until a provider is done, in both seasons."""
    size = _slot(customer, provider)
    ticks = provider.figure / size
    waits = [
        wait
        for at in SEASONS
        for wait in _waits(_slots(customer, at, size), _slots(provider.hours, at, size), ticks)
    ]
    return max(waits) * size


def _slot(customer: Schedule, provider: Provider) -> int:
    """Return the length in seconds of the longest slots that fit everything."""
    schedules = [customer, *([provider.hours] if provider.hours else [])]
    windows = [pair for each in schedules for at in SEASONS for pair in _edges(each, at)]
    figure = 0 if provider.figure == inf else int(provider.figure)
    return gcd(WEEK, *chain.from_iterable(windows), figure)


def _edges(schedule: Schedule, season: datetime) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each window in UTC, in seconds since the start of a week."""
    if schedule.always:
        yield 0, WEEK
    for window in schedule.windows:
        offset = season.replace(tzinfo=ZoneInfo(window.zone)).utcoffset()
        assert offset is not None
        for day in window.days:
            midnight = day * 24 * 3600 - int(offset.total_seconds())
            yield midnight + window.start * 60, midnight + window.end * 60


def _slots(schedule: Schedule | None, season: datetime, size: int) -> list[bool]:
    """Return for each slot of the week whether it lies in the hours."""
    count = WEEK // size
    inside = [False] * count
    for begin, end in _edges(schedule, season) if schedule else ():
        for slot in range(begin // size, end // size):
            inside[slot % count] = True
    return inside


def _waits(customer: list[bool], provider: list[bool], ticks: float) -> list[float]:
    """Return the wait just after the begin, and just before the end, of each customer's slot.

    Reading: a figure of 0 has run at once, whatever the provider's hours are.
    """
    starts = [slot for slot, counted in enumerate(customer) if counted]
    if ticks in (0, inf) or not any(provider):
        return [0 if ticks == 0 else inf] * 2 * len(starts)
    counted = list(accumulate(customer, initial=0))
    worked = list(accumulate(provider, initial=0))
    waits: list[float] = []
    for slot in starts:
        late = _nth(worked, slot + 1, int(ticks)) + 1
        # Just after it begins, an instant of this slot is lost to the provider, and made up for by
        # the first instant of one slot more.
        early = _nth(worked, slot, int(ticks) + 1) if provider[slot] else late
        waits += [_between(counted, slot, early), _between(counted, slot + 1, late)]
    return waits


def _nth(before: list[int], start: int, number: int) -> int:
    """Return the number-th slot inside from the start on, counting on through later weeks.

    `before` says how many slots are inside before each slot of the week, and last in all of it.
    """
    week, first = divmod(start, len(before) - 1)
    weeks, index = divmod(before[first] + number - 1, before[-1])
    return (week + weeks) * (len(before) - 1) + bisect_left(before, index + 1) - 1


def _between(before: list[int], start: int, end: int) -> int:
    """Return how many slots from the start to before the end are inside."""
    return _up_to(before, end) - _up_to(before, start)


def _up_to(before: list[int], slot: int) -> int:
    week, first = divmod(slot, len(before) - 1)
    return week * before[-1] + before[first]
