"""Calendar days."""

import re
from datetime import date

from twoview.language import _, later
from twoview.values.wording import InvalidValue, quoted

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_date(text: str) -> date:
    """Return the day that an ISO text like 2026-03-31 names; raise InvalidValue for any other."""
    if not _DATE.fullmatch(text):
        raise InvalidValue(f"{quoted(text)} is not a date: write year-month-day, as in 2026-03-31")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidValue(
            f"{quoted(text)} is not a day of the calendar: write one that is, as in 2026-03-31"
        ) from None


def day_in_words(day: date) -> str:
    """Return a day as people write it: 12 March 2026."""
    month = _(_MONTHS[day.month - 1])
    return _("{day} {month} {year}", day=day.day, month=month, year=day.year)


def month_in_words(day: date) -> str:
    """Return the month of a day: March 2026."""
    return _("{month} {year}", month=_(_MONTHS[day.month - 1]), year=day.year)


# Not by strftime, whose names follow the locale of the machine.
_MONTHS = (
    *(later("January"), later("February"), later("March"), later("April"), later("May")),
    *(later("June"), later("July"), later("August"), later("September"), later("October")),
    *(later("November"), later("December")),
)
