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
