"""One feed (RSS, Atom, RDF or JSON Feed): `scrapy crawl feed -a url=…`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from ingest.spiders.listings import ListingSpider, plan_of


class FeedSpider(ListingSpider):
    """Reads the source at `url` (several are separated by spaces) and fetches its new articles."""

    name = "feed"

    def __init__(self, url: str = "", **arguments: Any) -> None:
        super().__init__()
        self.urls = url.split()
        self.arguments = arguments

    async def start(self) -> AsyncIterator[Any]:
        """One request for each source."""
        for url in self.urls:
            yield self.listing(plan_of(url, "feed", self.arguments))
