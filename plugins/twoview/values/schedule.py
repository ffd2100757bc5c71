"""Weekly schedules: around the clock, or windows in time zones."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from twoview.language import _
from twoview.values.intervals import DAY, WEEK, Interval, merged, shifted, without, wrapped
from twoview.values.window import EXAMPLE, Window
from twoview.values.wording import InvalidValue, quoted

# The Mondays of a winter and a summer week, which is which depending on the hemisphere. They are
# fixed so that a verdict does not change with the day it is asked for, and lie in the middle of
# January and July because no zone changes its clocks there.
REFERENCE_WEEKS = (date(2025, 1, 13), date(2025, 7, 14))

_AROUND_THE_CLOCK = "24x7"
_MOST_WINDOWS = 50


@dataclass(frozen=True, slots=True)
class Schedule:
    """Windows that repeat every week; no window at all means around the clock."""

    windows: tuple[Window, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 24x7, or windows separated by semicolons; raise InvalidValue for any other text."""
        if text == _AROUND_THE_CLOCK:
            return cls()
        if text.count(";") >= _MOST_WINDOWS:
            raise InvalidValue(f"{quoted(text)} has more than {_MOST_WINDOWS} windows")
        parts = text.split(";")
        if any(len(part.split(maxsplit=1)) < 2 for part in parts):
            raise InvalidValue(
                f"{quoted(text)} is not a schedule: write 24x7 for around the clock, or windows "
                f"separated by single semicolons, as in {EXAMPLE}; Sat 10:00-15:00 Europe/Helsinki"
            )
        return cls(tuple(Window.parse(part.strip()) for part in parts))

    @property
    def always(self) -> bool:
        """Whether this is around the clock."""
        return not self.windows

    def __str__(self) -> str:
        return "; ".join(map(str, self.windows)) or _AROUND_THE_CLOCK

    def words(self) -> str:
        """Return the schedule for a sentence; a zone that all windows share stands at the end."""
        if self.always:
            return _("around the clock")
        if len({window.zone for window in self.windows}) > 1:
            return "; ".join(f"{window.words()} ({window.zone})" for window in self.windows)
        spans = "; ".join(window.words() for window in self.windows)
        return f"{spans} ({self.windows[0].zone})"

    def week(self, monday: date) -> tuple[Interval, ...]:
        """Return the merged minutes since that Monday 00:00 UTC, wrapped into [0, 10080)."""
        return _week(self, monday)

    @property
    def zone(self) -> str:
        """The zone of the first window; UTC around the clock."""
        return "UTC" if self.always else self.windows[0].zone

    def local_week(self, monday: date) -> tuple[Interval, ...]:
        """Return the merged minutes since that Monday 00:00 in its zone, wrapped into the week."""
        return shifted(self.week(monday), -_utc_minute(monday, 0, self.zone))

    def uncovered_by(self, other: "Schedule") -> tuple[Window, ...]:
        """Return what `other` leaves open in a summer or a winter week, in the first zone here."""
        return _uncovered(self, other)


# A catalog has few schedules, and every promise asks for their weeks again.
@lru_cache(maxsize=4_096)
def _week(schedule: Schedule, monday: date) -> tuple[Interval, ...]:
    if schedule.always:
        return ((0, WEEK),)
    return wrapped(
        (
            _utc_minute(monday, day * DAY + window.start, window.zone),
            _utc_minute(monday, day * DAY + window.end, window.zone),
        )
        for window in schedule.windows
        for day in window.days
    )


@lru_cache(maxsize=4_096)
def _uncovered(schedule: Schedule, other: Schedule) -> tuple[Window, ...]:
    zone = schedule.zone
    gaps = (
        gap
        for monday in REFERENCE_WEEKS
        for gap in shifted(
            without(schedule.week(monday), other.week(monday)), -_utc_minute(monday, 0, zone)
        )
    )
    return _as_windows(merged(gaps), zone)


def _utc_minute(monday: date, minute: int, zone: str) -> int:
    """Return the UTC minute of the week at which a local clock shows a minute of the week."""
    midnight = datetime.combine(monday, time())
    moment = (midnight + timedelta(minutes=minute)).replace(tzinfo=ZoneInfo(zone))
    return (moment - midnight.replace(tzinfo=UTC)) // timedelta(minutes=1)


def _as_windows(intervals: tuple[Interval, ...], zone: str) -> tuple[Window, ...]:
    """Return windows for minutes of the local week, one for all days with the same hours."""
    days: defaultdict[Interval, list[int]] = defaultdict(list)
    for start, end in intervals:
        for day in range(start // DAY, -(-end // DAY)):
            days[max(start - day * DAY, 0), min(end - day * DAY, DAY)].append(day)
    return tuple(sorted(Window(tuple(on), *hours, zone) for hours, on in days.items()))
