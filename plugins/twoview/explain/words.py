"""Figures and names as an explanation writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from twoview.model import Capacity, Period
from twoview.promises.made import Promise
from twoview.promises.turnaround import NEVER
from twoview.values import Duration, Share, grouped

DECIMALS = 6
"""How many decimals of a percentage are shown; the rest is cut."""

METRICS: Mapping[str, str] = {
    "availability": "Availability",
    "respond_within": "Respond",
    "restore_within": "Restore",
    "recovery_time": "Recovery time",
    "recovery_point": "Recovery point",
    "change_within": "Change",
    "capacity": "Capacity",
}
# A month of 30 days, a quarter of three of them, and a year of 365 days, in seconds.
_SECONDS: Mapping[Period, int] = {
    "month": 30 * 86400,
    "quarter": 90 * 86400,
    "year": 365 * 86400,
}
_CLOCKED = ("respond_within", "restore_within")


def percent(share: Fraction, decimals: int = DECIMALS) -> str:
    """Return a share as a percentage cut to some decimals, so that it never looks better.

    >>> percent(Fraction("0.99940005")), percent(Fraction(2, 3))
    ('99.940005%', '66.666666%')
    """
    shown = Share(share).down_to(decimals).value
    if share and not shown:
        return f"less than {Share(Fraction(1, 100 * 10**decimals))}"
    return str(Share(shown))


def lost(share: Fraction, period: Period = "month") -> str:
    """Return how long something is down in a period, in words; a month has 30 days."""
    seconds = round((1 - share) * _SECONDS[period])
    return Duration(seconds).rough().words() if seconds else "no time"


def label(promise: Promise) -> str:
    """Return the name of what is promised, with its priority."""
    return f"{METRICS[promise.metric]} {promise.priority or ''}".rstrip()


def promised(promise: Promise) -> str:
    """Return the value of a promise, as short as it can be."""
    value = promise.value
    if isinstance(value, Capacity):
        return str(value)
    if isinstance(value, Share):
        return str(value) if promise.period == "month" else f"{value} a {promise.period}"
    return _duration(promise, value.seconds)


def achieved(promise: Promise, figure: Fraction | int | None) -> str:
    """Return a figure in the form of the promise that it stands against, "unknown" for none."""
    if figure is None or figure == NEVER:
        return "unknown"
    if isinstance(promise.value, Share):
        return percent(Fraction(figure), max(DECIMALS, promise.value.decimals))
    if isinstance(promise.value, Capacity):
        return grouped(Fraction(figure))
    return _duration(promise, int(figure))


def _duration(promise: Promise, seconds: int) -> str:
    duration = Duration(seconds)
    return duration.in_hours() if promise.metric in _CLOCKED else str(duration)


def listed(texts: Iterable[str]) -> str:
    """Return texts as a sentence lists them: "A, B and C"."""
    found = list(texts)
    return " and ".join([", ".join(found[:-1]), *found[-1:]] if len(found) > 1 else found)


def some(texts: Sequence[str], most: int = 3) -> str:
    """Return the first of some texts, and how many there are beside: "A, B and 5 more"."""
    rest = len(texts) - most
    return listed([*texts[:most], f"{rest} more"]) if rest > 0 else listed(texts)


def either(values: Mapping[str, str]) -> str:
    """Return texts by priority: one for all that are the same, else each with its priority."""
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    return ", ".join(
        f"{text} ({priority})" if priority else text for priority, text in values.items()
    )
