"""What did not work, so that it can be seen and tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlite_utils import Database

from ingest.store.addresses import host_of, strip_credentials
from ingest.store.clock import later

# A page that did not arrive is tried again after these waits; then it waits for `--retry-failed`.
FETCH_WAITS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))


def write_failure(
    db: Database, url: str, stage: str, reason: str, *, at: str, run: int | None, source: int | None = None,
    status: int | None = None, retry_at: datetime | None = None,
) -> None:  # fmt: skip
    """One row a URL: the newest reason, how often, since when, and when it is tried again."""
    url = strip_credentials(url)
    row = db.conn.execute("SELECT attempts FROM failures WHERE url = ?", (url,)).fetchone()
    attempts = (row[0] if row else 0) + 1
    next_try = retry_at.isoformat(timespec="seconds") if retry_at else _next_try(stage, status, attempts, at)
    db.conn.execute(
        "INSERT INTO failures (url, host, stage, reason, status, attempts, first_at, last_at, next_try_at,"
        " source_id, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET"
        " stage = excluded.stage, reason = excluded.reason, status = excluded.status,"
        " attempts = excluded.attempts, last_at = excluded.last_at, next_try_at = excluded.next_try_at,"
        " source_id = coalesce(excluded.source_id, source_id), run_id = excluded.run_id",
        (url, host_of(url), stage, reason, status, attempts, at, at, next_try, source, run),
    )


def resolve(db: Database, *urls: str | None) -> None:
    """A later success takes the failure away."""
    gone = list({strip_credentials(url) for url in urls if url})
    db.conn.execute(f"DELETE FROM failures WHERE url IN ({', '.join('?' * len(gone))})", gone)


def _next_try(stage: str, status: int | None, attempts: int, at: str) -> str | None:
    """Only what time may heal is tried again by itself: not a missing page, not a page without an article."""
    is_final = stage != "fetch" or (
        status is not None and 400 <= status < 500 and status not in (408, 425, 429)
    )
    if is_final or attempts > len(FETCH_WAITS):
        return None
    return later(at, FETCH_WAITS[attempts - 1])


def is_web_address(url: str) -> bool:
    """Whether the failure can be fetched again at all."""
    return urlsplit(url).scheme in ("http", "https")
