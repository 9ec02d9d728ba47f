"""Sitemaps, news sitemaps and indexes, with the news dates and titles that other readers drop."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO

from dateutil import parser as dates
from lxml import etree

from ingest.discover import Entry, Listing, is_web_address, web_address
from ingest.discover.feeds import iso_date, read_feed

SIZE_LIMIT = 52_428_800
"""Bytes of a sitemap once decompressed: the protocol's own limit of 50 MiB."""
ENTRY_LIMIT = 50_000
"""Entries of one sitemap: the protocol's own limit."""

FIELDS = {
    "title": "title",
    "publication_date": "published",
    "language": "language",
    "name": "publisher",
    "keywords": "keywords",
}
"""Children of news:news and what we call them."""


def read_sitemap(body: bytes, url: str) -> Listing | None:
    """A sitemap's pages or an index's sitemaps, newest first; None where this is no sitemap."""
    body = decompress(body) if body[:2] == b"\x1f\x8b" else body
    start = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        return _read_plain(body, url)
    if b"<rss" in start or b"<feed" in start or b"<rdf:RDF" in start:
        feed = read_feed(body, url)
        return Listing("sitemap", feed.entries, title=feed.title, language=feed.language) if feed else None
    root, pages, children = _read_xml(body, url)
    if root not in {"urlset", "sitemapindex"}:
        return None
    return Listing("sitemap", tuple(newest_first(pages)), tuple(newest_first(children)))


def decompress(body: bytes) -> bytes:
    """One layer of gzip, never more than the protocol's limit: a bomb ends there, and nothing nests."""
    opener = zlib.decompressobj(wbits=31)
    try:
        return opener.decompress(body, SIZE_LIMIT)
    except zlib.error:
        return b""


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries with the latest publication or change first; those without a date last, in their order."""
    return sorted(entries, key=_age)


def moment(written: str | None) -> datetime | None:
    """An ISO 8601 date as an aware moment; a date without a zone is taken as UTC."""
    if not written:
        return None
    try:
        parsed: datetime = dates.isoparse(written)
    except (ValueError, OverflowError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _age(entry: Entry) -> float:
    when = moment(entry.hints.get("published") or entry.modified)
    return -when.timestamp() if when else 0.0


def _read_xml(body: bytes, url: str) -> tuple[str, list[Entry], list[Entry]]:
    # No DTD, no entities, no network, and libxml2's own limits: a sitemap needs none of what they forbid.
    events = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    root = ""
    pages: list[Entry] = []
    children: list[Entry] = []
    try:
        for event, element in events:
            name = _name(element)
            if event == "start":
                root = root or name
                continue
            if name in {"url", "sitemap"}:
                entry = _entry(element, url)
                if entry:
                    (pages if name == "url" else children).append(entry)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
                if len(pages) + len(children) >= ENTRY_LIMIT:
                    break
    except etree.XMLSyntaxError:
        return root, pages, children
    return root, pages, children


def _entry(element: etree._Element, base: str) -> Entry | None:
    address, modified, hints = None, None, {}
    for child in element:
        name = _name(child)
        if name == "loc" and (child.text or "").strip():
            address = web_address(base, child.text)
        elif name == "lastmod":
            modified = iso_date(child.text)
        elif name == "news":
            hints = dict(_news(child))
    return Entry(address, modified, hints) if address else None


def _news(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element.iter():
        field, text = FIELDS.get(_name(child)), " ".join((child.text or "").split())
        if not field or not text:
            continue
        value = iso_date(text) if field == "published" else text
        if value:
            yield field, value


def _read_plain(body: bytes, url: str) -> Listing | None:
    lines = body.decode("utf-8", "replace").split()
    entries = [Entry(line) for line in lines[:ENTRY_LIMIT] if is_web_address(line)]
    return (
        Listing("sitemap", tuple(entries)) if entries and len(entries) == len(lines[:ENTRY_LIMIT]) else None
    )


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
