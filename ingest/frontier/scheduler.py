"""The scheduler: what Scrapy asks for the next request, and gives the ones it finds."""

from __future__ import annotations

import logging
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.utils.asyncio import create_looping_call

from ingest.frontier.ready import Ready
from ingest.requests import from_json, to_json
from ingest.session import Session, session_of
from ingest.store import Lease, Wanted

if TYPE_CHECKING:
    from scrapy.core.downloader import Downloader
    from scrapy.crawler import Crawler

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
        self._ready = Ready(self._downloader)
        self._may_have_more = True
        self._is_leasing = False
        # Hosts that were passed over by the last lease, because they had enough.
        self._passed_over: set[str] = set()
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
            self._ready.add(request, is_next=True)
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
        request = self._ready.pop()
        if not self._is_leasing and (self._may_have_more or not self._passed_over <= self._ready.supplied):
            self._is_leasing = True
            downloader = self._downloader()
            if request is None and not (downloader and downloader.active):
                self._session.at_once(self._lease_more)
                return self._ready.pop()
            self._session.write(self._lease_more)  # with the results of what is under way
        return request

    def _lease_more(self) -> None:
        """Take requests of hosts that have too few ready."""
        self._is_leasing = False
        if self._coming:
            self._push()
        self._passed_over = set(self._ready.supplied)
        leases = self._queue.lease(self._session.run, LEASE_AHEAD, busy_hosts=self._passed_over)
        self._may_have_more = len(leases) == LEASE_AHEAD
        for lease in leases:
            request = self._request(lease)
            if request is not None:
                self._ready.add(request)
        self._wake_engine()

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

    def _downloader(self) -> Downloader | None:
        engine = self._crawler.engine
        return engine.downloader if engine is not None else None

    def _left_downloader(self, request: Request) -> None:
        self._ready.left(request)
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
