"""The library, for reading: one read-only connection and every question that people ask of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ingest.errors import NotFound
from ingest.items import Page, Removal
from ingest.query import filters as conditions
from ingest.query import find, search, stored
from ingest.query.dates import first_moment, last_moment
from ingest.query.filters import Filters
from ingest.query.search import Copy
from ingest.query.stored import Stored

ANY = Filters()


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an article. `kind` says what it changed; the current one is the last."""

    number: int
    kind: str
    made_at: datetime
    extractor_version: str
    run: int | None
    title: str | None
    subtitle: str | None
    body: str
    body_words: int
    is_current: bool


def open_library(path: str | os.PathLike[str]) -> Reader:
    """Open a library for reading; nothing can be written through it. Raises NotFound where there is none."""
    file = Path(path)
    if not file.is_file():
        raise NotFound("there is no library here; `ingest fetch URL` starts one", str(path))
    reader = _try(file, "mode=ro")
    if reader is None and not _has_log(file):
        reader = _try(file, "mode=ro&immutable=1")
    if reader is None:
        raise NotFound(_why_closed(file), str(path))
    return reader


def is_immutable(path: str | os.PathLike[str]) -> bool:
    """Whether the folder cannot be written, so that it has no place for SQLite's lock file.

    Then nobody else writes either, and the file is read without locks.
    """
    reader = _try(Path(path), "mode=ro")
    if reader is not None:
        reader.close()
    return reader is None and not _has_log(Path(path))


def _has_log(file: Path) -> bool:
    """Whether the write-ahead log holds what the file itself does not; SQLite may leave an empty one."""
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _why_closed(file: Path) -> str:
    """Why a file that is there cannot be read as a library, and what to do about it."""
    said = {
        sqlite3.SQLITE_CORRUPT: "the library is damaged; `sqlite3 FILE .recover` saves what can be saved",
        sqlite3.SQLITE_BUSY: "another program holds the library; close it and ask again",
        sqlite3.SQLITE_CANTOPEN: "the library cannot be opened; may you read the file and its folder?",
        sqlite3.SQLITE_PERM: "permission to the library is denied",
        sqlite3.SQLITE_IOERR: "the disk refused to read the library",
    }
    try:
        with closing(_connect(f"{file.resolve().as_uri()}?mode=ro")) as db:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        return said.get(error.sqlite_errorcode & 0xFF, "this file is no library of ingest")
    return "this file is no library of ingest"


def _try(file: Path, mode: str) -> Reader | None:
    reader = Reader(_connect(f"{file.resolve().as_uri()}?{mode}"))
    if reader.has_tables():
        return reader
    reader.close()
    return None


def _connect(uri: str) -> sqlite3.Connection:
    db = sqlite3.connect(uri, uri=True, timeout=10, check_same_thread=False)
    # 256 MB of the file as memory: a warm search copies no pages. It costs address space, not memory.
    db.execute("PRAGMA mmap_size = 268435456")
    return db


