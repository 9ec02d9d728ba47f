"""An RSS 2.0 feed with the full clean text."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from typing import IO

from ingest.exporters._feed import TITLE, Feed, published_at, summary
from ingest.query import Stored
from ingest.query.safe_html import safe_html

EXTENSION = "rss"

_NAMESPACES = {
    "version": "2.0",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write(articles: Iterable[Stored], stream: IO[bytes]) -> None:
    """One item an article; an item's guid is the article's address."""
    with Feed(stream, "rss", _NAMESPACES) as feed:
        feed.open("channel")
        feed.element("title", TITLE)
        feed.element("link", "http://127.0.0.1:8001/")
        feed.element("description", "Clean articles, as ingest keeps them.")
        for item in articles:
            _item(feed, item)
        feed.close("channel")


def _item(feed: Feed, item: Stored) -> None:
    article = item.article
    feed.open("item")
    feed.element("title", article.title or item.url)
    feed.element("link", item.url)
    feed.element("guid", item.url, {"isPermaLink": "true"})
    feed.element("pubDate", format_datetime(published_at(item)))
    for name in article.authors:
        feed.element("dc:creator", name)
    for tag in article.tags:
        feed.element("category", tag)
    feed.element("description", summary(item))
    feed.element("content:encoded", safe_html(article.html) or article.body)
    feed.close("item")
