"""Reading pages in a crawl: on the reactor's thread, or in worker processes beside it."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from multiprocessing.connection import wait
from typing import Any

from ingest.errors import UnreadablePage
from ingest.extract import extract
from ingest.filetypes import file_in, no_page
from ingest.items import Article, Overrides, Page, Provenance
from ingest.reservations import with_reservations

logger = logging.getLogger(__name__)

# Longer than any page takes by a factor of a hundred: whoever needs more is stuck.
LONGEST_READ = 30.0
# A worker that is stuck where no alarm reaches it, inside a library's own code, is killed after this.
LONGEST_WAIT = 2 * LONGEST_READ
# Workers are replaced now and then, so that no leak in a parser adds up over a long crawl.
PAGES_A_WORKER = 2000
# Where browsers look for a declared encoding.
MARKUP_DECLARES_WITHIN = 1024
PAGE_TYPES = ("html", "xml", "text/plain", "octet-stream")


class Reader:
    """Turns pages into articles. `workers` processes do it; with none it is done inline."""

    def __init__(self, workers: int = 0) -> None:
        self._workers = workers
        self._pool = self._start() if workers else None

    async def read(self, page: Page, overrides: Overrides | None = None) -> Article | None:
        """The page's article or None. Raises `UnreadablePage` for what is no page or breaks the reader."""
        kind = page.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind and not any(known in kind for known in PAGE_TYPES):
            raise UnreadablePage(no_page(file_in(page.body), kind), page.url)
        if not page.body.strip():
            raise UnreadablePage("empty page", page.url)
        if self._pool is None:
            return read_complete(page, overrides)
        return await self._read_in_pool(page, overrides)

    def close(self) -> None:
        """Let the workers go."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def _read_in_pool(self, page: Page, overrides: Overrides | None) -> Article | None:
        assert self._pool is not None
        pool = self._pool
        try:
            work = asyncio.get_running_loop().run_in_executor(pool, read_complete, page, overrides)
            return await asyncio.wait_for(work, LONGEST_WAIT)
        except BrokenProcessPool as error:
            self._replace(pool)
            raise UnreadablePage("the page broke its reader", page.url) from error
        except TimeoutError as error:
            self._replace(pool)
            raise UnreadablePage(f"not read after {LONGEST_WAIT:.0f} seconds", page.url) from error

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        """A new pool, once, although all pages of the old one come here."""
        if self._pool is broken:
            logger.warning("starting new readers")
            for process in list(broken._processes.values()):
                process.kill()
            broken.shutdown(wait=False, cancel_futures=True)
            self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Not fork: the crawl's process has an event loop, threads and an open database.
        return ProcessPoolExecutor(
            self._workers,
            multiprocessing.get_context("spawn"),
            initializer=_leave_with_the_crawl,
            max_tasks_per_child=PAGES_A_WORKER,
        )


def _leave_with_the_crawl() -> None:
    """A worker whose crawl was killed would wait for pages for ever."""
    crawl = multiprocessing.parent_process()
    assert crawl is not None

    def watch() -> None:
        wait([crawl.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def read_page(page: Page, overrides: Overrides | None = None) -> Article | None:
    """The pure reading, and the one guard against a fault in it: a page must not end a crawl."""
    try:
        with _time_limit(page.url):
            article = extract(_text(page), page.url or None, overrides=overrides)
    except UnreadablePage:
        raise
    except Exception as error:
        logger.exception("reading %s", page.url)
        raise UnreadablePage(f"the reader failed ({type(error).__name__}: {error})", page.url) from error
    return None if article is None else with_reservations(with_hints(article, page.hints), page)


@contextmanager
def _time_limit(url: str) -> Iterator[None]:
    """Break off what takes longer than LONGEST_READ, by an alarm: only a process's main thread hears one.

    An alarm that somebody else has set is left alone, and there is no limit then.
    """
    is_heard = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not is_heard or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
        yield
        return

    def break_off(_number: int, _frame: object) -> None:
        raise UnreadablePage(f"not read after {LONGEST_READ:.0f} seconds", url)

    signal.signal(signal.SIGALRM, break_off)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_READ)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def read_complete(page: Page, overrides: Overrides | None = None) -> Article | None:
    """An article that can travel, to another process or a feed: all is rendered, the tree left behind."""
    article = read_page(page, overrides)
    return None if article is None else rendered(article)


def rendered(article: Article) -> Article:
    """The article with its Markdown and HTML, and without the tree that they are made of."""
    bare = replace(article, content=None)
    bare.__dict__.update(markdown=article.markdown, html=article.html)
    return bare


def with_hints(article: Article, hints: Mapping[str, str]) -> Article:
    """What the page leaves open, as its feed or sitemap says it."""
    found: dict[str, Any] = {
        name: hints[name]
        for name in ("title", "language", "section")
        if name in hints and not getattr(article, name)
    }
    if article.published is None and "published" in hints:
        with suppress(ValueError):
            found["published"] = datetime.fromisoformat(hints["published"])
    source = hints.get("from", "feed")
    said = {name: Provenance(source, hints[name]) for name in found}
    return replace(article, **found, provenance={**article.provenance, **said}) if found else article


def _text(page: Page) -> bytes | str:
    """The bytes, or their text where only the HTTP header says how they are encoded."""
    if page.encoding and b"charset" not in page.body[:MARKUP_DECLARES_WITHIN].lower():
        with suppress(LookupError, UnicodeDecodeError):
            return page.body.decode(page.encoding)
    return page.body
