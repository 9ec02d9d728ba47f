"""Pages on disk, through the same pipelines: `ingest crawl --saved PATH…`. No network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from scrapy import signals
from scrapy.utils.asyncio import call_later

from ingest.errors import UnreadablePage
from ingest.items import Page
from ingest.saved import pages_in
from ingest.spiders.articles import ArticleSpider
from ingest.store.clock import utc
from ingest.store.stories import article_at

IN_WORK = 200
"""Pages read ahead of the pipelines: a file of a gigabyte must not stand in memory."""
PAUSE = 0.005


class SavedSpider(ArticleSpider):
    """Reads the pages of `file` (several are separated by line ends), newer ones than stored only."""

    name = "saved"

    def __init__(self, file: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.files = [line for line in file.split("\n") if line]
        self.in_work = 0

    async def start(self) -> AsyncIterator[Any]:
        """Each page as an item of its own; the pipelines set the pace."""
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            self.crawler.signals.connect(self._one_done, signal=signal)
        for page in pages_in(self.files):
            while self.in_work >= IN_WORK:
                await asyncio.sleep(PAUSE)
            if isinstance(page, UnreadablePage):
                self.record_failure(page.url or "", "read", page.reason)
            elif self._is_older(page):
                self.count("older")
            else:
                self.in_work += 1
                yield page

    def _is_older(self, page: Page) -> bool:
        """Whether the library has looked at this story since: an archive never turns the clock back."""
        known = article_at(self.library.db, page.url)
        if known is None:
            return False
        row = self.library.db.conn.execute(
            "SELECT checked_at FROM articles WHERE id = ?", (known,)
        ).fetchone()
        return bool(row[0] > utc(page.fetched_at))

    def _one_done(self) -> None:
        self.in_work -= 1
        if self.in_work == 0:
            call_later(0, self._end_if_closing)

    def _end_if_closing(self) -> None:
        """Scrapy, told to stop, looks whether work is left when a response is done; here are none."""
        scraper = self.crawler.engine.scraper if self.crawler.engine is not None else None
        slot = scraper.slot if scraper is not None else None
        if scraper is None or slot is None or (slot.closing is not None and slot.closing.called):
            return
        if not slot.is_idle():
            call_later(PAUSE, self._end_if_closing)
        elif slot.closing is not None:
            scraper._check_if_closing()
