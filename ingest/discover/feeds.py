"""Feeds: RSS, Atom and RDF through feedparser, JSON Feed by hand."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
from dateutil import parser as dates

from ingest.discover import Entry, Listing, is_web_address, web_address
from ingest.extract.metadata.dates import zone_of

logger = logging.getLogger(__name__)


def read_feed(body: bytes, url: str, content_type: str = "") -> Listing | None:
    """A feed's entries, newest as the feed has them; None where this is no feed."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _read_json_feed(body, url)
    if not start.startswith(b"<"):
        return None
    parsed = _parsed(body, url, content_type)
    if parsed is None:
        return None
    feed = parsed.feed
    entries = tuple(_entries(parsed.entries, url))
    following = next((link.get("href") for link in feed.get("links", ()) if link.get("rel") == "next"), None)
    return Listing(
        kind="feed",
        entries=entries,
        next_url=web_address(url, following) if following else None,
        title=_clean(feed.get("title")),
        language=_clean(feed.get("language")),
    )


def _parsed(body: bytes, url: str, content_type: str) -> Any:
    """What feedparser makes of a feed; None where it breaks on the bytes or finds none in them."""
    # Without a charset feedparser would take text/html for Latin-1, whatever the XML declares.
    kind = content_type if "charset" in content_type.lower() else "application/xml"
    # "utf-16" stands over many a feed in UTF-8: then once more, without its declaration.
    again = re.sub(rb"^[^<]*<\?xml[^>]*>", b"", body).decode("utf-8", "replace").encode()
    for data in dict.fromkeys((body, again)):
        try:
            # A stream, never the bytes themselves: a string would be a URL or a file name to open.
            parsed = feedparser.parse(
                BytesIO(data),
                response_headers={"content-type": kind, "content-location": url},
                sanitize_html=False,
                resolve_relative_uris=False,
            )
        except Exception:  # KeyError, ValueError, AttributeError, …: whatever its handlers stumble over
            logger.debug("feedparser broke on %s", url, exc_info=True)
            continue
        if parsed.get("version"):
            return parsed
    return None


def iso_date(raw: str | None) -> str | None:
    """A date as written in feeds and sitemaps, as ISO 8601; None where it cannot be read."""
    if not raw or not raw.strip():
        return None
    try:
        return str(dates.parse(raw.strip(), tzinfos=zone_of).isoformat())
    except (ValueError, OverflowError, TypeError):
        return None


def _entries(entries: list[Any], base: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        link = entry.get("feedburner_origlink") or entry.get("link") or _permalink(entry)
        if not link:
            continue
        address = web_address(base, link)
        if address is None or address in seen:
            continue
        seen.add(address)
        published = _date(entry, "published")
        modified = _date(entry, "updated")
        hints = {
            "title": _clean(entry.get("title")),
            "published": published or modified,
            "modified": modified,
            "author": _clean(entry.get("author")),
            "language": _clean(entry.get("language")),
            "section": _clean(entry.tags[0].get("term")) if entry.get("tags") else None,
        }
        yield Entry(address, modified or published, _said(hints))


def _date(entry: Any, name: str) -> str | None:
    # feedparser answers "updated" with "published" where there is none, and warns about it.
    if name not in entry.keys():  # noqa: SIM118 - `in entry` asks the aliases too
        return None
    written = iso_date(entry.get(name))
    parsed = entry.get(f"{name}_parsed")
    if written is None and parsed:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
    return written


def _permalink(entry: Any) -> str | None:
    identity = entry.get("id")
    return identity if is_web_address(identity) and entry.get("guidislink") else None


def _read_json_feed(body: bytes, url: str) -> Listing | None:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith("https://jsonfeed.org/"):
        return None
    items = feed.get("items")
    entries: list[Entry] = []
    for item in items if isinstance(items, list) else []:
        entry = _json_entry(item, url) if isinstance(item, dict) else None
        if entry:
            entries.append(entry)
    following = feed.get("next_url")
    return Listing(
        kind="feed",
        entries=tuple(entries),
        next_url=web_address(url, following) if isinstance(following, str) and following else None,
        title=_clean(feed.get("title")),
        language=_clean(feed.get("language")),
    )


def _json_entry(item: Mapping[str, Any], base: str) -> Entry | None:
    link = item.get("url") or item.get("id")
    if not isinstance(link, str):
        return None
    address = web_address(base, link)
    if address is None:
        return None
    authors = item.get("authors") or [item.get("author")]
    names = [author.get("name") for author in authors if isinstance(author, dict)]
    published, modified = iso_date(item.get("date_published")), iso_date(item.get("date_modified"))
    hints = {
        "title": _clean(item.get("title")),
        "published": published,
        "modified": modified,
        "author": _clean(", ".join(name for name in names if isinstance(name, str))),
        "language": _clean(item.get("language")),
    }
    return Entry(address, modified or published, _said(hints))


def _clean(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _said(hints: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in hints.items() if value}
