"""Running crawls from a program: start the spiders, watch them, sum up.

run       one place that starts Scrapy with our settings
summary   what a run came to, for people and for programs
progress  the live line on a terminal, plain lines elsewhere
"""

from __future__ import annotations

from ingest.crawl.run import Job, run
from ingest.crawl.summary import Summary

__all__ = ["Job", "Summary", "run"]
