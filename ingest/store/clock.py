"""Times as the library writes them: ISO 8601 text in UTC, which sorts as it reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """This moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def utc(moment: datetime) -> str:
    """A moment in UTC; a naive one is taken as UTC, the best guess where a page gives no offset."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.isoformat(timespec="seconds")


def later(moment: str, delay: timedelta) -> str:
    """A stored moment, moved by `delay`."""
    return (datetime.fromisoformat(moment) + delay).isoformat(timespec="seconds")
