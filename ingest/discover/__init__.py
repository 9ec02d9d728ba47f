"""Where a site says its new articles are. Pure: bytes and an address in, entries out; no network, no clock.

feeds      RSS, Atom, RDF and JSON Feed
sitemaps   sitemaps, news sitemaps and their indexes
sections   a section page's links to articles, and its next page
site       what a home page and robots.txt declare, and where to look when they declare nothing
parts      an article that continues on further pages; AMP and mobile copies
lists      OPML and lists of URLs
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin, urlsplit

Kind = Literal["feed", "sitemap", "section", "list"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's address as a source lists it, with what the source says of it."""

    url: str
    modified: str | None = None
    """ISO 8601: when the source says that it last changed."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """title, published, language, author, publisher…: only what the source really says."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A source as read: its entries, the listings it points to, and where it goes on."""

    kind: Kind
    entries: tuple[Entry, ...]
    children: tuple[Entry, ...] = ()
    """A sitemap index's sitemaps."""
    next_url: str | None = None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that a site declares, or a place where one often is."""

    kind: Kind
    url: str
    title: str | None = None
    declared_in: str = "well-known path"


def is_web_address(url: str | None) -> bool:
    """Whether this is an absolute http(s) URL with a host: "outlet.example%2Fstory" is none."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "%" not in parts.netloc
    except ValueError:
        return False


def web_address(base: str, address: str) -> str | None:
    """The absolute http(s) URL that an address means on a page; None where it means none."""
    try:
        found = urljoin(base, address.strip())
    except ValueError:
        return None
    return found if is_web_address(found) else None
