"""Values as JSON data, in the form in which an author writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from twoview.model import Engagement, Hours, Requirement
from twoview.values import Duration, Money, Schedule, Share, grouped


def written(value: Any) -> Any:
    """Return a value as JSON data, None for an empty one: "99.9%", "4h", lists and maps.

    Amounts are numbers where they are whole, else texts. What is at its default is left out.
    """
    return None if value in ("", (), {}) else _data(value)


def _data(value: Any) -> Any:
    if form := _FORMS.get(type(value)):
        return form(value)
    if is_dataclass(value):
        return _stated(value)
    if isinstance(value, Mapping):
        return {name: _data(each) for name, each in value.items()}
    return [_data(each) for each in value] if isinstance(value, tuple) else value


def _stated(value: Any) -> dict[str, Any]:
    given = ((each, getattr(value, each.name)) for each in fields(value))
    return {each.name: _data(held) for each, held in given if held != _default(each)}


def _default(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default


def _amount(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else grouped(value).replace(",", "")


def _requirement(value: Requirement) -> Any:
    stated = _stated(value)
    return stated if len(stated) > 1 else value.id


_FORMS: Mapping[type, Callable[[Any], Any]] = {
    **dict.fromkeys((Share, Duration, Schedule), str),
    Hours: lambda value: value.text,
    Money: lambda value: str(value) if value.cents % 100 else value.cents // 100,
    Fraction: _amount,
    date: date.isoformat,
    Requirement: _requirement,
    # An author has to write the relationship, even the usual one.
    Engagement: lambda value: {
        "id": value.id,
        "relationship": value.relationship,
        **_stated(value),
    },
}
