"""Half-open stretches of a week that repeats for ever, in minutes from its Monday 00:00."""

from collections.abc import Iterable
from itertools import chain, pairwise

Interval = tuple[int, int]

DAY = 1_440
WEEK = 7 * DAY


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the same minutes in order, with the fewest intervals and no empty one."""
    result: list[Interval] = []
    for start, end in sorted(interval for interval in intervals if interval[0] < interval[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def wrapped(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the minutes of the week that the intervals come to, before or after it as they be."""
    lengths = ((start % WEEK, end - start) for start, end in intervals)
    pieces = (
        ((start, min(start + length, WEEK)), (0, start + length - WEEK))
        for start, length in lengths
    )
    return merged(chain.from_iterable(pieces))


def shifted(intervals: Iterable[Interval], minutes: int) -> tuple[Interval, ...]:
    """Return the intervals of a week that many minutes later, wrapped into the week."""
    return wrapped((start + minutes, end + minutes) for start, end in intervals)


def without(intervals: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the minutes of the intervals that the merged `taken` leaves."""
    edges = pairwise((0, *chain.from_iterable(taken), WEEK))
    free = [gap for place, gap in enumerate(edges) if place % 2 == 0]
    return merged(
        (max(start, opens), min(end, closes)) for start, end in intervals for opens, closes in free
    )
