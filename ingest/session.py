"""One crawl's hold on the library: opened once, written to in short transactions, closed at the end.

Everything that a crawl writes passes through `Session.write`. Writes that come close together share one
transaction, in the order they came, so that what belongs together (a page's result and its lease, a listing's
links and its lease) is never torn apart by a crash.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.utils.asyncio import call_later, create_looping_call

from ingest.errors import StoreFailed
from ingest.store import Library
from ingest.store.connection import store_errors

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

T = TypeVar("T")
logger = logging.getLogger(__name__)

# What a crash may cost is what waits here: those pages are fetched again.
FLUSH_SECONDS = 0.03
# Larger groups save little: 64 articles a transaction cost a quarter less CPU than 4.
FLUSH_WRITES = 4
# Well within the two minutes after which a silent run counts as dead.
HEARTBEAT_SECONDS = 10.0


class Session:
    """A library, the crawl's row in `runs`, and the writes that wait for the next transaction."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.library = Library(
            settings.get("INGEST_DB") or "articles.db",
            keep_pages=keep_pages(settings.get("INGEST_KEEP_PAGES")),
        )
        name = settings.get("INGEST_QUEUE") or getattr(crawler.spidercls, "name", None) or "default"
        self.library.queue = self.library.queue.named(name)
        command = settings.get("INGEST_COMMAND") or f"scrapy crawl {name}"
        self.run = self.library.start_run(command, queue=name, arguments=settings.getdict("INGEST_ARGUMENTS"))
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any] | None]] = []
        self._timer: Any = None
        self._stopping: asyncio.Future[None] | None = None
        self._failed: StoreFailed | None = None
        self._reason = "finished"
        self._heartbeat: Any = None
        crawler.signals.connect(self._started, signal=signals.engine_started)
        # The engine stops after the pipelines and the scheduler, which may still have something to write.
        crawler.signals.connect(self._spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(self.close, signal=signals.engine_stopped)

    def write(self, operation: Callable[[], Any]) -> None:
        """Do `operation` in the next transaction; nobody waits for what it gives."""
        self._add(operation, None)

    async def written(self, operation: Callable[[], T]) -> T:
        """Do `operation` in the next transaction and give what it gave once that is committed."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._add(operation, future)
        return await future

    def at_once(self, operation: Callable[[], Any]) -> None:
        """Do `operation` now, in one transaction with all that waits before it."""
        self._waiting.append((operation, None))
        self.flush()

    def flush(self) -> None:
        """Commit all that waits, in one transaction."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, []
        if self._failed is not None:
            for _, future in waiting:
                _answer(future, None, self._failed)
        if not waiting or self._failed is not None:
            return
        try:
            with self.library.batch():
                results = [self._attempt(operation) for operation, _ in waiting]
        except StoreFailed as error:
            for _, future in waiting:
                _answer(future, None, error)
            self.give_up(error)
            return
        for (_, future), result in zip(waiting, results, strict=True):
            _answer(future, *result)

    def close(self) -> None:
        """Write what is left, close the run, fold the log into the file."""
        _sessions.pop(self.crawler, None)
        if self._heartbeat is not None and self._heartbeat.running:
            self._heartbeat.stop()
        try:
            self.flush()
            stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
            self.library.runs.count(
                self.run,
                requests=int(stats.get("downloader/request_count", 0)),
                bytes=int(stats.get("downloader/response_bytes", 0)),
            )
            self.library.finish_run(self.run, self._reason)
            self.library.queue.sweep()
            if self.library.keep_pages:
                self.library.prune_pages(self.library.keep_pages)
        except StoreFailed as error:
            logger.error("the run could not be closed: %s", error)
        finally:
            self.library.close()

    def _started(self) -> None:
        self._heartbeat = create_looping_call(self._beat)
        self._heartbeat.start(HEARTBEAT_SECONDS, now=False)

    def _spider_closed(self, reason: str) -> None:
        self._reason = reason

    def _add(self, operation: Callable[[], Any], future: asyncio.Future[Any] | None) -> None:
        self._waiting.append((operation, future))
        if len(self._waiting) >= FLUSH_WRITES:
            self.flush()
        elif self._timer is None:
            self._timer = call_later(FLUSH_SECONDS, self.flush)

    def _attempt(self, operation: Callable[[], Any]) -> tuple[Any, Exception | None]:
        """One write. The library undoes its own part of one that fails; the others stand."""
        try:
            with store_errors(self.library.path):
                return operation(), None
        except StoreFailed:
            raise
        except Exception as error:  # noqa: BLE001 - goes to whoever waits for this write, or to the log
            return None, error

    def give_up(self, error: StoreFailed) -> None:
        """The file takes no more: stop the crawl. Its leases are in the file: the next run goes on here.

        Nothing is written after this: what came later may rest on what was not written.
        """
        self._failed = error
        engine = self.crawler.engine
        if self._stopping is None and engine is not None and engine.running:
            logger.error("%s", error)
            self._stopping = asyncio.ensure_future(engine.close_spider_async(reason="store_failed"))

    def _beat(self) -> None:
        try:
            with self.library.batch():
                self.library.runs.heartbeat(self.run)
        except StoreFailed as error:
            logger.warning("no heartbeat: %s", error)


class LibraryExtension:
    """Opens the library when the crawler is made: a file that cannot be used ends the crawl at once."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LibraryExtension:
        session_of(crawler)
        return cls()


_sessions: WeakKeyDictionary[Crawler, Session] = WeakKeyDictionary()


def session_of(crawler: Crawler) -> Session:
    """The crawl's session; the library is opened at the first call."""
    session = _sessions.get(crawler)
    if session is None:
        session = _sessions[crawler] = Session(crawler)
    return session


def library_of(crawler: Crawler) -> Library:
    """The library that this crawl fills."""
    return session_of(crawler).library


def run_of(crawler: Crawler) -> int:
    """The crawl's row in `runs`."""
    return session_of(crawler).run


def keep_pages(value: str | int | None) -> timedelta | None:
    """`--keep-pages`: "all" or nothing said (None), "none", or a number of days."""
    if value in (None, "", "all"):
        return None
    return timedelta(0) if value == "none" else timedelta(days=int(value))


def _answer(future: asyncio.Future[Any] | None, result: Any, error: Exception | None) -> None:
    if future is None:
        # That the file takes no more is said once, by `give_up`.
        if error is not None and not isinstance(error, StoreFailed):
            logger.error("a write failed", exc_info=error)
    elif not future.done():
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)
