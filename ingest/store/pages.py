"""Raw pages, kept compressed so that a better extractor can read them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlite_utils import Database

from ingest.items import Page
from ingest.store import compression as zstd
from ingest.store.addresses import clean_address, host_of
from ingest.store.clock import later, now, utc
from ingest.store.rows import to_json

# Level 6 takes 1.4 ms for a page of 200 KB; level 12 saves 3 % more for four times the time.
LEVEL = 6
# Pages of one host share their frame: beside another page of it as a dictionary, one takes 10 % of its
# size, by itself 15 to 17 % (68 pages of 57 hosts). A host that is seen once or twice needs none.
DICTIONARY_AFTER = 3
# The longest match that level 6 looks back for; what lies behind it is not used.
DICTIONARY_BYTES = 500_000
# A page without a frame helps no other.
DICTIONARY_LEAST = 1000
# Sites are redesigned once in a while; a page of last year helps little.
DICTIONARY_DAYS = 60
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
    dictionary_id, dictionary = _dictionary(db, host, page) if keep_body else (None, None)
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
    return zstd.decompress(body, zstd_dict=_load(db, dictionary_id))


def source_id(page: Page) -> int | None:
    """The row of `sources` that the page came from; a foreign spider may name none or its own."""
    return int(page.source) if page.source and page.source.isdigit() else None


def prune(db: Database, before: str) -> int:
    """Forget the bytes of pages fetched before a moment and what nobody needs then; gives how many."""
    pruned = db.conn.execute(
        "UPDATE pages SET body = NULL, dictionary_id = NULL WHERE fetched_at < ? AND body IS NOT NULL",
        (before,),
    ).rowcount
    db.conn.execute(
        "DELETE FROM dictionaries WHERE id NOT IN (SELECT dictionary_id FROM pages WHERE dictionary_id"
        " IS NOT NULL)"
    )
    forget_dictionaries(db)
    return pruned


def forget_dictionaries(db: Database) -> None:
    """What was read may be gone: after a prune, or a transaction that was undone."""
    _of(db).clear()


class _Dictionaries:
    """What one connection has read: dictionaries by id, and the newest of each host."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.loaded: dict[int, zstd.ZstdDict] = {}
        self.of_host: dict[str, int] = {}


_dictionaries: WeakKeyDictionary[Database, _Dictionaries] = WeakKeyDictionary()
# Half a megabyte each: beyond this many the oldest are read again when they are needed.
_KEPT_LOADED = 64


def _of(db: Database) -> _Dictionaries:
    return _dictionaries.setdefault(db, _Dictionaries())


def _load(db: Database, dictionary_id: int) -> zstd.ZstdDict:
    loaded = _of(db).loaded
    if dictionary_id not in loaded:
        row = db.conn.execute("SELECT body FROM dictionaries WHERE id = ?", (dictionary_id,)).fetchone()
        if len(loaded) >= _KEPT_LOADED:
            del loaded[next(iter(loaded))]
        loaded[dictionary_id] = zstd.ZstdDict(zstd.decompress(row[0]), is_raw=True)
    return loaded[dictionary_id]


def _dictionary(db: Database, host: str, page: Page) -> tuple[int | None, Any]:
    """The host's dictionary; this page becomes it where the host has none and is no stranger."""
    of_host = _of(db).of_host
    found = of_host.get(host) or _newest(db, host) or _make(db, host, page)
    if found is None:
        return None, None
    of_host[host] = found
    return found, _load(db, found).as_digested_dict


def _newest(db: Database, host: str) -> int | None:
    since = later(now(), -timedelta(days=DICTIONARY_DAYS))
    sql = "SELECT id FROM dictionaries WHERE host = ? AND made_at >= ? ORDER BY id DESC LIMIT 1"
    row = db.conn.execute(sql, (host, since)).fetchone()
    return int(row[0]) if row else None


def _make(db: Database, host: str, page: Page) -> int | None:
    stored = db.conn.execute(
        "SELECT count(*) FROM (SELECT 1 FROM pages WHERE host = ? LIMIT ?)", (host, DICTIONARY_AFTER)
    ).fetchone()[0]
    if stored < DICTIONARY_AFTER or len(page.body) < DICTIONARY_LEAST:
        return None
    body = zstd.compress(page.body[:DICTIONARY_BYTES], LEVEL)
    sql = "INSERT INTO dictionaries (host, made_at, body) VALUES (?, ?, ?) RETURNING id"
    return int(db.conn.execute(sql, (host, now(), body)).fetchone()[0])
