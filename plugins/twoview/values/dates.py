"""Calendar days."""

import re
from datetime import date

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
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """Return the month of a day: March 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


# Not by strftime, whose names follow the locale of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
