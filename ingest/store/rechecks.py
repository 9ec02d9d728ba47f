"""When a story is looked at again, and what its server is told then."""

from __future__ import annotations

from datetime import timedelta

from sqlite_utils import Database

from ingest.store import stories
from ingest.store.addresses import clean_address
from ingest.store.clock import later, now

# Most corrections come within the hour, some the next day, a few within the week; later ones are rare.
RECHECK_AFTER = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))


def next_check(since: str, at: str) -> str | None:
    """When a story that was published or changed at `since` is looked at again; None once it has settled."""
    return next((then for delay in RECHECK_AFTER if (then := later(since, delay)) > at), None)


def checked(db: Database, article_id: int, at: str) -> None:
    """The story was looked at."""
    sql = "SELECT coalesce(published_utc, first_seen_at), changed_at FROM articles WHERE id = ?"
    published, changed = db.conn.execute(sql, (article_id,)).fetchone()
    db.conn.execute(
        "UPDATE articles SET checked_at = ?, next_check_at = ? WHERE id = ?",
        (at, next_check(max(published, changed), at), article_id),
    )


def is_due(db: Database, url: str) -> bool:
    """Whether the address should be fetched: unknown, or its story is up for another look."""
    known = stories.article_at(db, url)
    if known is not None:
        row = db.conn.execute("SELECT next_check_at FROM articles WHERE id = ?", (known,)).fetchone()
        return row[0] is not None and row[0] <= now()
    failed = db.conn.execute("SELECT next_try_at FROM failures WHERE url = ?", (url,)).fetchone()
    return failed is None or (failed[0] is not None and failed[0] <= now())


def due(db: Database, host: str | None, limit: int) -> list[str]:
    """Addresses of stored stories that are up for another look, the longest overdue first.

    A paused source's stories are left alone as the source is.
    """
    sql = (
        "SELECT url FROM articles WHERE next_check_at <= ?1 AND (?2 IS NULL OR host = ?2)"
        " AND coalesce(source_id NOT IN (SELECT id FROM sources WHERE is_paused), 1)"
        " ORDER BY next_check_at LIMIT ?3"
    )
    return [row[0] for row in db.conn.execute(sql, (now(), host, limit))]


def validators(db: Database, url: str) -> dict[str, str]:
    """Headers for a conditional GET of this address."""
    sql = (
        "SELECT etag, last_modified FROM validators WHERE url = ?1 UNION ALL"
        " SELECT p.etag, p.last_modified FROM pages p JOIN articles a ON a.page_id = p.id WHERE"
        " p.url = ?1 LIMIT 1"
    )
    row = db.conn.execute(sql, (clean_address(url),)).fetchone()
    headers = {"If-None-Match": row[0], "If-Modified-Since": row[1]} if row else {}
    return {name: value for name, value in headers.items() if value}


def remember_validators(db: Database, url: str, etag: str | None, last_modified: str | None) -> None:
    """What a feed, sitemap or section answered."""
    db.conn.execute(
        "INSERT INTO validators (url, etag, last_modified, seen_at) VALUES (?, ?, ?, ?) ON CONFLICT (url)"
        " DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, seen_at ="
        " excluded.seen_at",
        (clean_address(url), etag, last_modified, now()),
    )
