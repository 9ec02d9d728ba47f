"""From a page to a row: Scrapy's item pipelines. In any Scrapy project these settings are all it takes:

    EXTENSIONS = {"ingest.pipelines.LibraryExtension": 0}
    ITEM_PIPELINES = {"ingest.pipelines.ReadArticle": 300, "ingest.pipelines.StoreArticle": 800}
    INGEST_DB = "articles.db"

The spider yields `ingest.items.Page`; what comes out at the end is an `ingest.Article`.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from scrapy.exceptions import DropItem

from ingest.errors import IngestError, NotAnArticle, StoreFailed, UnreadablePage
from ingest.items import Article, Page
from ingest.reading import Reader
from ingest.session import LibraryExtension, library_of, run_of, session_of
from ingest.store.corrections import overrides_of
from ingest.store.worse import WALL_CONFIDENCE
from ingest.walls import TEASER, name_wall

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["LibraryExtension", "Read", "ReadArticle", "StoreArticle", "library_of", "run_of"]

logger = logging.getLogger(__name__)

# The extractor's own word for "probably no article" (`Article.confidence`).
MIN_CONFIDENCE = 0.5


def least_confidence(page: Page) -> float:
    """What the extractor must be sure of: less where a person, a feed or a news sitemap names the page."""
    is_named = page.hints.get("from") in ("person", "feed") or "title" in page.hints
    return WALL_CONFIDENCE if is_named else MIN_CONFIDENCE


class Read(NamedTuple):
    """A page and what was read out of it: the item between the two pipelines."""

    page: Page
    article: Article


class ReadArticle:
    """Page -> article. The only place where a page's failure is caught: it becomes a row in `failures`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._reader = Reader(crawler.settings.getint("INGEST_EXTRACT_WORKERS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReadArticle:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Other items than pages pass through untouched."""
        if not isinstance(item, Page):
            return item
        try:
            return Read(item, await self._read(item))
        except IngestError as error:
            with suppress(StoreFailed):  # the session ends the crawl, and says why
                await self._record(item, error)
            raise DropItem(str(error), log_level="INFO") from error

    async def _read(self, page: Page) -> Article:
        decided = overrides_of(library_of(self._crawler).db, page.url)
        article = await self._reader.read(page, decided)
        is_article = article is not None and article.confidence >= least_confidence(page)
        wall = name_wall(page, article if is_article else None)
        # A teaser is better than nothing; one that would replace a whole text is refused by the library.
        if wall is not None and not (is_article and wall == TEASER):
            raise NotAnArticle(wall, page.url)
        if article is None or not is_article:
            raise NotAnArticle("no article on the page", page.url)
        if not article.body.strip():
            raise NotAnArticle("empty shell", page.url)
        return article

    async def _record(self, page: Page, error: IngestError) -> None:
        session = session_of(self._crawler)
        kept = None if isinstance(error, UnreadablePage) else page
        await session.written(
            lambda: session.library.fail(
                page.requested_url or page.url,
                error.stage,
                error.reason,
                lease=page.lease,
                run=session.run,
                page=kept,
                status=page.status,
            )
        )
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value("ingest/failed")
            self._crawler.stats.inc_value(f"ingest/failed/{error.reason}")

    def close_spider(self) -> None:
        """Called by Scrapy at the end."""
        self._reader.close()


class StoreArticle:
    """Article -> row, in one transaction with its page and its lease."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StoreArticle:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Gives the article on, once it is committed."""
        if not isinstance(item, Read):
            return item
        session = session_of(self._crawler)
        try:
            saved = await session.written(
                lambda: session.library.save(item.article, item.page, lease=item.page.lease, run=session.run)
            )
        except StoreFailed as error:  # the session ends the crawl; the page's lease is still in the file
            raise DropItem(str(error), log_level="DEBUG") from error
        except Exception as error:
            logger.exception("storing %s", item.page.url)
            await self._record(item.page, f"could not be stored ({type(error).__name__}: {error})")
            raise DropItem(str(error), log_level="DEBUG") from error
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"ingest/{saved.outcome}")
        return item.article

    async def _record(self, page: Page, reason: str) -> None:
        session = session_of(self._crawler)
        url = page.requested_url or page.url
        await session.written(
            lambda: session.library.fail(url, "store", reason, lease=page.lease, run=session.run)
        )
