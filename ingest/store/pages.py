"""Raw pages, kept compressed so that a better extractor can read them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from ingest.items import Page
from ingest.store import dictionaries
from ingest.store.addresses import clean_address, host_of
from ingest.store.clock import utc
from ingest.store.rows import to_json

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
    dictionary_id, body = dictionaries.compress(db, host, page.body) if keep_body else (None, None)
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
        body,
    )
    return int(db.conn.execute(UPSERT, row).fetchone()[0])


def read_page(db: Database, row: Mapping[str, Any]) -> Page | None:
    """A stored page as it was fetched; None where its body was not kept. `row` is a row of `pages`."""
    if row["body"] is None:
        return None
    return Page(
        url=row["url"],
        body=dictionaries.decompress(db, row["body"], row["dictionary_id"]),
        fetched_at=datetime.fromisoformat(row["fetched_at"]).astimezone(UTC),
        status=row["status"],
        headers=json.loads(row["headers"]),
        encoding=row["encoding"],
        requested_url=row["requested_url"],
        source=None if row["source_id"] is None else str(row["source_id"]),
        hints=json.loads(row["hints"]),
    )


def source_id(page: Page) -> int | None:
    """The row of `sources` that the page came from; a foreign spider may name none or its own."""
    return int(page.source) if page.source and page.source.isdigit() else None


def prune(db: Database, before: str) -> int:
    """Forget the bytes of pages fetched before a moment and what nobody needs then; gives how many."""
    pruned = db.conn.execute(
        "UPDATE pages SET body = NULL, dictionary_id = NULL WHERE fetched_at < ? AND body IS NOT NULL",
        (before,),
    ).rowcount
    dictionaries.prune(db)
    return pruned
