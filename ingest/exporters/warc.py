"""The raw pages, as far as they were kept, as a WARC 1.1 archive (the extra "warc")."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from http import HTTPStatus
from io import BytesIO
from typing import IO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ingest.items import Page
from ingest.query import Stored

EXTENSION = "warc.gz"

# The stored body is already decoded and whole, so these would lie about it.
_UNTRUE = {"content-encoding", "transfer-encoding", "content-length"}


def write(articles: Iterable[Stored], stream: IO[bytes]) -> None:
    """One response record a page, each gzipped by itself as the standard wants it."""
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    writer.write_record(
        writer.create_warcinfo_record("pages.warc.gz", {"software": "ingest", "format": "WARC 1.1"})
    )
    for item in articles:
        page = item.read_page()
        if page is not None:
            _write_page(writer, page)


def _write_page(writer: WARCWriter, page: Page) -> None:
    headers = [(name.title(), value) for name, value in page.headers.items() if name.lower() not in _UNTRUE]
    headers.append(("Content-Length", str(len(page.body))))
    try:
        reason = HTTPStatus(page.status).phrase
    except ValueError:
        reason = "Unknown"
    http = StatusAndHeaders(f"{page.status} {reason}", headers, protocol="HTTP/1.1")
    fetched = page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        # Without the length warcio copies the body into a temporary file, which it leaves open.
        length=len(page.body),
        http_headers=http,
        warc_headers_dict={"WARC-Date": fetched},
    )
    writer.write_record(record)
