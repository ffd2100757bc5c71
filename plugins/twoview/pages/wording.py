"""Values and relations in the words that a reader would use."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from twoview.language import _, later
from twoview.model import (
    DEFAULT_PRIORITIES,
    Capacity,
    Charge,
    Commitments,
    Group,
    Hours,
    Requirement,
    Timing,
)
from twoview.values import Duration, Schedule, Share, day_in_words

MONTH_DAYS = 30
_DAYS: Mapping[str, int] = {"month": MONTH_DAYS, "quarter": 3 * MONTH_DAYS, "year": 365}

# The texts of a mapping are shown by `_(text)`, in the language that is spoken then.
LABELS: Mapping[str, str] = {
    "availability": later("Available"),
    "respond_within": later("Answer"),
    "restore_within": later("Working again"),
    "recovery_time": later("Back after a disaster"),
    "recovery_point": later("Lost after a disaster"),
    "change_within": later("Changes made"),
    "capacity": later("Room for"),
}
TECHNICAL_LABELS: Mapping[str, str] = {
    "availability": later("Availability"),
    "respond_within": later("Respond within"),
    "restore_within": later("Restore within"),
    "recovery_time": later("Recovery time"),
    "recovery_point": later("Recovery point"),
    "change_within": later("Change within"),
    "capacity": later("Capacity"),
}
TARGET_LABELS: Mapping[str, str] = {**TECHNICAL_LABELS, "maintenance": later("Maintenance")}
AUDIENCES: Mapping[str, str] = {
    "external": later("For customers outside"),
    "internal": later("For the business"),
    "supporting": later("Behind other services"),
}
STATUSES: Mapping[str, str] = {
    "proposed": later("Proposed: not in use yet"),
    "live": later("In use"),
    "retiring": later("On its way out"),
    "retired": later("Not in use any more"),
}


day = day_in_words


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def downtime(share: Share, period: str) -> Duration:
    """Return how long something may be down in a period, rounded to the second.

    A month is 30 days and a quarter three of them, a year is 365 days.
    """
    return Duration(round((1 - share.value) * _DAYS[period] * 86400))


def timings(timing: Timing) -> list[tuple[str, Duration]]:
    """Return durations by priority; a plain one stands alone under an empty name."""
    return [("", timing)] if isinstance(timing, Duration) else list(timing.items())


def timing(value: Timing) -> str:
    """Return `4 hours` or `P1 in 1 hour, P2 in 4 hours`."""
    return ", ".join(
        _("{priority} in {time}", priority=name, time=each.words()) if name else each.words()
        for name, each in timings(value)
    )


def short_timing(value: Timing, *, in_hours: bool = False) -> str:
    """Return `4h` or `P1 1h, P2 4h`; in hours, two days and two hours are `50h`."""
    written = Duration.in_hours if in_hours else str
    return ", ".join(f"{name} {written(each)}".strip() for name, each in timings(value))


def most_urgent(value: Timing | None, priorities: Sequence[str]) -> int | None:
    """Return the seconds that hold for the most urgent priority; None where nothing is stated."""
    if not value:
        return None
    ranks = {name: rank for rank, name in enumerate(priorities)}
    _name, time = min(timings(value), key=lambda each: ranks.get(each[0], len(ranks)))
    return time.seconds


def hours(value: Hours | None) -> str:
    """Return a schedule in words; a name without a schedule stays as it is."""
    if value is None:
        return ""
    return value.schedule.words() if value.schedule else value.text


def charge(value: Charge | None, currency: str | None) -> str:
    """Return `EUR 1,200 a month`."""
    if value is None:
        return ""
    return _(_PER[value.per], amount=value.amount.words(currency or "").strip())


_PER: Mapping[str, str] = {"month": later("{amount} a month"), "year": later("{amount} a year")}


def monthly(total: Fraction, currency: str | None) -> str:
    """Return a monthly amount, rounded half up to whole cents."""
    cents = int(total * 100 + Fraction(1, 2))
    return f"{currency or ''} {cents // 100:,}.{cents % 100:02d}".strip()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one promise stands: its verdict in a customer's words, and what can be kept instead."""

    verdict: str
    words: str
    instead: str = ""
    accepted: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise in a customer's words: Available, 99.9% of the time, at most 43 minutes."""

    metric: str
    label: str
    value: str
    note: str = ""
    parts: Sequence[tuple[str, str]] = ()
    """The value by priority, where it differs by priority."""
    standings: Sequence[tuple[str, Standing]] = ()
    """How it stands by priority; alone under an empty name where it stands alike for all."""


