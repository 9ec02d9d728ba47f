"""One sitemap, news sitemap or index: `scrapy crawl sitemap -a url=…`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from ingest.spiders.listings import ListingSpider, plan_of


class SitemapSpider(ListingSpider):
    """Reads the source at `url` (several are separated by spaces) and fetches its new articles."""

    name = "sitemap"

    def __init__(self, url: str = "", **arguments: Any) -> None:
        super().__init__()
        self.urls = url.split()
        self.arguments = arguments

    async def start(self) -> AsyncIterator[Any]:
        """One request for each source."""
        for url in self.urls:
            yield self.listing(plan_of(url, "sitemap", self.arguments))
