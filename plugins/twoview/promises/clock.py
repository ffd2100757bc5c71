"""How long a customer can wait by their own clock for somebody who works by another.

Both clocks run in the windows of a week that repeats for ever. With p and c the seconds that the
provider's and the customer's clock have run, what fails at t is done at the first T with
p(T) = p(t) + f, and the customer has waited c(T) - c(t). While the customer's clock runs, that
never grows with t except in jumps: where a window of the customer starts, and where the work would
just be done as a window of the provider ends. The least upper bound over all moments strictly
inside the customer's hours is therefore the greatest limit from the right at these few moments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from twoview.values import REFERENCE_WEEKS, Schedule
from twoview.values.intervals import WEEK, Interval

_WEEK = WEEK * 60


# A catalog has few schedules and few times, and many promises that pair them.
@lru_cache(maxsize=65_536)
def longest_wait(seconds: int, provider: Schedule, customer: Schedule) -> int:
    """Return the customer's longest wait for so many seconds of the provider's work, in seconds.

    It is the worse of a summer and a winter week. A wait for nothing is none, even outside hours.
    """
    if seconds == 0:
        return 0
    return max(
        _longest(seconds, Clock.of(provider, monday), Clock.of(customer, monday))
        for monday in REFERENCE_WEEKS
    )


@dataclass(frozen=True)
class Clock:
    """A clock that runs in half-open windows of every week, in seconds from the start of week 0."""

    windows: tuple[Interval, ...]

    @classmethod
    def of(cls, schedule: Schedule, monday: date) -> Clock:
        """Return the clock of a schedule as in the week that starts on a Monday at 00:00 UTC."""
        return cls(tuple((start * 60, end * 60) for start, end in schedule.week(monday)))

    @cached_property
    def weekly(self) -> int:
        """The seconds that it runs in a week."""
        return sum(end - start for start, end in self.windows)

    def run(self, moment: int) -> int:
        """Return the seconds that it has run at a moment."""
        weeks, second = divmod(moment, _WEEK)
        spans = (min(end, second) - start for start, end in self.windows if start < second)
        return weeks * self.weekly + sum(spans)

    def runs_after(self, moment: int) -> bool:
        """Whether it runs just after a moment."""
        return any(start <= moment % _WEEK < end for start, end in self.windows)

    def first(self, run: int) -> int:
        """Return the first moment at which it has run so many seconds."""
        return self.last(run - 1) + 1

    def last(self, run: int) -> int:
        """Return the last moment at which it has run so many seconds and no more."""
        weeks, rest = divmod(run, self.weekly)
        for start, end in self.windows:
            if rest < end - start:
                break
            rest -= end - start
        return weeks * _WEEK + start + rest


def _longest(seconds: int, provider: Clock, customer: Clock) -> int:
    waits = (
        _wait(moment, seconds, provider, customer)
        for moment in _moments(seconds, provider, customer)
    )
    return max(waits)


def _moments(seconds: int, provider: Clock, customer: Clock) -> Iterator[int]:
    """Yield the moments just after which a wait may be longest."""
    for start, _ in customer.windows:
        yield start
    for _, end in provider.windows:
        moment = provider.last(provider.run(end) - seconds)
        if customer.runs_after(moment):
            yield moment


def _wait(moment: int, seconds: int, provider: Clock, customer: Clock) -> int:
    """Return the wait that begins just after a moment of the customer's hours."""
    due = provider.run(moment) + seconds
    done = provider.last(due) if provider.runs_after(moment) else provider.first(due)
    return customer.run(done) - customer.run(moment)