class Reader:
    """Articles, searches, ledgers, revisions, failures. Hold it open for as long as you ask."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def has_tables(self) -> bool:
        """Whether the file is a library at all."""
        try:
            return bool(list(self.rows("SELECT 1 AS one FROM sqlite_master WHERE name = 'articles_fts'")))
        except sqlite3.DatabaseError:
            return False

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Run a query of your own: one dict a row, read as you go."""
        cursor = self.db.execute(sql, parameters)
        names = [column[0] for column in cursor.description or ()]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def filters(
        self,
        *,
        sources: Sequence[str] = (),
        authors: Sequence[str] = (),
        tags: Sequence[str] = (),
        languages: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        where: str | None = None,
    ) -> Filters:
        """Filters as people type them: names of sources or sites, dates such as "7d" or "2026-11".

        Raises NotFound for a source, author or tag that does not exist and ValueError for what is no date.
        """
        source_ids, hosts = find.find_outlets(self.rows, sources)
        return Filters(
            source_ids=source_ids,
            hosts=hosts,
            authors=find.find_names(self.rows, "author", authors),
            tags=find.find_names(self.rows, "tag", tags),
            languages=tuple(languages),
            since=first_moment(since) if since else None,
            until=last_moment(until) if until else None,
            where=where,
        )

    def article(self, url: str) -> Stored:
        """One article by any of its addresses, the beginning of one, or its number. Raises NotFound."""
        article_id = find.find_article(self.rows, url)
        return next(self._stored("a.id = ?", [article_id], "a.id"))

    def articles(
        self, filters: Filters = ANY, *, oldest_first: bool = False, limit: int = -1, offset: int = 0
    ) -> Iterator[Stored]:
        """Articles that meet the filters, newest first, read one at a time."""
        condition = conditions.condition(filters, self.rows if limit >= 0 else None)
        direction = "ASC" if oldest_first else "DESC"
        order = f"a.sort_utc {direction}, a.id {direction}"
        return self._stored(condition.sql or "1", condition.parameters, order, limit=limit, offset=offset)

    def count(self, filters: Filters = ANY) -> int:
        """How many articles meet the filters."""
        condition = conditions.condition(filters, self.rows)
        sql = f"SELECT count(*) AS n FROM articles a WHERE {condition.sql or 1}"
        return int(next(self.rows(sql, condition.parameters))["n"])

    def search(
        self,
        words: str,
        filters: Filters = ANY,
        *,
        limit: int = 10,
        offset: int = 0,
        newest: bool = False,
        fold: bool = True,
    ) -> search.Results:
        """Stories that match, best first or newest first; copies of one story are folded into one hit."""
        return search.search(self.rows, words, filters, limit=limit, offset=offset, newest=newest, fold=fold)

    def removals(self, url: str) -> tuple[Removal, ...]:
        """The article's ledger: every block taken out, and why. Raises NotFound."""
        return stored.removals(self.rows, find.find_article(self.rows, url))

    def revisions(self, url: str) -> list[Revision]:
        """The article's versions, oldest first; a body that was not kept is empty. Raises NotFound."""
        sql = (
            "SELECT number, kind, made_at, extractor_version, run_id AS run, title, subtitle, body,"
            " body_words, is_current FROM versions WHERE article_id = ? ORDER BY number"
        )
        return [
            Revision(
                **{
                    **row,
                    "made_at": datetime.fromisoformat(row["made_at"]),
                    "body": row["body"] or "",
                    "is_current": bool(row["is_current"]),
                }
            )
            for row in self.rows(sql, [find.find_article(self.rows, url)])
        ]

    def copies(self, item: Stored) -> tuple[Copy, ...]:
        """The same story elsewhere."""
        return search.cluster_members(self.rows, item.cluster, item.id)

    def failures(self, limit: int = -1) -> list[dict[str, Any]]:
        """Pages that did not become articles, the latest first."""
        sql = (
            "SELECT url, stage, reason, status, attempts, first_at, last_at, next_try_at FROM failures"
            " ORDER BY last_at DESC, id DESC LIMIT ?"
        )
        return list(self.rows(sql, [limit]))

    def _stored(
        self, sql: str, parameters: Sequence[Any], order: str, *, limit: int = -1, offset: int = 0
    ) -> Iterator[Stored]:
        query = (
            f"SELECT {stored.COLUMNS}, a.page_id FROM articles a"
            f" WHERE {sql} ORDER BY {order} LIMIT ? OFFSET ?"
        )
        for row in self.rows(query, [*parameters, limit, offset]):
            yield stored.stored_article(row, self.rows, partial(self._page, row["page_id"]))

    def _page(self, page_id: int | None) -> Page | None:
        """A page as it was fetched, if its body was kept."""
        from sqlite_utils import Database

        from ingest.store.pages import read_page

        row = next(self.rows("SELECT * FROM pages WHERE id = ?", [page_id]), None)
        # Its defaults would run a pragma, which ends the query that is being read.
        database = Database(self.db, recursive_triggers=False, execute_plugins=False)
        return read_page(database, row) if row else None
