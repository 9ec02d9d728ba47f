"""robots.txt as RFC 9309 says: absent is allowed, broken or unreachable is forbidden until it recovers."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from ingest.errors import FetchFailed
from ingest.middlewares.addresses import without_credentials
from ingest.middlewares.reasons import reason_of

if TYPE_CHECKING:
    from scrapy.robotstxt import RobotParser

READ_LIMIT = 512_000
"""Bytes of a robots.txt that are read: the RFC asks for at least 500 KiB."""
KEEP = 24 * 3600.0
"""Seconds a file is believed: the RFC's day."""
KEEP_BROKEN = 300.0
"""Seconds until a host whose robots.txt could not be had is asked again."""


@dataclass(slots=True)
class Rules:
    """What a host's robots.txt says: a parser, or why nothing may be fetched."""

    parser: RobotParser | None
    unavailable: str | None
    until: float


class RobotsTxt(RobotsTxtMiddleware):
    """Asks each origin's robots.txt once and lets through what it allows."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Hold the request until its host's rules are known; raise `FetchFailed` where they forbid it."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules_of(request)
        url = without_credentials(request.url)
        if rules.unavailable:
            raise FetchFailed(rules.unavailable, url)
        agent = self._robotstxt_useragent or self._default_useragent
        if rules.parser and not rules.parser.allowed(request.url, agent):
            self._stats.inc_value("robotstxt/forbidden")
            raise FetchFailed("forbidden by robots.txt", url)

    async def _rules_of(self, request: Request) -> Rules:
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        known = self._rules.get(origin)
        if known is None or (known.done() and known.result().until < time.monotonic()):
            known = asyncio.ensure_future(self._fetch(origin, request))
            self._rules[origin] = known
        return await asyncio.shield(known)

    async def _fetch(self, origin: str, request: Request) -> Rules:
        asking = Request(
            f"{origin}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={
                "dont_obey_robotstxt": True,
                "is_robots": True,
                "dont_retry": request.meta.get("dont_retry", False),
            },
            callback=NO_CALLBACK,
        )
        self._stats.inc_value("robotstxt/request_count")
        now = time.monotonic()
        engine = self.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(asking)
        except IgnoreRequest as error:
            # Too many redirects or an endless file: the RFC lets a crawler treat it as absent.
            self._stats.inc_value("robotstxt/ignored")
            return Rules(None, None if "redirect" in str(error) else reason_of(error), now + KEEP)
        except Exception as error:  # noqa: BLE001 - whatever broke, the rules are unknown
            return Rules(None, reason_of(error), now + KEEP_BROKEN)
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return await self._read(response, request, now)

    async def _read(self, response: Response, request: Request, now: float) -> Rules:
        if response.status >= 500 or response.status == 429:
            return Rules(None, f"robots.txt not to be had: HTTP {response.status}", now + KEEP_BROKEN)
        if response.status != 200:
            return Rules(None, None, now + KEEP)
        parser = build_from_crawler(self._parserimpl, self.crawler, response.body[:READ_LIMIT])
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return Rules(parser, None, now + KEEP)
