"""The raw pages, as far as they were kept, as a WARC 1.1 archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from ingest.query import Stored
from ingest.warc import write_warc

EXTENSION = "warc.gz"
IS_TEXT = False


def write(articles: Iterable[Stored], stream: IO[bytes]) -> None:
    """One response record a page, each gzipped by itself as the standard wants it."""
    write_warc((page for item in articles if (page := item.read_page()) is not None), stream)
