"""One window of a weekly schedule: days, hours and the zone that they are meant in."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self
from zoneinfo import available_timezones

from twoview.language import _, later
from twoview.values.intervals import DAY
from twoview.values.wording import InvalidValue, did_you_mean, quoted

DAYS = (
    *(later("Mon"), later("Tue"), later("Wed"), later("Thu"), later("Fri"), later("Sat")),
    later("Sun"),
)
EXAMPLE = "Mon-Fri 08:00-18:00 Europe/Helsinki"

_HOURS = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
_LONG_DASH = re.compile("[–—]")
_LONGEST_DAYS = 100


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Days (0 is Monday) from a start to a later end, in minutes of the day, in an IANA zone."""

    days: tuple[int, ...]
    start: int
    end: int
    zone: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read text like Mon-Fri 08:00-18:00 Europe/Helsinki; raise InvalidValue otherwise."""
        if _LONG_DASH.search(text):
            raise InvalidValue(f"{quoted(text)} has a long dash: write a hyphen, as in {EXAMPLE}")
        parts = text.split(maxsplit=3)
        if len(parts) == 2 and _HOURS.fullmatch(parts[1]):
            raise InvalidValue(f"{quoted(text)} lacks a time zone, as in {EXAMPLE}")
        if len(parts) != 3:
            raise InvalidValue(
                f"{quoted(text)} is not days, hours and a time zone, as in {EXAMPLE}"
            )
        days, (start, end), zone = _days(parts[0]), _hours(parts[1]), _zone(parts[2])
        if end <= start:
            night = _over_midnight(days, start, end, zone)
            raise InvalidValue(f"{quoted(text)} does not end after it starts: write {night}")
        return cls(days, start, end, zone)

    def __str__(self) -> str:
        return f"{_span(self.days, self.start, self.end)} {self.zone}"

    def words(self) -> str:
        """Return days and hours for a sentence, without the zone: "Mon–Fri 08:00–18:00"."""
        runs = ",".join(_run_words(first, last) for first, last in _runs(self.days))
        return f"{runs} {_clock(self.start)}–{_clock(self.end)}"


def _days(text: str) -> tuple[int, ...]:
    if len(text) > _LONGEST_DAYS:
        raise InvalidValue(f"{quoted(text)} is too long for days, as in Mon-Wed,Fri")
    return tuple(sorted({day for part in text.split(",") for day in _day_range(part)}))


def _day_range(text: str) -> list[int]:
    """Return the days of a part like Mon or Fri-Mon, which runs over the weekend."""
    first, dash, last = text.partition("-")
    start, end = _day(first), _day(last if dash else first)
    if dash and start == end:
        raise InvalidValue(f"{quoted(text)} is one day: write {first}, or Mon-Sun for every day")
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]


def _day(name: str) -> int:
    if name not in DAYS:
        nearest = did_you_mean(name, DAYS)
        hint = f"did you mean {nearest}?" if nearest else f"write {', '.join(DAYS)}"
        raise InvalidValue(f"{quoted(name)} is not a day: {hint} (as in Mon-Fri or Mon,Wed)")
    return DAYS.index(name)


def _hours(text: str) -> tuple[int, int]:
    match = _HOURS.fullmatch(text)
    if match is None:
        raise InvalidValue(f"{quoted(text)} is not hours: write two digits each, as in 08:00-18:00")
    hour, minute, to_hour, to_minute = map(int, match.groups())
    start, end = hour * 60 + minute, to_hour * 60 + to_minute
    if max(minute, to_minute) > 59 or end > DAY:
        raise InvalidValue(f"{quoted(text)} is not on the clock: write 00:00 to 24:00")
    if start == DAY:
        raise InvalidValue(f"{quoted(text)} starts at 24:00, which can only end a day: write 00:00")
    return start, end


@cache
def _zones() -> frozenset[str]:
    # These two mean something else on every machine, or nothing.
    return frozenset(available_timezones() - {"localtime", "Factory"})


def _zone(name: str) -> str:
    if name not in _zones():
        nearest = did_you_mean(name, _zones())
        hint = f"did you mean {nearest}?" if nearest else "write one like Europe/Helsinki or UTC"
        raise InvalidValue(f"{quoted(name)} is not a time zone: {hint}")
    return name


def _over_midnight(days: tuple[int, ...], start: int, end: int, zone: str) -> str:
    """Return the windows that say the night from these days into the following ones."""
    evening = Window(days, start, DAY, zone)
    morning = Window(tuple(sorted((day + 1) % 7 for day in days)), 0, end, zone)
    return f"{evening}; {morning}" if end else str(evening)


# A catalog has few windows, and every finding writes some of them again.
@lru_cache(maxsize=4_096)
def _span(days: tuple[int, ...], start: int, end: int) -> str:
    runs = ",".join(_run_text(first, last) for first, last in _runs(days))
    return f"{runs} {_clock(start)}-{_clock(end)}"


def _runs(days: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the first and last day of each unbroken stretch; one may run over the weekend."""
    firsts = [day for day in days if (day - 1) % 7 not in days]
    lasts = [day for day in days if (day + 1) % 7 not in days]
    if firsts and lasts[0] < firsts[0]:
        lasts.append(lasts.pop(0))
    return list(zip(firsts, lasts, strict=True)) or [(0, 6)]


def _run_text(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"


def _run_words(first: int, last: int) -> str:
    days = (_(DAYS[first]),) if first == last else (_(DAYS[first]), _(DAYS[last]))
    return "–".join(days)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
