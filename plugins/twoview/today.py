"""The day that counts as today where nobody names one."""

from datetime import UTC, date, datetime


def utc_today() -> date:
    """Return the current date in UTC, so that one commit means the same on every machine."""
    return datetime.now(UTC).date()
