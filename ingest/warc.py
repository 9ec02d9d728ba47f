"""WARC, the format of web archives (ISO 28500): pages in, pages out. CC-NEWS files are made of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from os import PathLike
from typing import IO, Any

from ingest.errors import UnreadablePage
from ingest.items import Page

SIZE_LIMIT = 15_000_000
"""Bytes of a page, as for a page from the network."""
PAGE_TYPES = ("text/html", "application/xhtml+xml")
DROPPED_HEADERS = {"content-encoding", "transfer-encoding", "content-length", "set-cookie"}
"""Headers that are no longer true of a decoded body, or are nobody's business."""


def read_warc(path: str | PathLike[str]) -> Iterator[Page]:
    """The HTML pages of a WARC file (plain, gzip, zstd or lz4), decoded, one after the other."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        records = ArchiveIterator(
            str(path),
            record_types=WarcRecordType.response,
            auto_decode="all",
            quirks_mode=True,
            fsspec_args=False,
        )
        for record in records:
            page = _page(record)
            if page is not None:
                yield page
    except (OSError, ValueError) as error:
        raise UnreadablePage(f"not a readable WARC file ({error})", str(path)) from error


def write_warc(pages: Iterable[Page], stream: IO[bytes]) -> int:
    """Write pages as gzipped WARC 1.1 response records, one gzip member each; gives how many."""
    from fastwarc.stream_io import GzipWriter
    from fastwarc.warc import WarcRecord, WarcRecordType

    with GzipWriter(stream) as member:
        info = WarcRecord()
        info.init_headers(record_type=WarcRecordType.warcinfo)
        info.headers["Content-Type"] = "application/warc-fields"
        info.set_bytes_content(b"software: ingest\r\nformat: WARC File Format 1.1\r\n")
        info.write(member)
    count = 0
    for page in pages:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = page.url
        record.headers["WARC-Date"] = page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(_http(page))
        with GzipWriter(stream) as member:
            record.write(member, checksum_data=True)
        count += 1
    return count


def _page(record: Any) -> Page | None:
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    if not record.is_http or not url.startswith(("http://", "https://")) or record.http_headers is None:
        return None
    kind = record.http_content_type or ""
    if record.http_headers.status_code != HTTPStatus.OK or (kind and kind not in PAGE_TYPES):
        return None
    body = record.reader.read(SIZE_LIMIT + 1)
    if not body or len(body) > SIZE_LIMIT:
        return None
    headers = {name.lower(): value for name, value in record.http_headers}
    return Page(
        url=url,
        body=body,
        fetched_at=record.record_date or datetime.now(UTC),
        status=HTTPStatus.OK,
        headers={name: value for name, value in headers.items() if name not in DROPPED_HEADERS},
        encoding=record.http_charset,
        hints={"from": "warc"},
    )


def _http(page: Page) -> bytes:
    status = HTTPStatus(page.status) if page.status in set(HTTPStatus) else HTTPStatus.OK
    headers = {name: value for name, value in page.headers.items() if name not in DROPPED_HEADERS}
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [
        f"{name}: {value}" for name, value in headers.items() if "\n" not in value and "\r" not in value
    ]
    head = "\r\n".join([*lines, f"content-length: {len(page.body)}", "", ""])
    return head.encode("latin-1", "replace") + page.body
