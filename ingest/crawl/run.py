"""The one place that starts Scrapy with our settings: `fetch`, `crawl`, `source` and the demo come here.

A process can do this once: Twisted's reactor does not start twice.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from twisted.logger import globalLogBeginner

from ingest.crawl.summary import Failed, Summary, add_up, summary_of
from ingest.errors import IngestError
from ingest.session import run_of
from ingest.store import Library


@dataclass(frozen=True, slots=True)
class Job:
    """A spider's name and its arguments, as `scrapy crawl NAME -a KEY=VALUE` would have them."""

    spider: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


def run(
    jobs: Sequence[Job],
    *,
    db: Path | str,
    command: str,
    settings: Mapping[str, Any] | None = None,
    progress: str = "auto",
) -> Summary:
    """Crawl until all jobs are done and say what came of it.

    `progress` is "live", "plain", "none" or "auto" (live on a terminal, plain elsewhere).
    Raises `StoreFailed` where the library cannot be used.
    """
    _say_less_of_certificates()
    process = AsyncCrawlerProcess(crawl_settings(db, command, settings, progress))
    watched = [_Watched(process, job) for job in jobs]
    process.start()
    for watch in watched:
        watch.raise_error()
    with Library(db) as library:
        return add_up(_close(library, watch) for watch in watched if watch.run is not None)


def crawl_settings(
    db: Path | str, command: str, settings: Mapping[str, Any] | None = None, progress: str = "auto"
) -> Settings:
    """Our settings with this run's own on top."""
    if progress == "auto":
        progress = "live" if sys.stderr.isatty() else "plain"
    ours = Settings()
    ours.setmodule("ingest.settings", priority="project")
    own = {
        "INGEST_DB": str(db),
        "INGEST_COMMAND": command,
        "INGEST_PROGRESS": "" if progress == "none" else progress,
        "LOG_LEVEL": "WARNING",
        **(settings or {}),
    }
    ours.update(own, priority="cmdline")
    return ours


def _say_less_of_certificates() -> None:
    """Keep Twisted from printing a traceback for each wrong certificate: it is a failure with its reason."""
    # Until logging begins, Twisted prints what is critical itself, beside Scrapy's log.
    globalLogBeginner.beginLoggingTo([], redirectStandardIO=False)
    logging.getLogger("twisted").addFilter(
        lambda line: not line.getMessage().startswith("while verifying certificate")
    )


class _Watched:
    """A crawler under way, and the number of its run."""

    def __init__(self, process: AsyncCrawlerProcess, job: Job) -> None:
        self.run: int | None = None
        self.crawler: Crawler = process.create_crawler(job.spider)
        self.crawler.signals.connect(self._opened, signal=signals.spider_opened)
        self.task: asyncio.Task[None] = process.crawl(self.crawler, **job.arguments)

    def raise_error(self) -> None:
        """Pass on what kept the crawler from starting."""
        error = self.task.exception() if self.task.done() and not self.task.cancelled() else None
        if isinstance(error, IngestError):
            raise error
        if error is not None:
            raise IngestError(f"the crawl broke ({type(error).__name__}: {error})") from error

    def _opened(self) -> None:
        self.run = run_of(self.crawler)


def _close(library: Library, watch: _Watched) -> Summary:
    """The run's summary, kept in its row."""
    assert watch.run is not None
    rows = library.db.conn.execute(
        "SELECT url, stage, reason FROM failures WHERE run_id = ? ORDER BY id", (watch.run,)
    ).fetchall()
    stats = watch.crawler.stats.get_stats() if watch.crawler.stats else {}
    summary = summary_of(stats, watch.run, (Failed(*row) for row in rows))
    library.finish_run(watch.run, summary.outcome, summary.as_dict())
    return summary
