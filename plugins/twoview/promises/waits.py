"""How long customers wait for those who have to act: the arithmetic of restoring and responding.

Seconds that nobody has agreed to are none if they are perfect, and unlimited at worst. Hours that
nobody has agreed to are around the clock if they are perfect, and never at worst.

Readings of what is left open: a promise without a priority has to hold for every priority of the
catalog; each member of a group is timed by the clocks first, and the group takes the one of these
times that it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from twoview.promises.backing import Backing, Figure
from twoview.promises.clock import longest_wait
from twoview.promises.made import AROUND_THE_CLOCK
from twoview.promises.turnaround import NEVER, Turnaround
from twoview.values import Schedule


@dataclass(frozen=True, slots=True)
class Stop:
    """What a customer waits for until `need` of its parts are done: each a turnaround, and whose.

    Single points with the same turnaround are one part, since they take equally long.
    """

    parts: tuple[tuple[Turnaround, tuple[str, ...]], ...]
    need: int = 1

    @property
    def ids(self) -> Iterable[str]:
        """Whose turnarounds these are."""
        return chain.from_iterable(ids for _, ids in self.parts)


class Waits:
    """The waits of all customers of one catalog, each worked out once."""

    def __init__(self, priorities: Sequence[str]) -> None:
        """Take the priorities of the catalog."""
        self._priorities = priorities
        self._waiting: dict[Schedule, Waiting] = {}

    def backing(self, stops: Sequence[Stop], priority: str | None, hours: Schedule) -> Backing:
        """Return the longest wait for any one of several stops, in seconds of the hours."""
        waiting = self._waiting.setdefault(hours, Waiting(hours))
        priorities = self._priorities if priority is None else (priority,)
        unknown = (
            part_ids
            for stop in stops
            for turnaround, part_ids in stop.parts
            if any(waiting.is_unknown(turnaround, each) for each in priorities)
        )
        return Backing(
            worst=_figure(stops, priorities, waiting, NEVER),
            perfect=_figure(stops, priorities, waiting, 0),
            unknown=_sorted(unknown),
        )


class Waiting:
    """The waits of a customer whose clock runs in certain hours."""

    def __init__(self, hours: Schedule) -> None:
        """Take the customer's hours."""
        self._hours = hours
        self._known: dict[tuple[Turnaround, str, int], int] = {}

    def longest(self, turnaround: Turnaround, priority: str, missing: int) -> int:
        """Return the longest wait; `missing` is what counts for what nobody has agreed to."""
        key = (turnaround, priority, missing)
        if key not in self._known:
            self._known[key] = self._longest(turnaround, priority, missing)
        return self._known[key]

    def _longest(self, turnaround: Turnaround, priority: str, missing: int) -> int:
        seconds = turnaround.seconds(priority)
        if not seconds:
            return missing if seconds is None else 0
        if turnaround.hours is None and missing:
            return NEVER
        return longest_wait(seconds, turnaround.hours or AROUND_THE_CLOCK, self._hours)

    def is_unknown(self, turnaround: Turnaround, priority: str) -> bool:
        """Whether something is missing without which there is no telling how long a wait is."""
        return self.longest(turnaround, priority, NEVER) == NEVER


def _figure(
    stops: Iterable[Stop], priorities: Iterable[str], waiting: Waiting, missing: int
) -> Figure:
    """Return the longest of all waits, none where there is nothing to wait for."""
    found = [each for priority in priorities for each in _waits(stops, priority, waiting, missing)]
    longest = max((wait for wait, _ in found), default=0)
    because = (ids for wait, ids in found if wait == longest)
    return Figure(longest, _sorted(because), _sorted(stop.ids for stop in stops))


def _waits(
    stops: Iterable[Stop], priority: str, waiting: Waiting, missing: int
) -> Iterator[tuple[int, Iterable[str]]]:
    """Yield how long each stop lasts, and who takes that long."""
    for stop in stops:
        times = [(waiting.longest(each, priority, missing), ids) for each, ids in stop.parts]
        lasts = sorted(time for time, _ in times)[stop.need - 1]
        yield lasts, chain.from_iterable(ids for time, ids in times if time == lasts)


def _sorted(ids: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted(set(chain.from_iterable(ids))))
