"""Schedules: which minutes of the week they cover, and what another one leaves open."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twoview.values import REFERENCE_WEEKS, Schedule, Window

WEEK = 10_080
ZONES = [
    "UTC",
    "Europe/Helsinki",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
]

hours = st.tuples(st.integers(0, 1_440), st.integers(0, 1_440)).filter(lambda h: h[0] != h[1])
windows = st.builds(
    lambda days, hours, zone: Window(tuple(sorted(days)), min(hours), max(hours), zone),
    st.sets(st.integers(0, 6), min_size=1),
    hours,
    st.sampled_from(ZONES),
)
schedules = st.builds(Schedule, st.lists(windows, max_size=3).map(tuple))


def moments(monday):
    start = datetime.combine(monday, time(), UTC)
    return [start + timedelta(minutes=minute) for minute in range(WEEK)]


def minute_of_week(moment, zone):
    local = moment.astimezone(ZoneInfo(zone))
    return local.weekday() * 1_440 + local.hour * 60 + local.minute


def minutes_of(window):
    return {
        day * 1_440 + minute for day in window.days for minute in range(window.start, window.end)
    }


def open_moments(schedule, monday):
    """Walk through the week minute by minute, looking at the clocks of every zone."""
    if schedule.always:
        return set(moments(monday))
    local = [(window.zone, minutes_of(window)) for window in schedule.windows]
    return {
        moment
        for moment in moments(monday)
        if any(minute_of_week(moment, zone) in minutes for zone, minutes in local)
    }


@settings(deadline=None)
@given(schedules)
def test_a_printed_schedule_reads_as_the_same_schedule(schedule):
    assert Schedule.parse(str(schedule)) == schedule


# Minutes of the week


def test_the_week_is_counted_in_utc_and_follows_daylight_saving():
    schedule = Schedule.parse("Mon 08:00-18:00 Europe/Helsinki")
    winter, summer = REFERENCE_WEEKS
    assert schedule.week(winter) == ((360, 960),)
    assert schedule.week(summer) == ((300, 900),)


def test_what_reaches_over_the_end_of_the_week_goes_on_at_its_start():
    early = Schedule.parse("Mon 00:00-03:00 Europe/Helsinki")
    late = Schedule.parse("Sun 12:00-24:00 America/New_York")
    assert early.week(REFERENCE_WEEKS[0]) == ((0, 60), (WEEK - 120, WEEK))
    assert late.week(REFERENCE_WEEKS[0]) == ((0, 300), (WEEK - 420, WEEK))


def test_windows_that_touch_or_overlap_are_merged():
    schedule = Schedule.parse("Mon 08:00-12:00 UTC; Mon 11:00-24:00 UTC; Tue 00:00-06:00 UTC")
    assert schedule.week(REFERENCE_WEEKS[0]) == ((480, 1_800),)


def test_every_day_in_any_zone_is_the_whole_week():
    every_day = Schedule.parse("Mon-Sun 00:00-24:00 Asia/Kathmandu")
    assert every_day.week(REFERENCE_WEEKS[1]) == Schedule().week(REFERENCE_WEEKS[1]) == ((0, WEEK),)


def test_a_window_that_the_change_to_summer_time_skips_has_no_minutes():
    skipped = Schedule.parse("Sun 03:00-04:00 Europe/Helsinki")
    assert skipped.week(date(2025, 3, 24)) == ()


@settings(max_examples=25, deadline=None)
@given(schedules, st.sampled_from(REFERENCE_WEEKS))
def test_the_week_holds_the_minutes_at_which_some_clock_shows_open(schedule, monday):
    start = moments(monday)[0]
    intervals = schedule.week(monday)
    minutes = {
        start + timedelta(minutes=m) for since, until in intervals for m in range(since, until)
    }
    assert minutes == open_moments(schedule, monday)
    assert all(one[1] < other[0] for one, other in pairwise(intervals))


def test_no_zone_changes_its_clocks_in_a_reference_week():
    for monday in REFERENCE_WEEKS:
        assert monday.weekday() == 0
        days = [
            datetime.combine(monday, time(), UTC) + timedelta(days=day) for day in range(-2, 10)
        ]
        for name in available_timezones():
            assert len({day.astimezone(ZoneInfo(name)).utcoffset() for day in days}) == 1, name


# What another schedule leaves open


@settings(deadline=None)
@given(schedules)
def test_a_schedule_covers_itself_and_is_covered_around_the_clock(schedule):
    assert schedule.uncovered_by(schedule) == ()
    assert schedule.uncovered_by(Schedule()) == ()


@settings(max_examples=25, deadline=None)
@given(schedules, schedules)
@example(
    Schedule.parse("Mon-Fri 08:00-18:00 Europe/Helsinki"),
    Schedule.parse("Mon-Fri 08:00-18:00 Pacific/Auckland"),
)
def test_uncovered_are_the_minutes_that_are_open_here_and_closed_there(here, there):
    zone = here.windows[0].zone if here.windows else "UTC"
    uncovered = here.uncovered_by(there)
    expected = {
        minute_of_week(moment, zone)
        for monday in REFERENCE_WEEKS
        for moment in open_moments(here, monday) - open_moments(there, monday)
    }
    assert {window.zone for window in uncovered} <= {zone}
    assert set().union(*map(minutes_of, uncovered)) == expected


@settings(deadline=None)
@given(schedules, schedules)
def test_what_is_left_open_covers_the_rest_together_with_the_other(here, there):
    rest = here.uncovered_by(there)
    assert here.uncovered_by(Schedule(there.windows + rest)) == ()


@pytest.mark.parametrize(
    ("here", "there", "left"),
    [
        (
            "Mon-Fri 08:00-18:00 UTC",
            "Mon-Fri 09:00-17:00 UTC",
            "Mon-Fri 08:00-09:00 UTC; Mon-Fri 17:00-18:00 UTC",
        ),
        ("Mon-Sat 08:00-18:00 UTC", "Mon-Fri 08:00-18:00 UTC", "Sat 08:00-18:00 UTC"),
        (
            "24x7",
            "Mon-Fri 08:00-18:00 UTC",
            "Mon-Fri 00:00-08:00 UTC; Mon-Fri 18:00-24:00 UTC; Sat-Sun 00:00-24:00 UTC",
        ),
        (
            "Mon 08:00-18:00 Europe/Helsinki",
            "Mon 06:00-16:00 UTC",
            "Mon 08:00-09:00 Europe/Helsinki",
        ),
        ("Mon 08:00-18:00 Europe/Helsinki", "Mon 07:00-17:00 Europe/Stockholm", "24x7"),
    ],
)
def test_what_is_left_open_is_said_in_the_zone_of_the_promise(here, there, left):
    assert Schedule(Schedule.parse(here).uncovered_by(Schedule.parse(there))) == Schedule.parse(
        left
    )
