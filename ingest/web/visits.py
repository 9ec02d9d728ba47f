"""What is new since the last visit: a cookie with the highest article number seen, and nothing else."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

COOKIE = "ingest-seen"
# A visit ends after half an hour without a page: until then what was new stays marked as new.
_VISIT = 30 * 60


@dataclass(frozen=True, slots=True)
class Visit:
    """Articles numbered above `seen` are new; `cookie` is what the browser keeps."""

    seen: int
    is_first: bool
    cookie: str


def visit(cookie: str | None, newest: int, now: float | None = None) -> Visit:
    """Read the cookie of the last visit and write this one's."""
    now = time.time() if now is None else now
    match = re.fullmatch(r"(\d{1,18})\.(\d{1,18})\.(\d{1,12})", cookie or "")
    if match is None:
        return Visit(newest, True, f"{newest}.{newest}.{now:.0f}")
    before, last, at = (int(part) for part in match.groups())
    seen = last if now - at > _VISIT else before
    return Visit(seen, False, f"{seen}.{newest}.{now:.0f}")
