"""The library's own sources: `ingest crawl [SOURCE…]`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from ingest.spiders.listings import ListingSpider, Plan
from ingest.store.addresses import host_of
from ingest.store.sources import Source

RECHECK_LIMIT = 500
"""Most stored stories looked at again in one crawl; the longest overdue come first."""


class SourcesSpider(ListingSpider):
    """Reads the library's sources that are due or named, and looks again at stories that may have changed.

    Arguments: `source` (ids, addresses, outlets or names, separated by spaces), `due` (only what is due),
    `recheck` (0: no second look), `limit` (most articles a source),
    `retry` (also those that could not be read the last time).
    """

    name = "sources"

    def __init__(
        self,
        source: str = "",
        due: str = "",
        recheck: str = "1",
        limit: str = "",
        retry: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.selectors = source.split()
        self.is_due_only = due.lower() in {"1", "true", "yes"}
        self.is_recheck = recheck.lower() in {"1", "true", "yes"}
        self.is_retry = retry.lower() in {"1", "true", "yes"}
        self.limit = int(limit) if limit else None

    async def start(self) -> AsyncIterator[Any]:
        """A request for each source, then one for each story that is up for another look."""
        chosen = list(self.library.sources.list(*self.selectors, due=self.is_due_only))
        if self.is_retry:
            chosen += [each for each in self.library.sources.list() if each.last_error and each not in chosen]
        for source in chosen:
            if not source.is_paused:
                yield self.listing(self._plan(source))
        if self.is_recheck:
            hosts = {host_of(source.url) for source in chosen} if self.selectors else {None}
            for host in hosts:
                for url in self.library.due(host=host, limit=RECHECK_LIMIT):
                    yield self.article(url)

    def _plan(self, source: Source) -> Plan:
        options = {name: source.options[name] for name in OPTIONS if name in source.options}
        if self.limit is not None:
            options["limit"] = self.limit
        return Plan(
            url=source.url, kind=source.kind, source=str(source.id), language=source.language, **options
        )


OPTIONS = ("depth", "days", "limit", "include", "exclude", "render")
"""What a source's row may say about how it is read; see `Plan`."""
