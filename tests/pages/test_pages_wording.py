from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twoview.model import Capacity, Charge, Commitments, Group, Hours, Requirement
from twoview.pages import wording
from twoview.values import Duration, Money, Schedule, Share, grouped

shares = st.fractions(0, 1).map(Share)
durations = st.integers(0, 10**8).map(Duration)

# A month is 30 days, a year 365 days; rounded to the second.
DOWNTIME = {
    "99%": ("7h12m", "3d15h36m"),
    "99.9%": ("43m12s", "8h45m36s"),
    "99.95%": ("21m36s", "4h22m48s"),
    "99.99%": ("4m19s", "52m34s"),
    "99.999%": ("26s", "5m15s"),
}


@pytest.mark.parametrize("share", DOWNTIME)
def test_downtime_is_what_everybody_publishes(share: str) -> None:
    for period, published in zip(("month", "year"), DOWNTIME[share], strict=True):
        assert str(wording.downtime(Share.parse(share), period)) == published


@given(share=shares)
def test_a_quarter_allows_three_months_of_downtime(share: Share) -> None:
    month, quarter = (wording.downtime(share, period) for period in ("month", "quarter"))
    assert abs(quarter.seconds - 3 * month.seconds) <= 2


@given(one=shares, other=shares)
def test_a_higher_share_never_allows_more_downtime(one: Share, other: Share) -> None:
    low, high = sorted((one, other), key=lambda each: each.value)
    assert wording.downtime(high, "month") <= wording.downtime(low, "month")


@given(duration=durations)
def test_a_rough_duration_promises_no_more_than_the_exact_one(duration: Duration) -> None:
    rough = duration.rough()
    assert 0 <= duration.seconds - rough.seconds < max(60, duration.seconds / 12)
    assert len(rough.words().split()) <= 4


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("99.9%", "at most 43 minutes a month without it"),
        ("99%", "at most 7 hours 12 minutes a month without it"),
        ("100%", "never without it"),
        ("0%", "at most 30 days a month without it"),
    ],
)
def test_an_availability_is_told_with_the_time_that_may_be_lost(share: str, words: str) -> None:
    [promise] = wording.promised(Commitments(availability=Share.parse(share)))
    assert (promise.label, promise.value) == ("Available", f"{share} of the time")
    assert promise.note == words


def test_the_time_that_may_be_lost_is_counted_over_the_promised_period() -> None:
    stated = Commitments(availability=Share.parse("99.9%"), availability_period="year")
    assert wording.promised(stated)[0].note == "at most 8 hours 45 minutes a year without it"
    assert wording.figure(stated, "availability") == "99.9% a year"


def test_durations_by_priority_are_told_one_by_one() -> None:
    within = {"P1": Duration.parse("1h"), "P2": Duration.parse("4h30m")}
    [promise] = wording.promised(Commitments(restore_within=within))
    assert promise.label == "Working again"
    assert promise.parts == [("P1", "within 1 hour"), ("P2", "within 4 hours 30 minutes")]
    assert wording.short_timing(within) == "P1 1h, P2 4h30m"


def test_the_hours_in_which_the_clock_runs_stand_beside_what_they_count_for() -> None:
    text = "Mon-Fri 08:00-16:00 Europe/Helsinki"
    hours = Hours(text, Schedule.parse(text))
    stated = Commitments(hours=hours, respond_within=Duration(3600), recovery_time=Duration(86400))
    told = {promise.metric: promise.value for promise in wording.promised(stated)}
    assert told == {
        "hours": wording.hours(hours),
        "respond_within": "within 1 hour",
        "recovery_time": "within 1 day",
    }


def test_working_time_is_never_told_in_days() -> None:
    hours = Hours("Mon-Fri 08:00-18:00 UTC", Schedule.parse("Mon-Fri 08:00-18:00 UTC"))
    stated = Commitments(hours=hours, restore_within=Duration.parse("2d2h30m"))
    assert wording.promised(stated)[-1].value == "within 50 hours 30 minutes"
    around = Commitments(restore_within=Duration.parse("2d2h30m"))
    assert wording.promised(around)[-1].value == "within 2 days 2 hours 30 minutes"
    assert Duration(0).hours_in_words() == "0 seconds"
    assert Duration(3600).hours_in_words() == "1 hour"


def test_nothing_stated_is_nothing_promised() -> None:
    assert wording.promised(Commitments()) == []
    assert wording.hours(None) == ""
    assert wording.charge(None, "EUR") == ""
    assert all(wording.figure(Commitments(), metric) == "" for metric in wording.LABELS)


def test_hours_under_an_unknown_name_keep_the_name() -> None:
    assert wording.hours(Hours("night-shift", None)) == "night-shift"


@pytest.mark.parametrize(
    ("amount", "words"),
    [("400", "400 seats"), ("12000", "12,000 seats"), ("0.5", "0.5 seats")],
)
def test_an_amount_is_told_without_needless_decimals(amount: str, words: str) -> None:
    assert str(Capacity(Fraction(amount), "seats")) == words


@given(amount=st.decimals(1, 10**15, places=6))
def test_no_digit_of_an_amount_is_lost(amount: object) -> None:
    value = Fraction(str(amount))
    assert Fraction(grouped(value).replace(",", "")) == value


def test_money_is_told_with_its_currency_if_there_is_one() -> None:
    charge = Charge(Money.parse("1200.50"), "month")
    assert wording.charge(charge, "EUR") == "EUR 1,200.50 a month"
    assert wording.charge(charge, None) == "1,200.50 a month"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Requirement(id="db"), "needed"),
        (Requirement(id="db", failure="degrades"), "runs worse without it"),
        (Group(any_of=("a", "b", "c"), need=2), "2 of 3 needed"),
    ],
)
def test_an_entry_says_how_much_it_matters(entry: Requirement | Group, words: str) -> None:
    assert wording.entry(entry) == words


def test_priorities_are_named_only_where_they_make_a_difference() -> None:
    day, hour = Duration.parse("1d"), Duration.parse("1h")
    alike = dict.fromkeys(("P1", "P2"), day)
    assert wording.for_all(alike, ("P1", "P2")) == day
    assert wording.for_all(alike, ("P1", "P2", "P3")) == alike
    assert wording.for_all({**alike, "P1": hour}, ("P1", "P2")) == {"P1": hour, "P2": day}
    stated = Commitments(respond_within=dict.fromkeys(("P1", "P2", "P3", "P4"), hour))
    assert [(each.value, each.parts) for each in wording.promised(stated)] == [
        ("within 1 hour", ())
    ]
