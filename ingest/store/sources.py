"""Sources: the feeds, sitemaps, sections and lists that are crawled again and again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from ingest.errors import NotFound
from ingest.store.addresses import host_of, strip_credentials
from ingest.store.clock import later, now
from ingest.store.connection import transaction

KINDS = ("feed", "sitemap", "section", "list")
_COLUMNS = (
    "id, url, kind, outlet, name, language, is_paused, every_minutes, options, added_at, crawled_at,"
    " next_crawl_at,"
    " last_new_at, last_error"
)


@dataclass(frozen=True, slots=True)
class Source:
    """One row of `sources`. `outlet` groups what belongs to one site; `options` are the spider's own."""

    id: int
    url: str
    kind: str
    outlet: str
    name: str | None = None
    language: str | None = None
    is_paused: bool = False
    every_minutes: int = 60
    options: Mapping[str, Any] = field(default_factory=dict)
    added_at: str = ""
    crawled_at: str | None = None
    next_crawl_at: str | None = None
    last_new_at: str | None = None
    last_error: str | None = None


class Sources:
    """The rows of `sources`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self, url: str, kind: str, *, outlet: str | None = None, name: str | None = None,
        language: str | None = None,
        every_minutes: int = 60, options: Mapping[str, Any] | None = None,
    ) -> Source:  # fmt: skip
        """A new source, or the one of this address with its details brought up to date."""
        url = strip_credentials(url)
        with transaction(self._db):
            self._db.conn.execute(
                "INSERT INTO sources (url, kind, outlet, name, language, every_minutes, options, added_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET kind = excluded.kind,"
                " outlet = excluded.outlet, name = coalesce(excluded.name, name),"
                " language = coalesce(excluded.language, language), every_minutes = excluded.every_minutes,"
                " options = excluded.options",
                (
                    *(url, kind, outlet or host_of(url), name, language),
                    *(every_minutes, json.dumps(options or {}), now()),
                ),
            )
        return self.get(url)

    def list(self, *selectors: str, due: bool = False) -> tuple[Source, ...]:
        """All sources, or those that a selector names: an id, an address, an outlet, a name."""
        found = self._select("ORDER BY outlet, kind, url")
        if selectors:
            wanted = set(selectors)
            found = tuple(s for s in found if wanted & {str(s.id), s.url, s.outlet, s.name})
        if due:
            at = now()
            found = tuple(s for s in found if not s.is_paused and (s.next_crawl_at or at) <= at)
        return found

    def get(self, selector: str | int) -> Source:
        """The source of an id or an address; `NotFound` where there is none."""
        found = self._select("WHERE id = ?1 OR url = ?1", str(selector))
        if not found:
            raise NotFound("no such source", str(selector))
        return found[0]

    def pause(self, source: int, *, paused: bool = True) -> None:
        """Leave a source out of crawls until it is resumed."""
        self._change(source, is_paused=int(paused))

    def remove(self, source: int) -> None:
        """Forget a source; its articles stay."""
        with transaction(self._db):
            self._db.conn.execute("DELETE FROM sources WHERE id = ?", (source,))

    def crawled(self, source: int, *, error: str | None = None, found_new: bool = False) -> None:
        """A crawl of the source ended: when the next one is due follows from `every_minutes`."""
        at, every = now(), self.get(source).every_minutes
        self._change(
            source, crawled_at=at, next_crawl_at=later(at, timedelta(minutes=every)), last_error=error
        )
        if found_new:
            self._change(source, last_new_at=at)

    def _change(self, source: int, **values: Any) -> None:
        sets = ", ".join(f"{name} = ?" for name in values)
        with transaction(self._db):
            self._db.conn.execute(f"UPDATE sources SET {sets} WHERE id = ?", (*values.values(), source))

    def _select(self, where: str, *values: Any) -> tuple[Source, ...]:
        rows = self._db.conn.execute(f"SELECT {_COLUMNS} FROM sources {where}", values).fetchall()
        return tuple(_source(*row) for row in rows)


def _source(*row: Any) -> Source:
    values: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Source(
        **values | {"is_paused": bool(values["is_paused"]), "options": json.loads(values["options"])}
    )
