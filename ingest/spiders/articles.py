"""How every spider asks for an article and turns the answer into a `Page`."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scrapy import Spider
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from ingest.discover.parts import join_parts, next_part, original_of, single_view
from ingest.discover.sections import parse_page
from ingest.errors import FetchFailed
from ingest.items import Page
from ingest.middlewares.hosts import BUDGET_PAUSE, HostResting
from ingest.middlewares.reasons import reason_of
from ingest.responses import asked_url, first_url, lease_of, retry_time, to_page, why_unreadable
from ingest.session import Session, session_of
from ingest.store import Library
from ingest.store.addresses import clean_address

PARTS_LIMIT = 20
"""Most pages that one article is put together from: longer chains are galleries or lists."""
ONCE = "once-"
"""How the queue of a single command begins: nobody goes on with it later."""
COPY_MARK = re.compile(rb"<html[^>]*(?:\samp\b|\xe2\x9a\xa1)", re.IGNORECASE)
COPY_HOST = re.compile(r"^https?://(?:m|mobile|amp)\.")
REFUSED = ("forbidden by robots.txt", "forbidden address", "not a web address", "larger than", "certificate")
"""Reasons that time does not heal: not tried again by itself."""


class ArticleSpider(Spider):
    """A spider whose `parse` reads article pages and whose `failed` records what did not arrive."""

    @property
    def session(self) -> Session:
        """This crawl's hold on the library: everything is written through it, in its order."""
        return session_of(self.crawler)

    @property
    def library(self) -> Library:
        """The library this crawl fills: for reading from here."""
        return self.session.library

    def article(
        self,
        url: str,
        *,
        source: str | None = None,
        hints: Mapping[str, str] | None = None,
        refetch: bool = False,
        meta: Mapping[str, Any] | None = None,
    ) -> Request:
        """A request for an article's page; `refetch` asks again for what was asked for in this crawl."""
        url = clean_address(url)
        headers = {} if refetch else self.library.validators(url)
        return Request(
            url,
            callback=self.parse,
            errback=self.failed,
            headers=headers,
            dont_filter=refetch,
            meta={
                **(meta or {}),
                "source": source,
                "hints": dict(hints or {}),
                **({"handle_httpstatus_list": [304]} if headers else {}),
            },
        )

    async def parse(self, response: Response, **_: Any) -> AsyncIterator[Any]:
        """A fetched page becomes a `Page`; one that goes on elsewhere is put together first."""
        lease = lease_of(response)
        if response.status == 304:
            session, url = self.session, asked_url(response)
            session.write(lambda: session.library.unchanged(url, lease=lease, run=session.run))
            self.count("unchanged")
            return
        page = to_page(response)
        problem = why_unreadable(response)
        if problem:
            self.record_failure(
                page.requested_url or page.url,
                "read",
                problem,
                page=page,
                lease=lease,
                status=response.status,
            )
            return
        yield await self.whole(page, response)

    async def whole(self, page: Page, response: Response) -> Page:
        """The page itself, or the whole article where it is a copy or one part of several."""
        if COPY_MARK.search(page.body[:4000]) or COPY_HOST.match(page.url):
            page = await self._original(page, response)
        if not _may_have_parts(page):
            return page
        root = parse_page(page.body, page.encoding)
        following = next_part(root, page.url) if root is not None else None
        if root is None or following is None:
            return page
        single = single_view(root, page.url)
        view = await self._fetch(single, response) if single else None
        if view is not None:
            return _instead(page, view)
        return await self._joined(page, following, response)

    async def _joined(self, page: Page, following: str | None, response: Response) -> Page:
        parts: list[tuple[bytes, str]] = []
        seen = {page.url}
        while following and following not in seen and len(parts) < PARTS_LIMIT:
            seen.add(following)
            part = await self._fetch(following, response)
            if part is None:
                break
            parts.append((part.body, part.url))
            root = parse_page(part.body, part.encoding)
            following = next_part(root, part.url) if root is not None else None
        body = join_parts(page.body, page.url, parts)
        return replace(page, body=body, hints={**page.hints, "parts": str(len(parts) + 1)})

    async def _original(self, page: Page, response: Response) -> Page:
        root = parse_page(page.body, page.encoding)
        original = original_of(root, page.url) if root is not None else None
        found = await self._fetch(original, response) if original else None
        return _instead(page, found) if found is not None else page

    async def _fetch(self, url: str, response: Response) -> Page | None:
        """Another page of the same article, past the frontier: it has no life of its own there."""
        engine = self.crawler.engine
        assert engine is not None
        meta = {name: response.meta[name] for name in ("playwright",) if name in response.meta}
        try:
            answer = await engine.download_async(Request(url, meta=meta))
        except Exception as error:  # noqa: BLE001 - whatever broke, the first page stands by itself
            self.logger.info("%s: %s", reason_of(error), url)
            return None
        return to_page(answer) if answer.status == 200 and not why_unreadable(answer) else None

    def failed(self, failure: Failure) -> None:
        """A request that brought no page: one row in `failures`, with its reason."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error: BaseException = failure.value or FetchFailed("fetch failed", request.url)
        lease = request.meta.get("lease")
        queue = self.library.queue
        is_over_budget = isinstance(error, HostResting) and error.until is None
        if is_over_budget and lease is not None and not queue.name.startswith(ONCE):
            again = (datetime.now(UTC) + BUDGET_PAUSE).isoformat(timespec="seconds")
            self.session.write(lambda: queue.retry(lease, not_before=again))
            self.count("postponed")
            return
        reason = reason_of(error)
        self.record_failure(
            first_url(request),
            "queue" if reason.startswith(REFUSED) else "fetch",
            reason,
            lease=lease,
            status=error.response.status if isinstance(error, HttpError) else None,
            retry_at=retry_time(error),
        )

    def record_failure(self, url: str, stage: str, reason: str, **details: Any) -> None:
        """Write the failure down, count it and tell whoever watches."""
        session = self.session
        session.write(lambda: session.library.fail(url, stage, reason, run=session.run, **details))
        self.count("failed")
        self.count(f"failed/{reason}")
        self.logger.info("failed (%s): %s", reason, url)

    def count(self, what: str) -> None:
        """One more of something, for the run's summary."""
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"ingest/{what}")


def _may_have_parts(page: Page) -> bool:
    """A cheap look before parsing: the page links to its own address with a number behind it."""
    stem = re.sub(r"(?:\.s?html?)?/?(?:\?.*)?$", "", page.url).rsplit("/", 1)[-1]
    stem = re.sub(r"[-_]?\d{0,2}$", "", stem) or stem
    if len(stem) < 3:
        return False
    pattern = re.escape(stem.encode()) + rb"[^\s\"'<>]{0,40}(?:[/=_-]|page)[2-9]\d?(?:\.s?html?)?/?[\"'\s>]"
    return re.search(pattern, page.body) is not None


def _instead(page: Page, other: Page) -> Page:
    """The other page, under the request, source and lease of the first, whose address becomes an alias."""
    requested = page.requested_url or page.url
    middle = tuple(url for url in (*page.redirects, page.url, *other.redirects) if url != requested)
    return replace(
        other,
        requested_url=requested,
        redirects=middle,
        source=page.source,
        lease=page.lease,
        hints={**other.hints, **page.hints},
    )
