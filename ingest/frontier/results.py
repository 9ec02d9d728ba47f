"""When a request is done: its page is stored, its links are queued, or its failure is on record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import Request

from ingest.items import Page
from ingest.session import session_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response


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
