"""Well-shaped data made into entities: each field is read by the reader under its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from twoview.model import (
    KINDS,
    Capacity,
    Charge,
    Commitments,
    Contract,
    Engagement,
    Entity,
    Entry,
    Group,
    Hours,
    Link,
    Origin,
    Requirement,
    Timing,
    Waiver,
)
from twoview.values import Duration, Money, Schedule, Share, parse_date

Reader = Callable[[Any], Any]


class Builder:
    """Builds entities; the catalog's schedules give names to hours."""

    def __init__(self, schedules: Mapping[str, Schedule]) -> None:
        """Take the schedules by name."""
        self._schedules = schedules
        self._readers: dict[str, Reader] = {
            **dict.fromkeys(("hours", "maintenance", "support_hours"), self._hours),
            **dict.fromkeys(("respond_within", "restore_within"), _timing),
            **dict.fromkeys(_DURATIONS, Duration.parse),
            **dict.fromkeys(("reviewed", "recovery_tested", "until", "as_of"), parse_date),
            **dict.fromkeys(("cost", "price"), _charge),
            **dict.fromkeys(_TUPLES, tuple),
            **dict.fromkeys(("commitments", "targets"), self._make(Commitments)),
            "availability": Share.parse,
            "capacity": _capacity,
            "requires": _each(_entry),
            "accepts": _each(self._make(Waiver)),
            "links": _each(self._make(Link)),
            "contract": self._make(Contract),
            "schedules": _values(Schedule.parse),
        }
        engagements = _each(self._make(Engagement))
        self._of_service = {**self._readers, "customers": engagements}

    def entity(self, kind: str, data: Mapping[str, Any], origin: Origin) -> Entity:
        """Return the entity that well-shaped data describes; what is left out takes its default."""
        readers = self._of_service if kind == "Service" else self._readers
        values = {"name": data.get("id", "Catalog"), **_read(data, readers)}
        values.pop("kind", None)
        return KINDS[kind](origin=origin, **values)

    def _make(self, cls: Callable[..., Any]) -> Reader:
        return lambda data: cls(**_read(data, self._readers))

    def _hours(self, text: str) -> Hours:
        if ":" in text or text == "24x7":
            return Hours(text, Schedule.parse(text))
        return Hours(text, self._schedules.get(text))


_DURATIONS = (
    "change_within",
    "recovery_time",
    "recovery_point",
    "review_every",
    "contract_notice",
)
_TUPLES = (
    *("customers", "outcomes", "tags", "synonyms", "formerly"),
    *("failure_domains", "priorities", "vocabulary"),
)


def _read(data: Mapping[str, Any], readers: Mapping[str, Reader]) -> dict[str, Any]:
    return {
        name: readers[name](value) if name in readers else value
        for name, value in data.items()
        if not name.startswith("x-")
    }


def _each(read: Reader) -> Reader:
    return lambda items: tuple(read(item) for item in items)


def _values(read: Reader) -> Reader:
    return lambda mapping: {name: read(value) for name, value in mapping.items()}


def _timing(value: str | Mapping[str, str]) -> Timing:
    if isinstance(value, str):
        return Duration.parse(value)
    return {priority: Duration.parse(text) for priority, text in value.items()}


def _charge(data: Mapping[str, Any]) -> Charge:
    return Charge(Money.parse(data["amount"]), data["per"])


def _capacity(data: Mapping[str, Any]) -> Capacity:
    return Capacity(Fraction(data["amount"]), data["unit"])


def _entry(data: str | Mapping[str, Any]) -> Entry:
    if isinstance(data, str):
        return Requirement(id=data)
    share = Fraction(data.get("share", 1))
    if "any_of" in data:
        return Group(any_of=tuple(data["any_of"]), need=data.get("need", 1), share=share)
    return Requirement(id=data["id"], failure=data.get("failure", "stops"), share=share)
