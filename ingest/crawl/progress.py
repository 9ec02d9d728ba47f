"""What a person sees while a crawl runs: one live line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.httpobj import urlparse_cached

from ingest.session import session_of

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

LIVE_SECONDS = 0.25
PLAIN_SECONDS = 10.0
"""A log line every ten seconds says that it lives without filling the log."""
SHOWN_HOSTS = 2


_watching: list[Progress] = []
"""The crawlers of this process; the first one's display speaks for all."""


class Progress:
    """A Scrapy extension: INGEST_PROGRESS is "live", "plain" or "" for nothing."""

    def __init__(self, crawler: Crawler) -> None:
        self.mode = crawler.settings.get("INGEST_PROGRESS") or ""
        if self.mode not in {"live", "plain"}:
            raise NotConfigured
        self.crawler = crawler
        self.hosts: Counter[str] = Counter()
        self.started = time.monotonic()
        self.bar: Bar | None = None
        self.task: Any = None
        self.is_open = False
        self.loop = create_looping_call(self.show)
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)
        crawler.signals.connect(self._arrived, signal=signals.response_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        return cls(crawler)

    def show(self) -> None:
        """Show where the crawl stands."""
        done, left = self._done(), self._left()
        if self.bar is not None:
            self.bar.update(self.task, completed=done, total=max(done + left, 1), description=self._counts())
            self.bar.update(self.task, hosts=self._hosts(), refresh=True)
        elif self.mode == "plain":
            sys.stderr.write(f"{done} of {done + left} pages: {self._counts()}; {self._hosts()}\n")
            sys.stderr.flush()

    def _opened(self, spider: Spider) -> None:
        self.started = time.monotonic()
        self.is_open = True
        _watching.append(self)
        if _watching[0] is not self:
            return
        if self.mode == "live":
            self.bar = _bar()
            self.task = self.bar.add_task("starting", total=1, hosts="")
            self.bar.start()
        self.loop.start(LIVE_SECONDS if self.mode == "live" else PLAIN_SECONDS, now=False)

    def _closed(self) -> None:
        self.is_open = False
        if not any(watched.is_open for watched in _watching):
            _watching[0].stop()

    def stop(self) -> None:
        """Take the display away: the last crawler has stopped."""
        if self.loop.running:
            self.loop.stop()
        if self.bar is not None:
            self.bar.stop()
            self.bar = None

    def _arrived(self, response: Response, request: Request, spider: Spider) -> None:
        self.hosts[urlparse_cached(request).hostname or ""] += 1

    def _stat(self, name: str) -> int:
        all_stats = [watched.crawler.stats for watched in _watching]
        counts: list[int] = [int(stats.get_value(f"ingest/{name}", 0)) for stats in all_stats if stats]
        return sum(counts)

    def _done(self) -> int:
        return sum(self._stat(name) for name in ("new", "changed", "unchanged", "kept", "failed"))

    def _left(self) -> int:
        return sum(
            session_of(watched.crawler).library.queue.pending() for watched in _watching if watched.is_open
        )

    def _counts(self) -> str:
        counts = [f"{self._stat(name)} {name}" for name in ("new", "changed", "failed") if self._stat(name)]
        return ", ".join(counts) or "reading sources"

    def _hosts(self) -> str:
        """The busiest hosts and how many answers a second each gives."""
        seconds = max(time.monotonic() - self.started, 1.0)
        hosts = sum((watched.hosts for watched in _watching), Counter())
        busiest = [f"{host} {count / seconds:.1f}/s" for host, count in hosts.most_common(SHOWN_HOSTS)]
        return "  ".join(busiest) + (
            f"  +{len(hosts) - SHOWN_HOSTS} hosts" if len(hosts) > SHOWN_HOSTS else ""
        )


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("[bold]{task.description}"),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[hosts]}"),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )
