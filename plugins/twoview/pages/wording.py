"""Values and relations in the words that a reader would use."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

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
_PERIODS: Mapping[str, tuple[str, int]] = {
    "month": ("a month", MONTH_DAYS),
    "quarter": ("a quarter", 3 * MONTH_DAYS),
    "year": ("a year", 365),
}
LABELS: Mapping[str, str] = {
    "availability": "Available",
    "respond_within": "Answer",
    "restore_within": "Working again",
    "recovery_time": "Back after a disaster",
    "recovery_point": "Lost after a disaster",
    "change_within": "Changes made",
    "capacity": "Room for",
}
TECHNICAL_LABELS: Mapping[str, str] = {
    "availability": "Availability",
    "respond_within": "Respond within",
    "restore_within": "Restore within",
    "recovery_time": "Recovery time",
    "recovery_point": "Recovery point",
    "change_within": "Change within",
    "capacity": "Capacity",
}
RELATIONSHIPS: Mapping[str, str] = {
    "service": "With an agreed service level.",
    "partnership": "As partners with a shared goal.",
    "utility": "Simply there.",
}
AUDIENCES: Mapping[str, str] = {
    "external": "For customers outside",
    "internal": "For the business",
    "supporting": "Behind other services",
}
BOUNDARIES: Mapping[str, str] = {
    "external": "outside the organization",
    "internal": "in the business",
    "it": "in IT",
}
STATUSES: Mapping[str, str] = {
    "proposed": "Proposed: not in use yet",
    "live": "In use",
    "retiring": "On its way out",
    "retired": "Not in use any more",
}


day = day_in_words


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def downtime(share: Share, period: str) -> Duration:
    """Return how long something may be down in a period, rounded to the second.

    A month is 30 days and a quarter three of them, a year is 365 days.
    """
    days = _PERIODS[period][1]
    return Duration(round((1 - share.value) * days * 86400))


def timings(timing: Timing) -> list[tuple[str, Duration]]:
    """Return durations by priority; a plain one stands alone under an empty name."""
    return [("", timing)] if isinstance(timing, Duration) else list(timing.items())


def timing(value: Timing) -> str:
    """Return `4 hours` or `P1 in 1 hour, P2 in 4 hours`."""
    parts = timings(value)
    return ", ".join(f"{name} in {each.words()}" if name else each.words() for name, each in parts)


def short_timing(value: Timing) -> str:
    """Return `4h` or `P1 1h, P2 4h`."""
    return ", ".join(f"{name} {each}".strip() for name, each in timings(value))


def hours(value: Hours | None) -> str:
    """Return a schedule in words; a name without a schedule stays as it is."""
    if value is None:
        return ""
    return value.schedule.words() if value.schedule else value.text


def charge(value: Charge | None, currency: str | None) -> str:
    """Return `EUR 1,200 a month`."""
    if value is None:
        return ""
    return f"{value.amount.words(currency or '').strip()} a {value.per}"


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
        rows.insert(0, Promise("support_hours", "Help is there", hours(commitments.support_hours)))
    if commitments.hours and not CLOCKED.isdisjoint(stated):
        rows.insert(0, Promise("hours", "Time counts", hours(commitments.hours)))
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
        return Promise(metric, LABELS[metric], timing(stated), parts=parts)
    period = commitments.availability_period or "month"
    note = lost(stated, period) if isinstance(stated, Share) else ""
    return Promise(metric, LABELS[metric], value(metric, stated, counted), note)


def value(
    metric: str, promised: Share | Duration | Capacity, counted: Schedule | None = None
) -> str:
    """Return a promised value in a customer's words: `99.9% of the time`, `within 4 hours`."""
    if isinstance(promised, Share):
        return f"{promised} of the time"
    if isinstance(promised, Capacity):
        return str(promised)
    words = promised.hours_in_words() if is_working_time(metric, counted) else promised.words()
    return f"at most {words} of work" if metric == "recovery_point" else f"within {words}"


def lost(share: Share, period: str) -> str:
    """Return `at most 43 minutes a month without it`."""
    time = downtime(share, period)
    if not time.seconds:
        return "never without it"
    return f"at most {time.rough().words()} {_PERIODS[period][0]} without it"


def figure(commitments: Commitments, metric: str) -> str:
    """Return a figure as engineers write it, empty where it is not stated."""
    value = getattr(commitments, metric)
    if value is None:
        return ""
    if metric == "availability":
        period = commitments.availability_period
        return f"{value} a {period}" if period and period != "month" else str(value)
    if metric == "capacity":
        return str(value)
    return short_timing(value)


def entry(value: Requirement | Group) -> str:
    """Return how an entry of `requires` matters: `needed`, `runs worse without it`, `1 of 2`."""
    if isinstance(value, Group):
        return f"{value.need} of {len(value.any_of)} needed"
    return "runs worse without it" if value.failure == "degrades" else "needed"