def promised(
    commitments: Commitments, priorities: Collection[str] = DEFAULT_PRIORITIES
) -> list[Promise]:
    """Return what is promised in a customer's words, in the order of the metrics.

    Of the priorities of the catalog, those are named that are promised different values.
    """
    stated = [metric for metric in LABELS if getattr(commitments, metric) is not None]
    rows = [_promise(metric, commitments, priorities) for metric in stated]
    if commitments.support_hours:
        help_hours = hours(commitments.support_hours)
        rows.insert(0, Promise("support_hours", _("Help is there"), help_hours))
    if commitments.hours and not CLOCKED.isdisjoint(stated):
        rows.insert(0, Promise("hours", _("Time counts"), hours(commitments.hours)))
    return rows


CLOCKED = frozenset({"respond_within", "restore_within"})
"""The metrics whose time runs in the hours of the promise only."""


def is_working_time(metric: str, counted: Schedule | None) -> bool:
    """Whether a duration is of working hours, of which a day has fewer than 24."""
    return metric in CLOCKED and counted is not None and not counted.always


def for_all(values: Mapping[str, Duration], priorities: Collection[str]) -> Timing:
    """Return the one value that all priorities of a catalog have, else the values by priority."""
    same = set(values.values())
    return same.pop() if len(same) == 1 and values.keys() >= set(priorities) else values


def _promise(metric: str, commitments: Commitments, priorities: Collection[str]) -> Promise:
    stated = getattr(commitments, metric)
    counted = commitments.hours.schedule if commitments.hours else None
    if isinstance(stated, Mapping):
        stated = for_all(stated, priorities)
    if isinstance(stated, Mapping):
        parts = [(name, value(metric, each, counted)) for name, each in stated.items()]
        return Promise(metric, _(LABELS[metric]), timing(stated), parts=parts)
    period = commitments.availability_period or "month"
    note = lost(stated, period) if isinstance(stated, Share) else ""
    return Promise(metric, _(LABELS[metric]), value(metric, stated, counted), note)


def value(
    metric: str, promised: Share | Duration | Capacity, counted: Schedule | None = None
) -> str:
    """Return a promised value in a customer's words: `99.9% of the time`, `within 4 hours`."""
    if isinstance(promised, Share):
        return _("{share} of the time", share=promised)
    if isinstance(promised, Capacity):
        return str(promised)
    time = promised.hours_in_words() if is_working_time(metric, counted) else promised.words()
    if metric == "recovery_point":
        return _("at most {time} of work", time=time)
    return _("within {time}", time=time)


def lost(share: Share, period: str) -> str:
    """Return `at most 43 minutes a month without it`."""
    time = downtime(share, period)
    if not time.seconds:
        return _("never without it")
    return _(_LOST[period], time=time.rough().words())


_LOST: Mapping[str, str] = {
    "month": later("at most {time} a month without it"),
    "quarter": later("at most {time} a quarter without it"),
    "year": later("at most {time} a year without it"),
}


def figure(commitments: Commitments, metric: str) -> str:
    """Return a figure as engineers write it, empty where it is not stated.

    Where the clock does not run around the clock, a time of it is written in hours.
    """
    value = getattr(commitments, metric)
    if value is None:
        return ""
    if metric == "availability":
        period = commitments.availability_period
        return _(_MEASURED[period], share=value) if period in _MEASURED else str(value)
    if metric == "capacity":
        return str(value)
    counted = commitments.hours.schedule if commitments.hours else None
    return short_timing(value, in_hours=is_working_time(metric, counted))


_MEASURED: Mapping[str | None, str] = {
    "quarter": later("{share} a quarter"),
    "year": later("{share} a year"),
}


def entry(value: Requirement | Group) -> str:
    """Return how an entry of `requires` matters: `needed`, `runs worse without it`, `1 of 2`."""
    if isinstance(value, Group):
        return _("{need} of {total} needed", need=value.need, total=len(value.any_of))
    return _("runs worse without it") if value.failure == "degrades" else _("needed")
