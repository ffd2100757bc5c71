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

from twoview.promises.backing import Backing, Case, Reasons
from twoview.promises.clock import longest_wait
from twoview.promises.made import AROUND_THE_CLOCK
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
        self._known: dict[tuple[Turnaround, str, Case], int] = {}

    def longest(self, turnaround: Turnaround, priority: str, case: Case) -> int:
        """Return the longest wait for one turnaround, in seconds of the customer's clock."""
        key = (turnaround, priority, case)
        if key not in self._known:
            self._known[key] = self._longest(turnaround, priority, case)
        return self._known[key]

    def _longest(self, turnaround: Turnaround, priority: str, case: Case) -> int:
        seconds = turnaround.seconds(priority)
        if not seconds:
            return MISSING[case] if seconds is None else 0
        if turnaround.hours is None and case == "worst":
            return NEVER
        return longest_wait(seconds, turnaround.hours or AROUND_THE_CLOCK, self._hours)


@dataclass(frozen=True, slots=True)
class Wait:
    """The wait for whichever of several stops lasts longest, at any of some priorities."""

    stops: Sequence[Stop]
    priorities: Sequence[str]
    clocks: Clocks

    @property
    def backing(self) -> Backing:
        """The seconds of the wait, none where there is nothing to wait for."""
        return Backing(self._seconds("worst"), self._seconds("perfect"), self._reasons)

    def _seconds(self, case: Case) -> int:
        return max((seconds for seconds, _ in self._each(case)), default=0)

    def _each(self, case: Case) -> Iterator[tuple[int, Iterable[str]]]:
        """Yield how long each stop lasts, and who takes that long."""
        for priority in self.priorities:
            for stop in self.stops:
                yield self._lasts(stop, priority, case)

    def _lasts(self, stop: Stop, priority: str, case: Case) -> tuple[int, Iterable[str]]:
        longest = self.clocks.longest
        times = [(longest(each, priority, case), ids) for each, ids in stop.parts]
        if len(times) == 1:
            return times[0]
        lasts = sorted(time for time, _ in times)[stop.need - 1]
        return lasts, chain.from_iterable(ids for time, ids in times if time == lasts)

    def _reasons(self, case: Case) -> Reasons:
        longest = self._seconds(case)
        return Reasons(
            because=_sorted(ids for seconds, ids in self._each(case) if seconds == longest),
            leans_on=_sorted(stop.ids for stop in self.stops),
            unknown=_sorted(self._unknown()),
        )

    def _unknown(self) -> Iterator[Iterable[str]]:
        """Yield those who are waited for without end while what is missing is at its worst."""
        for turnaround, ids in chain.from_iterable(stop.parts for stop in self.stops):
            times = (self.clocks.longest(turnaround, each, "worst") for each in self.priorities)
            if NEVER in times:
                yield ids


def _sorted(ids: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted(set(chain.from_iterable(ids))))
