"""The frontier: a Scrapy scheduler on the library's own file, so that a crash loses no request.

    SCHEDULER = "ingest.frontier.Scheduler"
    SPIDER_MIDDLEWARES = {"ingest.frontier.Links": 10, "ingest.frontier.Failures": 950}
    DOWNLOADER_MIDDLEWARES = {"ingest.frontier.Failures": 10}

A request is queued, leased, done. It is done in the transaction that stores its result: an article's by
`Library.save` or `Library.fail`, a listing's together with the requests that were found on it.
"""

from __future__ import annotations

from ingest.frontier.results import Failures, Links
from ingest.frontier.scheduler import Scheduler

__all__ = ["Failures", "Links", "Scheduler"]
