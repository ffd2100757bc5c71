"""Lengths of time in whole seconds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from twoview.language import n_
from twoview.values.wording import InvalidValue, quoted

_WEEK = 604_800
_UNITS = {"d": (86_400, "day"), "h": (3_600, "hour"), "m": (60, "minute"), "s": (1, "second")}
_SIZES = {"w": _WEEK, **{letter: size for letter, (size, _) in _UNITS.items()}}
_WRITTEN = re.compile("".join(f"(?:(?P<{letter}>[0-9]{{1,9}}){letter})?" for letter in _SIZES))
# Whatever can be read can be printed and read again, with nine digits of days.
_END = 10**9 * 86_400
_ADVICE = (
    (re.compile(r"[0-9]+"), "its unit is missing (w, d, h, m or s)"),
    (re.compile(r"(?:[0-9]+[wdhms])*[0-9]{10,}[wdhms].*", re.DOTALL), "use at most 9 digits"),
    (re.compile(r"(?:[0-9]+[wdhms])+"), "go from large units to small, each of them once"),
    (re.compile(r"(?:[0-9]+[wdhmsWDHMS])+"), "units are small letters"),
    (re.compile(r"(?:[0-9]+[wdhms]\s*)+"), "leave out the spaces"),
    (re.compile(r"[0-9]*[.,][0-9]+[wdhms]"), "use whole numbers and a smaller unit"),
)


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A length of time in seconds, 0 or more; a day is 24 hours."""

    seconds: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read whole numbers with units, like 90s, 1h30m or 2w; raise InvalidValue otherwise."""
        match = _WRITTEN.fullmatch(text)
        if not text or match is None:
            raise InvalidValue(
                f"{quoted(text)} is not a duration: {_advice(text)}, as in 15m, 4h or 1h30m"
            )
        seconds = sum(_SIZES[unit] * int(number or 0) for unit, number in match.groupdict().items())
        if seconds >= _END:
            raise InvalidValue(f"{quoted(text)} is too long: write at most 999999999d, as in 90d")
        return cls(seconds)

    def __str__(self) -> str:
        return _written(self.seconds)

    def words(self) -> str:
        """Return the duration for a sentence, like "1 hour 30 minutes"."""
        counted = (_COUNTED[unit](count, str(count)) for count, unit in _parts(self.seconds))
        return " ".join(counted) or _COUNTED["second"](0, "0")

    def rough(self) -> Self:
        """Return the duration cut to its two largest units, as people say it; never longer."""
        for unit, finer in ((86400, 3600), (3600, 60)):
            if self.seconds >= unit:
                return type(self)(self.seconds // finer * finer)
        return type(self)(self.seconds // 60 * 60 or self.seconds)

    def in_hours(self) -> str:
        """Return hours, minutes and seconds, like 68h: a day of work has fewer than 24 hours."""
        hours, rest = divmod(self.seconds, 3600)
        return f"{hours}h" * bool(hours) + str(type(self)(rest)) * bool(rest or not hours)

    def hours_in_words(self) -> str:
        """Return hours, minutes and seconds for a sentence, like "68 hours 30 minutes"."""
        hours, rest = divmod(self.seconds, 3600)
        parts = [_COUNTED["hour"](hours, f"{hours:,}")] * bool(hours)
        return " ".join([*parts, *[type(self)(rest).words()] * bool(rest or not hours)])


_COUNTED: Mapping[str, Callable[[int, str], str]] = {
    "week": lambda number, count: n_("{count} week", "{count} weeks", number, count=count),
    "day": lambda number, count: n_("{count} day", "{count} days", number, count=count),
    "hour": lambda number, count: n_("{count} hour", "{count} hours", number, count=count),
    "minute": lambda number, count: n_("{count} minute", "{count} minutes", number, count=count),
    "second": lambda number, count: n_("{count} second", "{count} seconds", number, count=count),
}
"""What says a number of each unit, given also as it is written."""


# A catalog has few durations, and every finding writes some of them again.
@lru_cache(maxsize=4_096)
def _written(seconds: int) -> str:
    return "".join(f"{count}{unit[0]}" for count, unit in _parts(seconds)) or "0s"


def _parts(seconds: int) -> list[tuple[int, str]]:
    """Return how many of which unit, large to small, without those there are none of."""
    if seconds and seconds % _WEEK == 0:
        return [(seconds // _WEEK, "week")]
    parts, rest = [], seconds
    for size, unit in _UNITS.values():
        count, rest = divmod(rest, size)
        parts.append((count, unit))
    return [part for part in parts if part[0]]


def _advice(text: str) -> str:
    fitting = (advice for form, advice in _ADVICE if form.fullmatch(text))
    return next(fitting, "write whole numbers with the units w, d, h, m or s")
