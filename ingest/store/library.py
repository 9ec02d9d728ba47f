"""The library: the only writer of the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Self

from ingest.items import Article, Page
from ingest.store import articles, dictionaries, failures, indexing, pages, rechecks, stories
from ingest.store.clock import later, now
from ingest.store.connection import BUSY_SECONDS, open_database, store_errors, transaction
from ingest.store.corrections import Corrections
from ingest.store.queue import Queue
from ingest.store.rows import as_version
from ingest.store.runs import Runs
from ingest.store.saving import Saved, extractor_version, save_article, stored_text, write_attempt
from ingest.store.sources import Sources


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
            saved = save_article(self.db, article, page, run=run, keep_body=self._keeps_bodies)
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
                write_attempt(self.db, known, url, reason, at, run=run, status=status)
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
                rechecks.checked(self.db, known, now())
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
        return rechecks.is_due(self.db, url)

    def due(self, *, host: str | None = None, limit: int = 1000) -> list[str]:
        """Addresses of stored stories that are up for another look, the longest overdue first."""
        return rechecks.due(self.db, host, limit)

    def validators(self, url: str) -> dict[str, str]:
        """Headers for a conditional GET of this address."""
        return rechecks.validators(self.db, url)

    def remember_validators(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """What a feed, sitemap or section answered, for the next conditional GET."""
        with self.batch():
            rechecks.remember_validators(self.db, url, etag, last_modified)

    def replace(self, article_id: int, article: Article, kind: str, *, run: int | None = None) -> list[str]:
        """A new reading of a page that was stored before: a revision of this kind, where anything differs.

        Gives the fields that differ. Page, addresses and checks stay as they are.
        """
        with self.batch():
            changed = self.compare(article_id, article)
            if changed:
                version = as_version(article, stored_text(self.db, article_id)["url"], extractor_version())
                articles.replace_version(self.db, article_id, version, kind, run=run, at=now(), is_news=False)
            return changed

    def compare(self, article_id: int, article: Article) -> list[str]:
        """The fields in which a new reading differs from the stored one; nothing is written."""
        before = articles.read_version(self.db, article_id)
        after = as_version(article, before["article"]["url"], extractor_version())
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

    def _settle(self, lease: int | None) -> None:
        if lease is not None:
            self.queue.done(lease)
