"""A Scrapy response as a page: what arrived, what was asked for, and whether it can be read at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError

from ingest.filetypes import file_in, no_page
from ingest.items import Page
from ingest.middlewares.addresses import without_credentials
from ingest.middlewares.hosts import HostResting, wait_of


def to_page(response: Response) -> Page:
    """What a response says, as a `Page`."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    request = response.request
    redirects = tuple(without_credentials(url) for url in response.meta.get("redirect_urls", ()))
    requested = redirects[0] if redirects else without_credentials(request.url if request else response.url)
    return Page(
        url=without_credentials(response.url),
        body=response.body,
        fetched_at=datetime.now(UTC),
        status=response.status,
        headers=headers,
        encoding=_declared_encoding(headers.get("content-type", "")),
        requested_url=requested,
        redirects=redirects[1:],
        source=response.meta.get("source"),
        lease=lease_of(response),
        hints=response.meta.get("hints") or {},
    )


def why_unreadable(response: Response) -> str | None:
    """Why a body is no page: not HTML by its own first bytes, whatever its header says; None where it is."""
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    bare = response.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    start = bare.lower()
    if not start:
        return "empty page"
    what = file_in(bare)
    if what:
        return no_page(what, kind)
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")) and start.count(b"\x00") < 100:
        return no_page(None, kind)
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start:
        return None
    if kind and "html" not in kind and kind not in {"text/plain", "application/octet-stream", "text/xml"}:
        return no_page(f"{kind.partition('/')[0]} data", kind)
    if b"<" in response.body[:4096] or b"\x00" in start:
        return None
    return no_page("text without markup" if _is_text(bare) else None, kind)


def _is_text(body: bytes) -> bool:
    """Whether the bytes are text: control characters are rare in any of its encodings."""
    control = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in body)
    return control * 50 < len(body)


def retry_time(error: BaseException) -> datetime | None:
    """When the server itself said to come back; None leaves it to the library's schedule."""
    if isinstance(error, HostResting):
        return error.until
    if isinstance(error, HttpError):
        wait = wait_of(error.response)
        return datetime.now(UTC) + wait if wait else None
    return None


def asked_url(response: Response) -> str:
    """The address whose answer this is, as it was first asked for."""
    return first_url(response.request) if response.request else without_credentials(response.url)


def first_url(request: Request) -> str:
    """The address that was asked for: a failure is filed under what a person typed or a feed listed."""
    redirects = request.meta.get("redirect_urls")
    return without_credentials(redirects[0] if redirects else request.url)


def lease_of(response: Response) -> int | None:
    """The frontier's lease on the request that this answers."""
    lease = response.meta.get("lease")
    return int(lease) if lease is not None else None


def _declared_encoding(content_type: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return found[1].lower() if found else None
