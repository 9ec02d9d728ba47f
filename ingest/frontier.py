"""The frontier: a Scrapy scheduler on the library's own file, so that a crash loses no request.

    SCHEDULER = "ingest.frontier.Scheduler"
    SPIDER_MIDDLEWARES = {"ingest.frontier.Links": 10, "ingest.frontier.Failures": 950}
    DOWNLOADER_MIDDLEWARES = {"ingest.frontier.Failures": 10}

A request is queued, leased, done. It is done in the transaction that stores its result: an article's by
`Library.save` or `Library.fail`, a listing's together with the requests that were found on it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.utils.asyncio import create_looping_call

from ingest.errors import StoreFailed
from ingest.items import Page
from ingest.requests import from_json, to_json
from ingest.session import Session, session_of
from ingest.store import Lease, Wanted
from ingest.store.addresses import host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

# Leased ahead in one transaction; what is leased and not asked for costs nothing after a crash.
LEASE_AHEAD = 32
# A request that has to wait longer than this is left to a later run.
WAIT_WITHIN = timedelta(minutes=2)
# How often a crawl with nothing else to do looks for requests whose time has come.
LOOK_SECONDS = 0.5


class Scheduler(BaseScheduler):
    """Gives Scrapy requests from the frontier, one host after the other, none to a host that is busy."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._session: Session = session_of(crawler)
        self._queue = self._session.library.queue
        self._fingerprint = crawler.request_fingerprinter.fingerprint
        self._coming: dict[bytes, Wanted] = {}
        self._ready: dict[str, deque[Request]] = {}
        # Weak, and counted only while active: one that a middleware drops never leaves the downloader.
        self._given_out: dict[str, WeakSet[Request]] = {}
        self._may_have_more = True
        self._unstorable: deque[Request] = deque()
        self._look: Any = None
        crawler.signals.connect(self._left_downloader, signal=signals.request_left_downloader)
        self._spider: Spider | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Scheduler:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Called by Scrapy when the spider opens: go on where a crawl that died left off."""
        self._spider = spider
        self._queue.sweep()
        left = self._queue.pending()
        if left:
            logger.info("going on with %d requests of an earlier crawl", left)
        self._look = create_looping_call(self._look_again)
        self._look.start(LOOK_SECONDS, now=False)

    def close(self, reason: str) -> None:
        """Called by Scrapy when the spider closes; what is leased goes back when the run is finished."""
        if self._look is not None and self._look.running:
            self._look.stop()
        self._session.flush()
        if reason == "finished":
            for lease, url in self._queue.leased_by(self._session.run):
                self._session.library.fail(
                    url, "queue", "was given out and never came back", lease=lease, run=self._session.run
                )

    def has_pending_requests(self) -> bool:
        """Called by Scrapy when all else is idle: False ends the crawl."""
        if self._ready or self._unstorable:
            return True
        self._session.flush()
        return self._queue.has_pending(WAIT_WITHIN)

    def enqueue_request(self, request: Request) -> bool:
        """Queue a request; False where it is known already. One that holds a lease goes on at once."""
        if "lease" in request.meta:
            self._ready.setdefault(self._slot_key(request), deque()).appendleft(request)
            return True
        fingerprint = self._fingerprint(request)
        if fingerprint in self._coming or (not request.dont_filter and self._queue.has(fingerprint)):
            self._count("dropped")
            return False
        wanted = self._wanted(request, fingerprint)
        if wanted is None:
            self._unstorable.append(request)
            return True
        is_first = not self._coming
        self._coming[fingerprint] = wanted
        if is_first:  # after it has come: a write may be done on the spot
            self._session.write(self._push)
        self._may_have_more = True
        self._count("queued")
        return True

    def next_request(self) -> Request | None:
        """The next request of a host that can take one, or None."""
        if self._unstorable:
            return self._unstorable.popleft()
        request = self._pop()
        if request is None and self._may_have_more and self._lease_more():
            request = self._pop()
        return request

    def _pop(self) -> Request | None:
        for key in list(self._ready):
            requests = self._ready.pop(key)
            if self._is_busy(key):
                self._ready[key] = requests
                continue
            request = requests.popleft()
            self._given_out.setdefault(key, WeakSet()).add(request)
            if requests:  # to the end of the line: the hosts take turns
                self._ready[key] = requests
            else:
                self._may_have_more = True
            return request
        return None

    def _lease_more(self) -> bool:
        """Take requests of hosts that have none ready."""
        waiting_hosts = {host_of(request.url) for ready in self._ready.values() for request in ready}
        try:
            with self._session.library.batch():
                self._push()
                leases = self._queue.lease(self._session.run, LEASE_AHEAD, busy_hosts=waiting_hosts)
        except StoreFailed as error:
            self._session.give_up(error)
            leases = []
        self._may_have_more = len(leases) == LEASE_AHEAD
        for lease in leases:
            request = self._request(lease)
            if request is not None:
                self._ready.setdefault(self._slot_key(request), deque()).append(request)
        return bool(leases)

    def _request(self, lease: Lease) -> Request | None:
        assert self._spider is not None
        try:
            request = from_json(lease.request, self._spider)
        except (ValueError, TypeError, AttributeError) as error:
            reason = f"the queued request cannot be read ({error})"
            self._session.library.fail(lease.url, "queue", reason, lease=lease.id, run=self._session.run)
            return None
        request.meta["lease"] = lease.id
        return request

    def _wanted(self, request: Request, fingerprint: bytes) -> Wanted | None:
        try:
            text = to_json(request, self._spider)
        except (ValueError, TypeError) as error:
            logger.warning("%s cannot be stored and would be lost in a crash: %s", request, error)
            return None
        return Wanted(request.url, fingerprint, text, request.priority, is_repeatable=request.dont_filter)

    def _push(self) -> None:
        """One write for all that came since the last one; it stands before the leases that found them."""
        coming, self._coming = self._coming, {}
        self._queue.push(coming.values())

    def _slot_key(self, request: Request) -> str:
        engine = self._crawler.engine
        return engine.downloader.get_slot_key(request) if engine is not None else ""

    def _is_busy(self, key: str) -> bool:
        """Whether a host has one request more than it takes at a time: that one is ready to go."""
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(key)
        concurrency = slot.concurrency if slot is not None else downloader.domain_concurrency
        under_way = sum(request in downloader.active for request in self._given_out.get(key, ()))
        return 0 < concurrency < under_way

    def _left_downloader(self, request: Request) -> None:
        self._given_out.get(self._slot_key(request), WeakSet()).discard(request)
        self._wake_engine()

    def _look_again(self) -> None:
        """Other runs queue requests too, and a waiting one's time comes without anybody's saying so."""
        self._may_have_more = True
        self._wake_engine()

    def _wake_engine(self) -> None:
        """Let Scrapy ask now. By itself it asks when a page is stored, not when its host is free again."""
        slot = getattr(self._crawler.engine, "_slot", None)
        if slot is not None:
            slot.nextcall.schedule()

    def _count(self, what: str) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"frontier/{what}")


class Links:
    """Spider middleware next to the engine: a listing is done when all that it links to is queued."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Links:
        return cls(crawler)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Queue the requests here and now, so that they stand before the lease in the same transaction."""
        engine = self._crawler.engine
        assert engine is not None
        lease = response.meta.get("lease")
        is_handed_on = False
        async for output in result:
            if isinstance(output, Request):
                output.meta.pop("lease", None)
                engine.crawl(output)
                continue
            if isinstance(output, Page) and lease is not None:
                is_handed_on = True
                output = output if output.lease is not None else replace(output, lease=lease)
            yield output
        if lease is not None and not is_handed_on:
            session = session_of(self._crawler)
            session.write(lambda: session.library.queue.done(lease))


class Failures:
    """Records what nobody else does: a request that brought nothing, a callback that broke.

    As a downloader middleware it stands behind the retries, as a spider middleware next to the spider.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Failures:
        return cls(crawler)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A download that failed for good; a spider with an errback looks after itself."""
        if request.errback is None:
            self._record(request, exception)

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        """A callback that raised, or an answer that is no page (HTTP errors)."""
        request = response.request
        if request is not None:
            self._record(request, exception, status=response.status)

    def _record(self, request: Request, exception: Exception, status: int | None = None) -> None:
        from scrapy.spidermiddlewares.httperror import HttpError

        lease = request.meta.get("lease")
        if lease is None:
            return
        is_answer = isinstance(exception, HttpError)
        stage = getattr(exception, "stage", "fetch" if is_answer or status is None else "read")
        reason = f"HTTP {status}" if is_answer else getattr(exception, "reason", None) or _say(exception)
        session = session_of(self._crawler)
        session.write(
            lambda: session.library.fail(
                request.url, stage, str(reason), lease=lease, run=session.run, status=status
            )
        )


def _say(exception: Exception) -> str:
    text = str(exception).strip()
    return f"{type(exception).__name__}: {text}" if text else type(exception).__name__
