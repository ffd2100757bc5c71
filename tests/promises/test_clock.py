"""How long a customer waits by their own clock for those who work by another."""

from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twoview.promises.clock import longest_wait
from twoview.values import REFERENCE_WEEKS, Schedule

HOUR = 3600
WEEK = 10_080

CASES = {
    ("4h", "Mon-Fri 09:00-17:00 UTC", "24x7"): 68,
    ("4h", "24x7", "24x7"): 4,
    ("4h", "24x7", "Mon-Fri 09:00-17:00 UTC"): 4,
    ("4h", "Mon-Fri 09:00-17:00 UTC", "Mon-Fri 09:00-17:00 UTC"): 4,
    ("8h", "Mon-Fri 09:00-17:00 UTC", "24x7"): 72,
    ("0h", "Mon 09:00-10:00 UTC", "24x7"): 0,
    # Nobody works while the customer counts: the whole day, and it counts only once.
    ("1h", "Mon-Fri 09:00-17:00 UTC", "Sat 10:00-15:00 UTC"): 5,
    # Just after 09:00 the hour of Monday is over a moment too early.
    ("1h", "Mon 09:00-10:00 UTC", "24x7"): 168,
    ("3h", "Mon 09:00-10:00 UTC", "24x7"): 3 * 168,
    ("40h", "Mon-Fri 09:00-17:00 UTC", "24x7"): 168,
    ("41h", "Mon-Fri 09:00-17:00 UTC", "24x7"): 168 + 65,
    # A night that runs over the end of the week is one window.
    (
        "4h",
        "Sun 20:00-24:00 UTC; Mon 00:00-04:00 UTC",
        "Sun 20:00-24:00 UTC; Mon 00:00-04:00 UTC",
    ): 4,
}


@pytest.mark.parametrize(("figure", "provider", "customer"), CASES)
def test_a_wait_lasts(figure: str, provider: str, customer: str) -> None:
    seconds = int(figure.removesuffix("h")) * HOUR
    found = longest_wait(seconds, Schedule.parse(provider), Schedule.parse(customer))
    assert found == CASES[figure, provider, customer] * HOUR


def test_the_worse_of_winter_and_summer_counts() -> None:
    # 16:00 UTC is 18:00 in Helsinki in winter, and 19:00 in summer, when the customer has left.
    provider = Schedule.parse("Mon-Fri 14:00-16:00 UTC")
    customer = Schedule.parse("Mon-Fri 17:00-19:00 Europe/Helsinki")
    assert longest_wait(HOUR, provider, customer) == 2 * HOUR


days = st.lists(
    st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]), min_size=1, unique=True
)
hours = st.lists(st.integers(0, 24), min_size=2, max_size=2, unique=True).map(sorted)
zones = st.sampled_from(["UTC", "Europe/Helsinki", "America/New_York", "Asia/Kolkata"])
windows = st.builds(
    lambda on, at, zone: f"{','.join(on)} {at[0]:02}:00-{at[1]:02}:00 {zone}", days, hours, zones
)
schedules = (st.just("24x7") | st.lists(windows, min_size=1, max_size=3).map("; ".join)).map(
    Schedule.parse
)


def walked(minutes: int, provider: Schedule, customer: Schedule) -> int:
    """Return the longest wait in minutes from just after any moment at which a clock may turn."""
    return max(
        walk(start, minutes, running(provider, monday), running(customer, monday))
        for monday in REFERENCE_WEEKS
        for start in range(0, WEEK, 30)
    )


@cache
def running(schedule: Schedule, monday: date) -> list[bool]:
    week = [False] * WEEK
    for start, end in schedule.week(monday):
        week[start:end] = [True] * (end - start)
    return week


def walk(start: int, minutes: int, provider: list[bool], customer: list[bool]) -> int:
    """Return the customer's minutes from just after one in their hours until the work is done.

    Who works at the start has lost a moment of it, so that the work ends in a later minute.
    """
    if not customer[start]:
        return 0
    left, now, waited = minutes, start, 0
    while left > 0 or (provider[start] and not provider[now % WEEK]):
        left -= provider[now % WEEK]
        waited += customer[now % WEEK]
        now += 1
    return waited


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([30, 60, 240, 600]), schedules, schedules)
def test_a_wait_is_as_long_as_walking_minute_by_minute_finds(
    minutes: int, provider: Schedule, customer: Schedule
) -> None:
    assert longest_wait(minutes * 60, provider, customer) == 60 * walked(
        minutes, provider, customer
    )


@given(schedules, schedules, st.lists(st.integers(0, 10**6), min_size=2, max_size=6))
def test_more_work_never_means_a_shorter_wait(
    provider: Schedule, customer: Schedule, figures: list[int]
) -> None:
    waits = [longest_wait(seconds, provider, customer) for seconds in sorted(figures)]
    assert all(shorter <= longer for shorter, longer in pairwise(waits))


@given(schedules, st.integers(0, 10**6))
def test_who_works_around_the_clock_takes_no_longer_than_agreed(
    customer: Schedule, seconds: int
) -> None:
    assert longest_wait(seconds, Schedule(), customer) <= seconds
    assert longest_wait(seconds, Schedule(), Schedule()) == seconds
