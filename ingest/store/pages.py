"""Raw pages, kept compressed so that a better extractor can read them again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from ingest.items import Page
from ingest.store import compression as zstd
from ingest.store.addresses import clean_address, host_of
from ingest.store.clock import utc
from ingest.store.rows import to_json

# Level 6: pages of 110 KB take 1 ms; level 12 saves 3 % more for four times the time.
LEVEL = 6
# What a later reading needs of the response's headers; the rest (cookies, server names) is not kept.
KEPT_HEADERS = frozenset(
    "content-type content-language last-modified etag link x-robots-tag tdm-reservation date age".split()
)

UPSERT = """
INSERT INTO pages (url, requested_url, host, source_id, run_id, fetched_at, status, etag, last_modified,
    content_type,
    encoding, headers, hints, body_hash, body_bytes, dictionary_id, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (url) DO UPDATE SET requested_url = excluded.requested_url,
    source_id = coalesce(excluded.source_id, source_id), run_id = excluded.run_id, fetched_at =
        excluded.fetched_at,
    status = excluded.status, etag = excluded.etag, last_modified = excluded.last_modified,
    content_type = excluded.content_type, encoding = excluded.encoding, headers = excluded.headers,
    hints = excluded.hints, body_hash = excluded.body_hash, body_bytes = excluded.body_bytes,
    dictionary_id = excluded.dictionary_id, body = excluded.body
RETURNING id
"""


def write_page(db: Database, page: Page, *, run: int | None, keep_body: bool = True) -> int:
    """Store what was fetched, one row a URL; the newest body replaces the one before."""
    url = clean_address(page.url)
    host = host_of(url)
    dictionary_id, dictionary = _dictionary(db, host) if keep_body else (None, None)
    headers = page.headers
    row = (
        url,
        clean_address(page.requested_url) if page.requested_url else None,
        host,
        source_id(page),
        run,
        utc(page.fetched_at),
        page.status,
        headers.get("etag"),
        headers.get("last-modified"),
        headers.get("content-type"),
        page.encoding,
        to_json({name: value for name, value in headers.items() if name in KEPT_HEADERS}),
        to_json(page.hints),
        hashlib.sha256(page.body).digest()[:16],
        len(page.body),
        dictionary_id,
        zstd.compress(page.body, LEVEL, zstd_dict=dictionary) if keep_body else None,
    )
    return int(db.conn.execute(UPSERT, row).fetchone()[0])


def read_page(db: Database, row: Mapping[str, Any]) -> Page | None:
    """A stored page as it was fetched; None where its body was not kept. `row` is a row of `pages`."""
    if row["body"] is None:
        return None
    import json

    return Page(
        url=row["url"],
        body=decompress(db, row["body"], row["dictionary_id"]),
        fetched_at=datetime.fromisoformat(row["fetched_at"]).astimezone(UTC),
        status=row["status"],
        headers=json.loads(row["headers"]),
        encoding=row["encoding"],
        requested_url=row["requested_url"],
        source=None if row["source_id"] is None else str(row["source_id"]),
        hints=json.loads(row["hints"]),
    )


def decompress(db: Database, body: bytes, dictionary_id: int | None) -> bytes:
    """A page's bytes from what `pages.body` holds."""
    if dictionary_id is None:
        return zstd.decompress(body)
    row = db.conn.execute("SELECT body FROM dictionaries WHERE id = ?", (dictionary_id,)).fetchone()
    return zstd.decompress(body, zstd_dict=_as_dictionary(bytes(row[0])))


def source_id(page: Page) -> int | None:
    """The row of `sources` that the page came from; a foreign spider may name none or its own."""
    return int(page.source) if page.source and page.source.isdigit() else None


def _dictionary(db: Database, host: str) -> tuple[int | None, zstd.ZstdDict | None]:
    row = db.conn.execute(
        "SELECT id, body FROM dictionaries WHERE host = ? ORDER BY id DESC LIMIT 1", (host,)
    ).fetchone()
    return (row[0], _as_dictionary(bytes(row[1]))) if row else (None, None)


@lru_cache(maxsize=64)
def _as_dictionary(body: bytes) -> zstd.ZstdDict:
    return zstd.ZstdDict(body)
