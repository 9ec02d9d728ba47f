"""A crawl of the loopback site in a process of its own, so that it can be killed: DB URL [NAME=VALUE …]."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from ingest.items import Page

SETTINGS = {
    "EXTENSIONS": {"ingest.pipelines.LibraryExtension": 0},
    "ITEM_PIPELINES": {"ingest.pipelines.ReadArticle": 300, "ingest.pipelines.StoreArticle": 800},
    "SCHEDULER": "ingest.frontier.Scheduler",
    "SPIDER_MIDDLEWARES": {"ingest.frontier.Links": 10, "ingest.frontier.Failures": 950},
    "DOWNLOADER_MIDDLEWARES": {"ingest.frontier.Failures": 10},
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "INFO",
}


class SiteSpider(Spider):
    """Listings lead to articles and further listings."""

    name = "site"

    def __init__(self, start: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_url = start

    async def start(self) -> AsyncIterator[Any]:
        yield Request(f"{self.start_url}/list/0")

    async def parse(self, response: Response, **_: Any) -> AsyncIterator[Any]:
        for link in response.css("a::attr(href)").getall():
            yield response.follow(link, self.parse_article if "/article/" in link else self.parse)

    async def parse_article(self, response: Response, **_: Any) -> AsyncIterator[Any]:
        yield Page(
            url=response.url, body=response.body, fetched_at=datetime.now(UTC), lease=response.meta["lease"]
        )


if __name__ == "__main__":
    db, url, *more = sys.argv[1:]
    process = AsyncCrawlerProcess(SETTINGS | {"INGEST_DB": db} | dict(pair.split("=", 1) for pair in more))
    process.crawl(SiteSpider, start=url)
    process.start()
