"""The library: the only writer of the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Self

from ingest.items import Article, Page
from ingest.store import articles, dictionaries, failures, indexing, merging, pages, stories, worse
from ingest.store.addresses import clean_address
from ingest.store.clock import later, now, utc
from ingest.store.connection import BUSY_SECONDS, open_database, store_errors, transaction
from ingest.store.corrections import Corrections
from ingest.store.queue import Queue
from ingest.store.rows import Row, Version, as_version
from ingest.store.runs import Runs
from ingest.store.sources import Sources

Outcome = Literal["new", "changed", "unchanged", "kept"]
# Most corrections come within the hour, some the next day, a few within the week; later ones are rare.
RECHECK_AFTER = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a page: a new story, a revision, nothing, or the stored text kept for a `reason`."""

    outcome: Outcome
    url: str
    article_id: int
    reason: str | None = None


class Library:
    """An open library. One connection, for the thread that opened it.

    `keep_pages` says whose raw bytes are kept: all (None), none (0), or as many days.
    `wait` is how many seconds another writer is waited for.
    Raises `StoreFailed` where the file cannot be opened or written.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        create: bool = True,
        keep_pages: timedelta | None = None,
        wait: float = BUSY_SECONDS,
    ) -> None:
        self.path = os.fspath(path)
        self.db = open_database(path, create=create, wait=wait)
        self.queue = Queue(self.db)
        self.sources = Sources(self.db)
        self.runs = Runs(self.db)
        self.corrections = Corrections(self.db)
        self.keep_pages = keep_pages
        if self.db.conn.execute("SELECT 1 FROM unindexed LIMIT 1").fetchone():
            with self.batch():  # what somebody else wrote into `articles`
                pass

    def save(
        self, article: Article, page: Page, *, lease: int | None = None, run: int | None = None
    ) -> Saved:
        """Store what was read from a page, in one transaction with its page, its aliases and its lease.

        An article that would make the stored one worse is recorded as an attempt and changes nothing.
        """
        with self.batch():
            saved = self._save(article, page, run)
            failures.resolve(self.db, page.url, page.requested_url, article.url)
            self._settle(lease if lease is not None else page.lease)
            self.runs.count(run, **{saved.outcome: 1, "pages": 1})
            return saved

    def fail(
        self, url: str, stage: str, reason: str, *, lease: int | None = None, run: int | None = None,
        retry_at: datetime | None = None, page: Page | None = None, status: int | None = None,
    ) -> None:  # fmt: skip
        """Record that a page came to nothing.

        A stored article of this address stays as it is: a page that arrived and is no article any more is an
        attempt in its history and no failure.
        """
        with self.batch():
            at = now()
            known = stories.article_at(self.db, url)
            status = page.status if page else status
            if known is not None:
                self._attempt(known, url, reason, at, run=run, status=status)
            elif page is not None and self._keeps_bodies:
                pages.write_page(self.db, page, run=run)
            if known is None or page is None:
                source = pages.source_id(page) if page else None
                failures.write_failure(
                    self.db,
                    url,
                    stage,
                    reason,
                    at=at,
                    run=run,
                    source=source,
                    status=status,
                    retry_at=retry_at,
                )
            self._settle(lease if lease is not None or page is None else page.lease)
            self.runs.count(run, **{"failed" if known is None or page is None else "kept": 1})

    def unchanged(self, url: str, *, lease: int | None = None, run: int | None = None) -> bool:
        """The server said 304: the story was looked at. False where no story has this address."""
        with self.batch():
            known = stories.article_at(self.db, url)
            if known is not None:
                self._checked(known, now())
                failures.resolve(self.db, url)
                self.runs.count(run, unchanged=1)
            self._settle(lease)
            return known is not None

    def find(self, url: str) -> int | None:
        """The article that an address, in any spelling, or an article's number leads to."""
        known = None if url.isdigit() or "#" in url else stories.article_at(self.db, url)
        if known is not None:
            return known
        column = "id" if url.isdigit() else "url"
        row = self.db.conn.execute(f"SELECT id FROM articles WHERE {column} = ?", (url,)).fetchone()
        return int(row[0]) if row else stories.article_at(self.db, url)

    def is_due(self, url: str) -> bool:
        """Whether the address should be fetched: unknown, or its story is up for another look."""
        known = stories.article_at(self.db, url)
        if known is not None:
            row = self.db.conn.execute("SELECT next_check_at FROM articles WHERE id = ?", (known,)).fetchone()
            return row[0] is not None and row[0] <= now()
        failed = self.db.conn.execute("SELECT next_try_at FROM failures WHERE url = ?", (url,)).fetchone()
        return failed is None or (failed[0] is not None and failed[0] <= now())

    def due(self, *, host: str | None = None, limit: int = 1000) -> list[str]:
        """Addresses of stored stories that are up for another look, the longest overdue first."""
        sql = (
            "SELECT url FROM articles WHERE next_check_at <= ?1 AND (?2 IS NULL OR host = ?2)"
            " ORDER BY next_check_at LIMIT ?3"
        )
        return [row[0] for row in self.db.conn.execute(sql, (now(), host, limit))]

    def validators(self, url: str) -> dict[str, str]:
        """Headers for a conditional GET of this address."""
        sql = (
            "SELECT etag, last_modified FROM validators WHERE url = ?1 UNION ALL"
            " SELECT p.etag, p.last_modified FROM pages p JOIN articles a ON a.page_id = p.id WHERE"
            " p.url = ?1 LIMIT 1"
        )
        row = self.db.conn.execute(sql, (clean_address(url),)).fetchone()
        headers = {"If-None-Match": row[0], "If-Modified-Since": row[1]} if row else {}
        return {name: value for name, value in headers.items() if value}

    def remember_validators(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """What a feed, sitemap or section answered, for the next conditional GET."""
        with self.batch():
            self.db.conn.execute(
                "INSERT INTO validators (url, etag, last_modified, seen_at) VALUES (?, ?, ?, ?) ON"
                " CONFLICT (url)"
                " DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, seen_at ="
                " excluded.seen_at",
                (clean_address(url), etag, last_modified, now()),
            )

    def replace(self, article_id: int, article: Article, kind: str, *, run: int | None = None) -> list[str]:
        """A new reading of a page that was stored before: a revision of this kind, where anything differs.

        Gives the fields that differ. Page, addresses and checks stay as they are.
        """
        with self.batch():
            changed = self.compare(article_id, article)
            if changed:
                version = as_version(article, self._stored(article_id)["url"], _extractor_version())
                articles.replace_version(self.db, article_id, version, kind, run=run, at=now(), is_news=False)
            return changed

    def compare(self, article_id: int, article: Article) -> list[str]:
        """The fields in which a new reading differs from the stored one; nothing is written."""
        before = articles.read_version(self.db, article_id)
        after = as_version(article, before["article"]["url"], _extractor_version())
        return articles.changed_fields(before, after)

    def prune_pages(self, older_than: timedelta) -> int:
        """Forget the raw bytes of pages fetched longer ago; their articles stay. Gives how many."""
        with self.batch():
            return pages.prune(self.db, later(now(), -older_than))

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Group several writes into one transaction: all or nothing, one commit, indexed together."""
        is_outermost = not self.db.conn.in_transaction
        try:
            with store_errors(self.path), transaction(self.db):
                yield
                if is_outermost:
                    indexing.index_waiting(self.db.conn)
        except BaseException:
            dictionaries.forget(self.db)
            raise

    def start_run(
        self, command: str, *, queue: str | None = None, arguments: dict[str, object] | None = None
    ) -> int:
        """A row in `runs`; see `Runs.start`."""
        with store_errors(self.path):
            return self.runs.start(command, queue=queue, arguments=arguments)

    def finish_run(
        self, run: int, outcome: str = "finished", summary: dict[str, object] | None = None
    ) -> None:
        """Close the run's row; see `Runs.finish`."""
        with store_errors(self.path):
            self.runs.finish(run, outcome, summary)

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it."""
        if self.db.conn.in_transaction:
            self.db.rollback()
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _keeps_bodies(self) -> bool:
        return self.keep_pages is None or self.keep_pages > timedelta(0)

    def _save(self, article: Article, page: Page, run: int | None) -> Saved:
        at = utc(page.fetched_at)
        known, url = stories.find_story(self.db, article, page)
        version = as_version(article, url, _extractor_version())
        if known is None:
            return self._insert(article, version, page, run, at)
        merging.absorb_copies(self.db, known, article, page)
        stored, row = self._stored(known), version["article"]
        reason = worse.why_worse(
            worse.Stored(stored["title"], stored["body_words"], _truth(stored["paywalled"])),
            article,
            page,
            row["body_words"],
        )
        if reason is not None:
            words = row["body_words"]
            self._attempt(known, page.url, reason, at, run=run, status=page.status, body_words=words)
            return Saved("kept", stored["url"], known, reason)
        page_id = pages.write_page(self.db, page, run=run, keep_body=self._keeps_bodies)
        stories.write_aliases(self.db, known, stored["url"], article, page, at)
        self.db.conn.execute("UPDATE articles SET page_id = ? WHERE id = ?", (page_id, known))
        outcome: Outcome = "unchanged"
        kind = None
        if row["text_hash"] != stored["text_hash"]:
            outcome, kind = "changed", articles.kind_of_change(stored, row)
            row |= {"url": stored["url"], "host": stored["host"]}
            articles.replace_version(self.db, known, version, kind, run=run, at=at)
        self._checked(known, at)
        return Saved(outcome, stored["url"], known, kind)

    def _insert(self, article: Article, version: Version, page: Page, run: int | None, at: str) -> Saved:
        url = version["article"]["url"]
        article_id = articles.insert_article(
            self.db,
            version,
            page_id=pages.write_page(self.db, page, run=run, keep_body=self._keeps_bodies),
            source=pages.source_id(page),
            run=run,
            at=at,
            next_check=next_check(version["article"]["published_utc"] or at, at),
        )
        stories.write_aliases(self.db, article_id, url, article, page, at)
        return Saved("new", url, article_id)

    def _stored(self, article_id: int) -> Row:
        columns = ("url", "host", "title", "subtitle", "body", "body_words", "paywalled", "text_hash")
        sql = f"SELECT {', '.join(columns)} FROM articles WHERE id = ?"
        return dict(zip(columns, self.db.conn.execute(sql, (article_id,)).fetchone(), strict=True))

    def _checked(self, article_id: int, at: str) -> None:
        sql = "SELECT coalesce(published_utc, first_seen_at), changed_at FROM articles WHERE id = ?"
        published, changed = self.db.conn.execute(sql, (article_id,)).fetchone()
        self.db.conn.execute(
            "UPDATE articles SET checked_at = ?, next_check_at = ? WHERE id = ?",
            (at, next_check(max(published, changed), at), article_id),
        )

    def _attempt(
        self, article_id: int, url: str, reason: str, at: str, *, run: int | None, status: int | None,
        body_words: int | None = None,
    ) -> None:  # fmt: skip
        self.db.conn.execute(
            "INSERT INTO attempts (article_id, url, made_at, run_id, reason, status, body_words)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (article_id, clean_address(url), at, run, reason, status, body_words),
        )
        self._checked(article_id, at)

    def _settle(self, lease: int | None) -> None:
        if lease is not None:
            self.queue.done(lease)


def next_check(since: str, at: str) -> str | None:
    """When a story that was published or changed at `since` is looked at again; None once it has settled."""
    return next((then for delay in RECHECK_AFTER if (then := later(since, delay)) > at), None)


def _truth(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _extractor_version() -> str:
    from ingest import __version__

    return __version__
