"""Schedules: how they are written, printed and said, and what is answered to a wrong one."""

import pytest
from twoview.values import InvalidValue, Schedule, Window


def invalid(text):
    with pytest.raises(InvalidValue) as caught:
        Schedule.parse(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "days", "start", "end"),
    [
        ("Mon 08:00-18:00 UTC", (0,), 480, 1_080),
        ("Mon-Fri 08:00-18:00 UTC", (0, 1, 2, 3, 4), 480, 1_080),
        ("Mon,Wed 00:00-24:00 UTC", (0, 2), 0, 1_440),
        ("Mon-Wed,Fri 08:30-09:00 UTC", (0, 1, 2, 4), 510, 540),
        ("Fri-Mon 08:00-09:00 UTC", (0, 4, 5, 6), 480, 540),
        ("Wed,Sun-Mon 08:00-09:00 UTC", (0, 2, 6), 480, 540),
        ("Mon-Sun 23:59-24:00 UTC", (0, 1, 2, 3, 4, 5, 6), 1_439, 1_440),
    ],
)
def test_a_window_is_read_and_printed_as_it_was_written(text, days, start, end):
    schedule = Schedule.parse(text)
    assert schedule.windows == (Window(days, start, end, "UTC"),)
    assert str(schedule) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Sun-Mon,Sat 08:00-09:00 UTC", "Sat-Mon 08:00-09:00 UTC"),
        ("Mon,Tue,Tue-Wed 08:00-09:00 UTC", "Mon-Wed 08:00-09:00 UTC"),
        ("Wed-Tue 08:00-09:00 UTC", "Mon-Sun 08:00-09:00 UTC"),
        (" Mon  08:00-09:00\nUTC ;Tue 08:00-09:00 UTC", "Mon 08:00-09:00 UTC; Tue 08:00-09:00 UTC"),
    ],
)
def test_the_same_window_is_always_printed_alike(text, canonical):
    assert str(Schedule.parse(text)) == canonical


def test_around_the_clock_is_the_schedule_without_windows():
    schedule = Schedule.parse("24x7")
    assert schedule.always
    assert schedule == Schedule(())
    assert str(schedule) == "24x7"
    assert not Schedule.parse("Mon 00:00-24:00 UTC").always


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("24x7", "around the clock"),
        ("Mon-Fri 08:00-18:00 Europe/Helsinki", "Mon–Fri 08:00–18:00 (Europe/Helsinki)"),
        (
            "Mon-Fri 08:00-18:00 Etc/GMT-2; Sat 10:00-15:00 Etc/GMT-2",
            "Mon–Fri 08:00–18:00; Sat 10:00–15:00 (Etc/GMT-2)",
        ),
        (
            "Mon 08:00-18:00 Europe/Helsinki; Sat 10:00-15:00 UTC",
            "Mon 08:00–18:00 (Europe/Helsinki); Sat 10:00–15:00 (UTC)",
        ),
    ],
)
def test_a_schedule_is_said_in_words(text, words):
    assert Schedule.parse(text).words() == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "24x7 for around the clock"),
        ("24/7", "24x7 for around the clock"),
        ("24X7", "24x7 for around the clock"),
        ("Mon-Fri", "not a schedule"),
        ("Mon 08:00-09:00 UTC;", "separated by single semicolons"),
        ("24x7; Mon 08:00-09:00 UTC", "separated by single semicolons"),
        ("Mon-Fri 08:00-18:00", "lacks a time zone"),
        ("Mon, Wed 08:00-18:00 UTC", "days, hours and a time zone"),
        ("Mon 08:00 - 18:00 UTC", "days, hours and a time zone"),
        ("24x7 Europe/Helsinki", "days, hours and a time zone"),
        ("Mon–Fri 08:00-18:00 UTC", "write a hyphen"),
        ("Monday 08:00-18:00 UTC", "did you mean Mon?"),
        ("fri-mon 08:00-18:00 UTC", "did you mean Fri?"),
        ("Mon- 08:00-18:00 UTC", "write Mon, Tue"),
        ("Lu 08:00-18:00 UTC", "write Mon, Tue"),
        ("Mon-Mon 08:00-18:00 UTC", "write Mon, or Mon-Sun"),
        ("Mon-Tue-Wed 08:00-18:00 UTC", "is not a day"),
        (f"{','.join(['Mon'] * 99)} 08:00-18:00 UTC", "too long for days"),
        ("Mon 8:00-18:00 UTC", "two digits each"),
        ("Mon 8-18 UTC", "two digits each"),
        ("Mon ٠٨:00-18:00 UTC", "two digits each"),
        ("Mon 08:60-18:00 UTC", "00:00 to 24:00"),
        ("Mon 08:00-24:01 UTC", "00:00 to 24:00"),
        ("Mon 25:00-26:00 UTC", "00:00 to 24:00"),
        ("Mon 24:00-06:00 UTC", "can only end a day"),
        ("Mon 08:00-18:00 Europe/Helsinky", "did you mean Europe/Helsinki?"),
        ("Mon 08:00-18:00 europe/helsinki", "did you mean Europe/Helsinki?"),
        ("Mon 08:00-18:00 Helsinki", "did you mean Europe/Helsinki?"),
        ("Mon 08:00-18:00 Europe", "is not a time zone"),
        ("Mon 08:00-18:00 ../x", "like Europe/Helsinki or UTC"),
        ("Mon 08:00-18:00 /etc/passwd", "is not a time zone"),
        ("Mon 08:00-18:00 localtime", "is not a time zone"),
        ("Mon 08:00-18:00 \ud800", "is not a time zone"),
        ("Mon 08:00-18:00 UTC\0", "is not a time zone"),
        ("; ".join(["Mon 08:00-09:00 UTC"] * 51), "more than 50 windows"),
    ],
)
def test_what_is_not_a_schedule_is_answered_with_what_would_be(text, words):
    assert words in invalid(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Mon-Fri 22:00-06:00 UTC", "Mon-Fri 22:00-24:00 UTC; Tue-Sat 00:00-06:00 UTC"),
        ("Sun 22:00-06:00 UTC", "Sun 22:00-24:00 UTC; Mon 00:00-06:00 UTC"),
        ("Mon-Sun 22:00-06:00 UTC", "Mon-Sun 22:00-24:00 UTC; Mon-Sun 00:00-06:00 UTC"),
        ("Mon 22:00-00:00 UTC", "Mon 22:00-24:00 UTC"),
        ("Mon 08:00-08:00 UTC", "Mon 08:00-24:00 UTC; Tue 00:00-08:00 UTC"),
    ],
)
def test_a_night_is_answered_with_the_windows_that_say_it(text, right):
    assert f"write {right}" in invalid(text)
    assert str(Schedule.parse(right)) == right


def test_fifty_windows_are_accepted():
    assert len(Schedule.parse("; ".join(["Mon 08:00-09:00 UTC"] * 50)).windows) == 50
