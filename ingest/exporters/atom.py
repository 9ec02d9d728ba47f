"""An Atom feed (RFC 4287) with the full clean text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import IO

from ingest.exporters._feed import TITLE, Feed, changed_at, published_at, summary
from ingest.query import Stored
from ingest.query.safe_html import safe_html

EXTENSION = "atom"


def write(articles: Iterable[Stored], stream: IO[bytes]) -> None:
    """One entry an article; an entry's id is the article's address."""
    with Feed(stream, "feed", {"xmlns": "http://www.w3.org/2005/Atom"}) as feed:
        feed.element("title", TITLE)
        feed.element("id", "urn:ingest:library")
        feed.element("updated", datetime.now(UTC).isoformat(timespec="seconds"))
        feed.element("generator", "ingest")
        for item in articles:
            _entry(feed, item)


def _entry(feed: Feed, item: Stored) -> None:
    article = item.article
    feed.open("entry", {"xml:lang": article.language} if article.language else None)
    feed.element("title", article.title or item.url)
    feed.element("id", item.url)
    feed.element("link", attributes={"rel": "alternate", "href": item.url})
    feed.element("published", published_at(item).isoformat())
    feed.element("updated", changed_at(item).isoformat())
    # An entry must name somebody: where no author is known it is the outlet.
    for name in article.authors or (item.outlet,):
        feed.open("author")
        feed.element("name", name)
        feed.close("author")
    for tag in article.tags:
        feed.element("category", attributes={"term": tag})
    feed.element("rights", article.rights.copyright)
    feed.element("summary", summary(item))
    feed.element("content", safe_html(article.html) or article.body, {"type": "html"})
    feed.close("entry")
