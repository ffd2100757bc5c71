"""The moment at which something would have to fail for its customer to wait longest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from twoview.promises.clock import Clock
from twoview.values import REFERENCE_WEEKS, Duration, Schedule

_DAY = 86400
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Moment:
    """What fails just after `fails` is worked on from `begins` on, and done at `done`.

    These are seconds from the start of a Monday in a zone. `work` is how long somebody works on it
    in all, `seconds` how long the customer's clock runs meanwhile.
    """

    work: int
    seconds: int
    fails: int
    begins: int
    done: int
    zone: str = "UTC"

    def told(self) -> str:
        """Return the moment in sentences."""
        days = self.done // _DAY - self.fails // _DAY
        later = f", {days:,} days later" if days >= len(_DAYS) else ""
        waited = Duration(self.seconds).hours_in_words()
        return (
            f"At worst it fails just after {_day(self.fails)} {_time(self.fails)}: work "
            f"{self._begins()} and is done on {_day(self.done)} at {_time(self.done)}{later} "
            f"({self.zone}). By the customer's clock that is {waited}."
        )

    def _begins(self) -> str:
        if self.begins > self.fails:
            return f"begins on {_day(self.begins)} at {_time(self.begins)}"
        paused = self.done - self.fails > self.work
        return "begins at once, is interrupted outside hours," if paused else "begins at once"


def worst_moment(work: int, provider: Schedule, customer: Schedule) -> Moment:
    """Return when the wait for so many seconds of work is longest, in the worse reference week.

    Of several such moments it is one at which somebody goes home, which is easily told.
    """
    weeks = (_worst(work, provider, customer, monday) for monday in REFERENCE_WEEKS)
    return max(weeks, key=lambda each: each.seconds)


def _worst(work: int, provider: Schedule, customer: Schedule, monday: date) -> Moment:
    working, waiting = Clock.of(provider, monday), Clock.of(customer, monday)
    starts = _starts(work, working, waiting)
    worst = max((_moment(each, work, working, waiting) for each in starts), key=_waited)
    zones = (window.zone for window in (*customer.windows, *provider.windows))
    return _local(worst, next(zones, "UTC"), monday)


def _waited(moment: Moment) -> int:
    return moment.seconds


def _starts(work: int, provider: Clock, customer: Clock) -> Iterator[int]:
    """Yield the moments just after which a wait may be longest, the most tellable first."""
    ends = [end for _, end in provider.windows]
    yield from (each for each in ends if customer.runs_after(each))
    yield from (start for start, _ in customer.windows)
    just_missed = (provider.last(provider.run(end) - work) for end in ends)
    yield from (each for each in just_missed if customer.runs_after(each))


def _moment(fails: int, work: int, provider: Clock, customer: Clock) -> Moment:
    due = provider.run(fails) + work
    working = provider.runs_after(fails)
    begins = fails if working else provider.last(provider.run(fails))
    done = provider.last(due) if working else provider.first(due)
    return Moment(work, customer.run(done) - customer.run(fails), fails, begins, done)


def _local(moment: Moment, zone: str, monday: date) -> Moment:
    """Return a moment in UTC in the time of a zone, as in the week of a Monday."""
    offset = datetime.combine(monday, time(), ZoneInfo(zone)).utcoffset() or timedelta()
    seconds = round(offset.total_seconds())
    moved = {name: getattr(moment, name) + seconds for name in ("fails", "begins", "done")}
    return replace(moment, **moved, zone=zone)


def _day(moment: int) -> str:
    return _DAYS[moment // _DAY % len(_DAYS)]


def _time(moment: int) -> str:
    minutes = moment % _DAY // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
