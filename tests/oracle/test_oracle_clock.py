"""The clock of this folder against waits worked out by hand, and by walking from many moments."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twoview.values import REFERENCE_WEEKS, Schedule

from oracle.clock import Provider, longest_wait
from oracle.examples import part, result, shop

WEEKDAYS = Schedule.parse("Mon-Fri 09:00-17:00 UTC")
ALWAYS = Schedule()
HOUR = 3_600


def wait(customer: Schedule, figure: float, hours: Schedule | None) -> float:
    return longest_wait(customer, Provider(figure, hours))


def test_four_office_hours_can_be_68_hours_around_the_clock() -> None:
    assert wait(ALWAYS, 4 * HOUR, WEEKDAYS) == 68 * HOUR
    office = part("a", "restore_within: 4h, hours: 'Mon-Fri 09:00-17:00 UTC'")
    found = result(shop("restore_within: 2h", "a"), office)
    assert found == (68 * HOUR, "short", ["a"], [])


@pytest.mark.parametrize(
    ("customer", "figure", "provider", "hours"),
    [
        (WEEKDAYS, 4, WEEKDAYS, 4),
        (WEEKDAYS, 4, ALWAYS, 4),
        (ALWAYS, 4, ALWAYS, 4),
        (WEEKDAYS, 8, WEEKDAYS, 8),
        (ALWAYS, 8, WEEKDAYS, 72),
        (ALWAYS, 0, WEEKDAYS, 0),
        (ALWAYS, 0, None, 0),
        (ALWAYS, 1, None, inf),
        (ALWAYS, inf, ALWAYS, inf),
        (ALWAYS, 100 * 40, WEEKDAYS, 100 * 168),
        (WEEKDAYS, 1, Schedule.parse("Sat 12:00-13:00 UTC"), 40),
        (Schedule.parse("Sat 12:00-13:00 UTC"), 1, WEEKDAYS, 1),
        (Schedule.parse("Mon 08:00-12:00 UTC; Mon 12:00-16:00 UTC"), 6, ALWAYS, 6),
    ],
)
def test_the_longest_wait_by_the_customers_clock(
    customer: Schedule, figure: float, provider: Schedule | None, hours: float
) -> None:
    assert wait(customer, figure * HOUR, provider) == hours * HOUR


def test_zones_are_compared_in_winter_and_in_summer() -> None:
    # These are 07:00 to 15:00 in UTC in winter, and 06:00 to 14:00 in summer.
    helsinki = Schedule.parse("Mon-Sun 09:00-17:00 Europe/Helsinki")
    worse_in_summer = Schedule.parse("Mon-Sun 14:00-16:00 UTC")
    worse_in_winter = Schedule.parse("Mon-Sun 06:00-08:00 UTC")
    assert wait(worse_in_summer, HOUR / 2, helsinki) == 2 * HOUR
    assert wait(worse_in_winter, HOUR / 2, helsinki) == 1.5 * HOUR


# What restores a service


RESTORE = "restore_within: 2h, hours: 24x7"


def test_what_a_single_failure_cannot_stop_is_no_reason_to_wait() -> None:
    pair = [part(each, RESTORE, f"failure_domains: [{each}]") for each in "ab"]
    assert result(shop("restore_within: 0s", "{any_of: [a, b]}"), *pair) == (0, "kept", [], [])


def test_a_group_that_earned_nothing_is_restored_by_its_needed_fastest() -> None:
    trio = [part(each, f"restore_within: {n}h, hours: 24x7") for n, each in enumerate("abc", 1)]
    for need, who in {1: "a", 2: "b", 3: "c"}.items():
        found = result(shop("restore_within: 3h", f"{{any_of: [a, b, c], need: {need}}}"), *trio)
        assert found == (need * HOUR, "kept", [who], [])


def test_the_clocks_of_the_members_come_before_the_time_of_their_group() -> None:
    light, dark = "06:00-18:00", "18:00-24:00 UTC; Mon-Sun 00:00-06:00"
    pair = [
        part(each, f"restore_within: 1h, hours: 'Mon-Sun {hours} UTC'")
        for each, hours in {"day": light, "night": dark}.items()
    ]
    found = result(shop("restore_within: 13h", "{any_of: [day, night]}"), *pair)
    assert found == (13 * HOUR, "kept", ["day", "night"], [])


def test_a_structured_service_in_such_a_group_has_no_known_time() -> None:
    mail = "Service mail: requires: [a]"
    parts = [part("a", RESTORE), part("b", "restore_within: 9h, hours: 24x7"), mail]
    found = result(shop("restore_within: 8h", "{any_of: [b, mail]}"), *parts)
    assert found == (0, "unbacked", ["mail"], ["mail"])
    assert result(shop("restore_within: 9h", "{any_of: [b, mail]}"), *parts)[1] == "kept"


def test_a_point_beneath_all_members_is_a_single_point() -> None:
    pair = [part(each, RESTORE, f"failure_domains: [{each}] | requires: [c]") for each in "ab"]
    shared = part("c", "restore_within: 3h, hours: 24x7")
    found = result(shop("restore_within: 3h", "{any_of: [a, b]}"), *pair, shared)
    assert found == (3 * HOUR, "kept", ["c"], [])


def test_whoever_states_a_field_first_decides_even_where_a_priority_is_missing() -> None:
    team = "id: ops | name: Ops | hours: 24x7 | restore_within: 1h"
    promise = shop("restore_within: {P1: 2h}", "a")
    assert result(promise, part("a"), Team=team) == (HOUR, "kept", ["a"], [])
    silent = part("a", "restore_within: {P2: 1h}")
    assert result(promise, silent, Team=team) == (0, "unbacked", ["a"], ["a"])


def test_hours_that_nobody_states_are_never_or_always() -> None:
    found = result(shop("restore_within: 2h", "a"), part("a", "restore_within: 2h"))
    assert found == (2 * HOUR, "unbacked", ["a"], ["a"])


def test_the_owner_responds_in_its_hours() -> None:
    team = "id: ops | name: Ops | respond_within: 1h | hours: 'Mon-Fri 09:00-17:00 UTC'"
    found = result(shop("respond_within: 65h", "a"), Team=team)
    assert found == (65 * HOUR, "kept", ["ops"], [])
    assert result(shop("respond_within: 65h", "a")) == (0, "unbacked", ["ops"], ["ops"])


# Walking

WINDOWS = st.builds(
    lambda days, first, length: (
        f"{','.join(sorted(days))} {3 * first:02}:00-{min(3 * (first + length), 24):02}:00 UTC"
    ),
    st.sets(st.sampled_from(("Mon", "Wed", "Thu")), min_size=1),
    st.integers(0, 7),
    st.integers(1, 8),
)
SCHEDULES = st.lists(WINDOWS, min_size=1, max_size=2).map("; ".join).map(Schedule.parse)
STEPS = 168 * 4


def inside(schedule: Schedule) -> list[bool]:
    """Return for each quarter of an hour of the week whether it lies in the hours."""
    windows = schedule.week(REFERENCE_WEEKS[0])
    return [any(begin <= 15 * step < end for begin, end in windows) for step in range(STEPS)]


@settings(max_examples=60, deadline=None)
@given(SCHEDULES, SCHEDULES, st.integers(0, 20))
def test_no_moment_waits_longer_than_the_longest_wait_and_some_wait_nearly_as_long(
    customer: Schedule, provider: Schedule, figure: int
) -> None:
    counts, works = inside(customer), inside(provider)

    def walk(step: int) -> int:
        worked = waited = 0
        while worked < figure * 4:
            worked += works[step % STEPS]
            waited += counts[step % STEPS]
            step += 1
        return waited

    strictly_inside = [step for step in range(STEPS) if counts[step] and counts[step - 1]]
    longest = Fraction(max(map(walk, strictly_inside)), 4)
    exact = Fraction(wait(customer, figure * HOUR, provider)) / HOUR
    assert exact - Fraction(1, 4) <= longest <= exact
