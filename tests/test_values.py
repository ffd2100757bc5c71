"""Shares, durations, dates and suggestions, and what any text at all is answered with."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twoview.values import (
    Duration,
    InvalidValue,
    Money,
    Schedule,
    Share,
    did_you_mean,
    parse_date,
)

PARSERS = [Share.parse, Duration.parse, Schedule.parse, Money.parse, parse_date]

near_misses = st.text(alphabet="0123456789wdhms%.,:;-+ eE_x/MonTueFriUTC\n٣") | st.text()
shares = st.builds(
    lambda units, decimals: Share(
        Fraction(units % (10 ** (decimals + 2) + 1), 10 ** (decimals + 2)), decimals
    ),
    st.integers(min_value=0),
    st.integers(0, 12),
)
durations = st.builds(Duration, st.integers(0, 10**9 * 86_400 - 1))


def message(parse, text):
    with pytest.raises(InvalidValue) as caught:
        parse(text)
    return str(caught.value)


# Shares


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("99.9%", Fraction(999, 1000)),
        ("99.90%", Fraction(999, 1000)),
        ("0%", Fraction(0)),
        ("100%", Fraction(1)),
        ("100.00%", Fraction(1)),
        ("0.000000000001%", Fraction(1, 10**14)),
    ],
)
def test_a_percentage_is_read_exactly_and_printed_as_it_was_written(text, value):
    share = Share.parse(text)
    assert share.value == value
    assert str(share) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("99.9 %", "write 99.9%"),
        ("99,9%", "write 99.9%"),
        ("99.9", "write 99.9%"),
        ("0.999", "write 99.9%"),
        ("0,999", "write 99.9%"),
        ("0.5 %", "write 0.5%"),
        ("1", "write 1%"),
        ("101%", "more than 100%"),
        ("100.1%", "more than 100%"),
        ("1000%", "0% to 100%"),
        ("1000", "0% to 100%"),
        ("-1%", "0% to 100%"),
        (".5%", "0% to 100%"),
        ("5.%", "0% to 100%"),
        ("", "0% to 100%"),
        ("99.9%\n", "write 99.9%"),
        ("1e1%", "as in 99.9%"),
        ("٩٩%", "as in 99.9%"),
        ("1.1234567890123%", "at most 12 decimals"),
    ],
)
def test_what_is_not_a_percentage_is_answered_with_the_right_form(text, words):
    assert words in message(Share.parse, text)


@given(shares)
def test_a_printed_share_reads_as_the_same_share(share):
    again = Share.parse(str(share))
    assert (again, again.decimals) == (share, share.decimals)


def test_shares_compare_by_value_alone():
    assert Share.parse("99.9%") == Share.parse("99.90%")
    assert len({Share.parse("99.9%"), Share.parse("99.90%")}) == 1
    assert Share.parse("99.9%") < Share.parse("99.95%") < Share.parse("100%")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("0.9995") * Fraction("0.9999"), "0.99940005"),
        (Fraction("0.9990"), "0.999"),
        (Fraction(0), "0"),
        (Fraction(1), "1"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 3), "0.333333333333333"),
        (Fraction(2, 3), "0.666666666666667"),
    ],
)
def test_the_decimal_of_a_share_is_exact_or_rounded_to_fifteen_decimals(value, text):
    assert Share(value).decimal() == text


def test_a_calculated_share_is_printed_with_all_its_decimals():
    assert str(Share(Fraction("0.99940005"), 2)) == "99.940005%"
    assert str(Share(Fraction(1, 3))) == "33.3333333333333%"


def test_a_share_of_thousands_of_digits_is_printed():
    share = Share(Fraction("0.99999") ** 2000)
    assert Fraction(Decimal(share.decimal())) == share.value
    assert str(share).startswith("98.0")


@given(st.fractions(0, 1), st.integers(0, 12))
def test_rounding_down_never_promises_more_and_loses_less_than_a_unit(value, decimals):
    down = Share(value).down_to(decimals)
    assert 0 <= value - down.value < Fraction(1, 100 * 10**decimals)
    assert Share.parse(str(down)) == down
    assert down.decimals == decimals


def test_rounding_down_keeps_the_decimals_asked_for():
    assert str(Share(Fraction("0.99989")).down_to(2)) == "99.98%"
    assert str(Share(Fraction("0.9")).down_to(2)) == "90.00%"


# Durations


@pytest.mark.parametrize(
    ("text", "seconds", "canonical", "words"),
    [
        ("90s", 90, "1m30s", "1 minute 30 seconds"),
        ("15m", 900, "15m", "15 minutes"),
        ("2h", 7_200, "2h", "2 hours"),
        ("3d", 259_200, "3d", "3 days"),
        ("1w", 604_800, "1w", "1 week"),
        ("14d", 1_209_600, "2w", "2 weeks"),
        ("90d", 7_776_000, "90d", "90 days"),
        ("1w1d", 691_200, "8d", "8 days"),
        ("36h", 129_600, "1d12h", "1 day 12 hours"),
        ("1h30m", 5_400, "1h30m", "1 hour 30 minutes"),
        ("1w2d3h4m5s", 788_645, "9d3h4m5s", "9 days 3 hours 4 minutes 5 seconds"),
        ("0s", 0, "0s", "0 seconds"),
        ("0w", 0, "0s", "0 seconds"),
        ("1h0m", 3_600, "1h", "1 hour"),
        ("999999999s", 999_999_999, "11574d1h46m39s", "11574 days 1 hour 46 minutes 39 seconds"),
    ],
)
def test_a_duration_has_seconds_one_short_form_and_words(text, seconds, canonical, words):
    duration = Duration.parse(text)
    assert (duration.seconds, str(duration), duration.words()) == (seconds, canonical, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "whole numbers with the units w, d, h, m or s"),
        ("h", "whole numbers with the units"),
        ("-1h", "whole numbers with the units"),
        ("PT1H", "whole numbers with the units"),
        ("2 hours", "whole numbers with the units"),
        ("٣h", "whole numbers with the units"),
        ("90", "its unit is missing"),
        ("1H", "small letters"),
        ("1.5h", "whole numbers and a smaller unit"),
        ("1,5h", "whole numbers and a smaller unit"),
        ("30m1h", "large units to small"),
        ("1h1h", "each of them once"),
        ("1h 30m", "leave out the spaces"),
        ("1h\n", "leave out the spaces"),
        ("1234567890s", "at most 9 digits"),
        ("1d1234567890s", "at most 9 digits"),
        ("999999999w", "too long"),
    ],
)
def test_what_is_not_a_duration_is_answered_with_an_example(text, words):
    answer = message(Duration.parse, text)
    assert words in answer
    assert "as in" in answer


@given(durations)
def test_a_printed_duration_reads_as_the_same_duration(duration):
    assert Duration.parse(str(duration)) == duration


@given(durations, durations)
def test_durations_are_ordered_by_length(one, other):
    assert (one < other) == (one.seconds < other.seconds)


# Dates


@given(st.dates())
def test_an_iso_date_is_read(day):
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("20260331", "year-month-day"),
        ("2026-W14-2", "year-month-day"),
        ("2026-3-31", "year-month-day"),
        ("31.3.2026", "year-month-day"),
        ("2026-03-31T00:00", "year-month-day"),
        ("2026-02-29", "not a day of the calendar"),
        ("0000-01-01", "not a day of the calendar"),
    ],
)
def test_what_is_not_a_date_is_answered_with_an_example(text, words):
    answer = message(parse_date, text)
    assert words in answer
    assert "2026-03-31" in answer


def test_a_leap_day_is_a_day():
    assert parse_date("2028-02-29") == date(2028, 2, 29)


# Suggestions


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("pyaments", "payments"),
        ("PAYMENTS", "payments"),
        ("Email", "e-Mail"),
        ("zzz", None),
        ("", None),
        ("payments" * 1000, None),
    ],
)
def test_the_nearest_candidate_is_suggested_in_its_own_spelling(word, nearest):
    assert did_you_mean(word, {"payments", "e-Mail", "archive"}) == nearest


def test_nothing_is_suggested_out_of_nothing():
    assert did_you_mean("payments", []) is None


@given(st.permutations(["mail-a", "mail-b", "mail-c", "MAIL-A"]))
def test_a_suggestion_does_not_depend_on_the_order_of_the_candidates(candidates):
    assert did_you_mean("mail-", candidates) == did_you_mean("mail-", sorted(candidates))


# Any text at all


@pytest.mark.parametrize("parse", PARSERS)
@settings(deadline=None)  # the first schedule reads the names of all zones
@given(text=near_misses)
def test_a_text_is_a_value_or_an_invalid_value(parse, text):
    answer = ""
    try:
        parse(text)
    except InvalidValue as problem:
        answer = str(problem)
    assert answer.isprintable()
    assert len(answer) < 400


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize(
    "part", ["9", "1h", " ", "Mon,", "a;", "x", "1.", "Mon 08:00-09:00 ", "Mon 08:00-09:00 UTC;"]
)
def test_a_text_of_a_million_characters_is_refused_at_once(parse, part):
    text = part * (1_000_000 // len(part))
    began = perf_counter()
    assert len(message(parse, text)) < 400
    assert perf_counter() - began < 1
