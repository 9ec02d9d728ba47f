"""One host's rest: Crawl-delay, autothrottle, Retry-After, exponential backoff, a budget a run."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.utils.httpobj import urlparse_cached

from ingest.errors import FetchFailed
from ingest.middlewares.reasons import BLOCKED, is_transient, reason_of, status_reason

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response
    from scrapy.robotstxt import RobotParser

LONGEST_RETRY_AFTER = timedelta(days=7)
"""A Retry-After beyond a week is a mistake in the header, not a wish."""


REFUSALS = 5
"""Refused pages in a row (401, 403, 429, 451) after which a host is left alone: it means us, not a page."""
SILENCES = 3
"""Requests in a row, each with its retries, that a host may leave unanswered."""
LATER = timedelta(hours=1)
"""When a host that refused or was down is asked again."""
BUDGET_PAUSE = timedelta(minutes=15)
"""What a host's budget left over stays in the queue, out of this run's reach."""


class HostResting(FetchFailed):
    """The host asked for a rest until a time, or has had its budget for this run (no `until`)."""

    def __init__(self, reason: str, url: str, until: datetime | None = None) -> None:
        super().__init__(reason, url)
        self.until = until


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait: seconds or an HTTP date; None where it says nothing."""
    if not value:
        return None
    value = value.strip()
    if value.isdecimal():
        wait = timedelta(seconds=min(float(value), LONGEST_RETRY_AFTER.total_seconds()))
    else:
        try:
            until = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(max(wait, timedelta(0)), LONGEST_RETRY_AFTER)


class Hosts:
    """Holds back requests to a host that asked for a long rest or has had its budget."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.budget = crawler.settings.getint("INGEST_HOST_BUDGET")
        self.max_wait = crawler.settings.getfloat("INGEST_MAX_WAIT")
        self.asked: Counter[str] = Counter()
        self.resting: dict[str, tuple[datetime, str]] = {}
        self.refused: Counter[str] = Counter()
        self.silent: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Hosts:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise `HostResting` where the host should be left alone."""
        host = urlparse_cached(request).hostname or ""
        until, why = self.resting.get(host, (None, ""))
        if until and until > datetime.now(UTC):
            raise HostResting(f"host is resting: {why}", request.url, until)
        if request.meta.get("is_robots") or not self.budget:
            return
        if self.asked[host] >= self.budget:
            raise HostResting("host's budget for this run is used up", request.url)
        self.asked[host] += 1

    def process_response(self, request: Request, response: Response) -> Response:
        """Note a wish for a long rest, and refusals in a row: both end this host's turn in this run."""
        host = urlparse_cached(request).hostname or ""
        self.silent.pop(host, None)
        wait = wait_of(response) if response.status in {429, 503} else None
        if wait and wait.total_seconds() > self.max_wait:
            self.resting[host] = (datetime.now(UTC) + wait, "it asked for it (Retry-After)")
        if request.meta.get("is_robots"):
            return response
        if response.status not in BLOCKED:
            self.refused.pop(host, None)
            return response
        self.refused[host] += 1
        if self.refused[host] >= REFUSALS and host not in self.resting:
            self.resting[host] = (datetime.now(UTC) + LATER, f"it refused {REFUSALS} pages in a row")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count failures to connect that no retry mended; a dead host is not asked a thousand times."""
        if isinstance(exception, FetchFailed) or not is_transient(exception):
            return
        host = urlparse_cached(request).hostname or ""
        self.silent[host] += 1
        if self.silent[host] >= SILENCES:
            self.resting[host] = (datetime.now(UTC) + LATER, f"no answer {SILENCES} times in a row")


class Backoff:
    """Retries what may succeed: a host that stumbles is left alone for longer and longer."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.times = settings.getint("RETRY_TIMES")
        self.codes = {int(code) for code in settings.getlist("RETRY_HTTP_CODES")}
        self.first = settings.getfloat("INGEST_BACKOFF")
        self.max_wait = settings.getfloat("INGEST_MAX_WAIT")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Backoff:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Try again after a passing error, at the time the server names, if it names one."""
        if response.status not in self.codes or request.meta.get("dont_retry"):
            return response
        wait = wait_of(response)
        seconds = wait.total_seconds() if wait is not None else None
        return self._again(request, status_reason(response), seconds) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Try again after a connection that failed or broke."""
        if request.meta.get("dont_retry") or not is_transient(exception):
            return None
        return self._again(request, reason_of(exception), None)

    def _again(self, request: Request, reason: str, wait: float | None) -> Request | None:
        tried = request.meta.get("retry_times", 0)
        if wait is None:
            wait = self.first * 2**tried * random.uniform(1, 1.25)
        if tried >= self.times or wait > self.max_wait:
            return None
        self.crawler.spider.logger.debug("again in %.1f s (%s): %s", wait, reason, request.url)  # type: ignore[union-attr]
        if self.crawler.stats:
            self.crawler.stats.inc_value("ingest/retries")
        _hold(self.crawler, request, wait)
        again = request.copy()
        again.meta["retry_times"] = tried + 1
        again.dont_filter = True
        return again


def wait_of(response: Response) -> timedelta | None:
    """What the response's Retry-After asks for."""
    value = response.headers.get("Retry-After")
    return retry_after(value.decode("latin-1") if value else None, datetime.now(UTC))


def _hold(crawler: Crawler, request: Request, seconds: float) -> None:
    """Let nothing go to the request's host for so long: a slot's delay counts from when it was last seen."""
    slot = _slot_of(crawler, request)
    if slot is not None and seconds > 0:
        slot.delay = max(slot.delay, 0.001)
        slot.lastseen = max(slot.lastseen, time.monotonic() + seconds)


def _slot_of(crawler: Crawler, request: Request) -> Slot | None:
    assert crawler.engine is not None
    downloader = crawler.engine.downloader
    return downloader.slots.get(downloader.get_slot_key(request))


class CrawlDelay:
    """An extension: no host is asked faster than its Crawl-delay, which Scrapy parses and forgets.

    It comes after Scrapy's autothrottle, which would make the delay shorter again after each answer.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.floors: dict[str, float] = {}
        self.longest = crawler.settings.getfloat("INGEST_MAX_CRAWL_DELAY")
        self.agent = str(crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"])
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self._hold_back, signal=signals.request_reached_downloader)
        crawler.signals.connect(self._hold_back, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        return cls(crawler)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        delay = robotparser.crawl_delay(self.agent)
        if delay:
            self.floors[urlparse_cached(request).hostname or ""] = min(float(delay), self.longest)

    def _hold_back(self, request: Request) -> None:
        floor = self.floors.get(urlparse_cached(request).hostname or "")
        slot = _slot_of(self.crawler, request) if floor else None
        if slot is not None and floor:
            slot.delay = max(slot.delay, floor)
            slot.concurrency, slot.jitter = 1, 0.0
