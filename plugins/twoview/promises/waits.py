"""How long customers wait for those who have to act: the arithmetic of restoring and responding.

Seconds that nobody has agreed to are none if they are perfect, and unlimited at worst. Hours that
nobody has agreed to are around the clock if they are perfect, and never at worst.

A reading of what is left open: each member of a group is timed by the clocks first, and the group
takes the one of these times that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from twoview.promises.arithmetic import Case, Ids
from twoview.promises.clock import longest_wait
from twoview.promises.made import AROUND_THE_CLOCK, Promise
from twoview.promises.turnaround import MISSING, NEVER, Turnaround
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


class Clocks:
    """The waits of a customer whose clock runs in certain hours, each worked out once."""

    def __init__(self, hours: Schedule) -> None:
        """Take the customer's hours."""
        self._hours = hours
        self._known: dict[tuple[Turnaround, str | None, Case], int] = {}

    def longest(self, turnaround: Turnaround, priority: str | None, case: Case) -> int:
        """Return the longest wait for one turnaround, in seconds of the customer's clock."""
        key = (turnaround, priority, case)
        if key not in self._known:
            self._known[key] = self._longest(turnaround, priority, case)
        return self._known[key]

    def _longest(self, turnaround: Turnaround, priority: str | None, case: Case) -> int:
        seconds = turnaround.seconds(priority)
        if not seconds:
            return MISSING[case] if seconds is None else 0
        if turnaround.hours is None and case == "worst":
            return NEVER
        return longest_wait(seconds, turnaround.hours or AROUND_THE_CLOCK, self._hours)


class Waits:
    """The waits of the customers of one catalog for whatever lasts longest of several stops."""

    def __init__(self, stops: Callable[[str], Sequence[Stop]]) -> None:
        """Take what returns, by the id of a service, what its customers wait for."""
        self.stops = stops
        self._clocks: dict[Schedule, Clocks] = {}

    def value(self, promise: Promise, case: Case) -> int:
        """Return the seconds of the longest wait, none where there is nothing to wait for."""
        return max((seconds for seconds, _ in self._each(promise, case)), default=0)

    def because(self, promise: Promise, case: Case) -> Ids:
        """Return those who are waited for longest."""
        found = list(self._each(promise, case))
        longest = max((seconds for seconds, _ in found), default=0)
        return _sorted(ids for seconds, ids in found if seconds == longest)

    def leans_on(self, promise: Promise, case: Case) -> Ids:
        """Return all those who are waited for."""
        return _sorted(stop.ids for stop in self.stops(promise.service))

    def unknown(self, promise: Promise) -> Ids:
        """Return those who are waited for without end while what is missing is at its worst."""
        clocks = self.clocks(promise.hours)
        parts = chain.from_iterable(stop.parts for stop in self.stops(promise.service))
        return _sorted(
            ids
            for turnaround, ids in parts
            if clocks.longest(turnaround, promise.priority, "worst") == NEVER
        )

    def _each(self, promise: Promise, case: Case) -> Iterator[tuple[int, Iterable[str]]]:
        """Yield how long each stop lasts, and who takes that long."""
        clocks = self.clocks(promise.hours)
        for stop in self.stops(promise.service):
            times = [
                (clocks.longest(each, promise.priority, case), ids) for each, ids in stop.parts
            ]
            yield times[0] if len(times) == 1 else _needed(times, stop.need)

    def clocks(self, hours: Schedule) -> Clocks:
        """Return the waits of customers whose clock runs in certain hours."""
        if hours not in self._clocks:
            self._clocks[hours] = Clocks(hours)
        return self._clocks[hours]


def _needed(times: Sequence[tuple[int, Iterable[str]]], need: int) -> tuple[int, Iterable[str]]:
    """Return the shortest time in which as many as needed are done, and who takes that long."""
    lasts = sorted(time for time, _ in times)[need - 1]
    return lasts, chain.from_iterable(ids for time, ids in times if time == lasts)


def _sorted(ids: Iterable[Iterable[str]]) -> Ids:
    return tuple(sorted(set(chain.from_iterable(ids))))
