"""The pages that are named: `ingest fetch URL…`, `scrapy crawl url -a url=…`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from ingest.discover import is_web_address
from ingest.discover.lists import read_list
from ingest.middlewares.addresses import without_credentials
from ingest.spiders.articles import ArticleSpider

NAMED = {"from": "person"}
"""Who names a page wants it read: only a wall is refused then."""


class UrlSpider(ArticleSpider):
    """Fetches addresses, known or not: `url` (separated by spaces), `file` (one a line), `failed` (1)."""

    name = "url"

    def __init__(
        self, url: str = "", file: str = "", failed: str = "", render: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.urls = url.split()
        if file:
            self.urls += [candidate.url for candidate in read_list(Path(file).read_bytes())]
        self.meta = {"playwright": True} if render == "browser" else {}
        self.is_retry = failed.lower() in {"1", "true", "yes"}

    async def start(self) -> AsyncIterator[Any]:
        """One request for each address; what is no web address is a failure at once."""
        for url in dict.fromkeys(self.urls):
            if is_web_address(url):
                yield self.article(url, refetch=True, meta=self.meta, hints=NAMED)
            else:
                self.record_failure(
                    without_credentials(url), "queue", "not a web address: only http and https"
                )
        if self.is_retry:
            for url, source in failed_addresses(self.library):
                yield self.article(url, refetch=True, source=source)


def failed_addresses(library: Any) -> list[tuple[str, str | None]]:
    """What failed and can be fetched as a page, with its source, unless that is paused.

    A source's own address is no page.
    """
    sql = (
        "SELECT url, source_id FROM failures WHERE url NOT IN (SELECT url FROM sources)"
        " AND coalesce(source_id NOT IN (SELECT id FROM sources WHERE is_paused), 1) ORDER BY last_at"
    )
    rows = library.db.conn.execute(sql).fetchall()
    return [(url, str(source) if source else None) for url, source in rows if is_web_address(url)]
