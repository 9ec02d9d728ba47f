"""Dates as people type them into `--since` and `--until`: "2026-11-22", "2026-11", "7d", "yesterday"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AGO = re.compile(r"(\d+)\s*(m|h|d|w)(?:in|our|ay|eek)?s?(?:\s+ago)?")


def first_moment(text: str, now: datetime | None = None) -> datetime:
    """The moment at which the named time begins, in UTC. Raises ValueError for what is no date."""
    return _span(text, now)[0]


def last_moment(text: str, now: datetime | None = None) -> datetime:
    """The moment at which the named time is over: the next midnight for a day. Raises ValueError."""
    return _span(text, now)[1]


def _span(text: str, now: datetime | None) -> tuple[datetime, datetime]:
    try:
        return _meant(text, now)
    except (ValueError, OverflowError):
        raise ValueError(
            f'"{text}" is no date: say 2026-11-22, 2026-11, 7d, 12h, today or yesterday'
        ) from None


def _meant(text: str, now: datetime | None) -> tuple[datetime, datetime]:
    now = now or datetime.now(UTC)
    text = text.strip().lower()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if text == "now":
        return now, now
    if text in ("today", "yesterday"):
        day = midnight - timedelta(days=text == "yesterday")
        return day, day + timedelta(days=1)
    if ago := _AGO.fullmatch(text):
        moment = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        return moment, moment
    if year := re.fullmatch(r"(\d{4})", text):
        return datetime(int(year[1]), 1, 1, tzinfo=UTC), datetime(int(year[1]) + 1, 1, 1, tzinfo=UTC)
    if month := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        first = datetime(int(month[1]), int(month[2]), 1, tzinfo=UTC)
        return first, (first + timedelta(days=32)).replace(day=1)
    return _written_out(text)


def _written_out(text: str) -> tuple[datetime, datetime]:
    moment = datetime.fromisoformat(text.upper())
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    is_day = re.fullmatch(r"\d{4}-?\d{2}-?\d{2}|\d{4}-?w\d{2}(-?\d)?", text) is not None
    return moment, moment + timedelta(days=1) if is_day else moment
