"""Exact values as an author writes them: shares, durations, schedules, money, dates."""

from twoview.values.dates import day_in_words, month_in_words, parse_date
from twoview.values.duration import Duration
from twoview.values.money import Money
from twoview.values.number import grouped
from twoview.values.schedule import REFERENCE_WEEKS, Schedule
from twoview.values.share import Share
from twoview.values.window import Window
from twoview.values.wording import InvalidValue, did_you_mean

__all__ = [
    "REFERENCE_WEEKS",
    "Duration",
    "InvalidValue",
    "Money",
    "Schedule",
    "Share",
    "Window",
    "day_in_words",
    "did_you_mean",
    "grouped",
    "month_in_words",
    "parse_date",
]
