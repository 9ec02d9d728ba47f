"""A JSON Feed (version 1.1) with the full clean text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any

from ingest.exporters._feed import TITLE, changed_at, published_at, summary
from ingest.query import Stored
from ingest.query.safe_html import safe_html

EXTENSION = "json"


def write(articles: Iterable[Stored], stream: IO[bytes]) -> None:
    """Written item by item, so a feed may have any length."""
    head = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": TITLE}, ensure_ascii=False)
    stream.write(head[:-1].encode() + b', "items": [')
    for number, item in enumerate(articles):
        text = json.dumps(_item(item), ensure_ascii=False)
        stream.write((b",\n" if number else b"\n") + text.encode("utf-8", "replace"))
    stream.write(b"\n]}\n")


def _item(item: Stored) -> dict[str, Any]:
    article = item.article
    values = {
        "id": item.url,
        "url": item.url,
        "title": article.title,
        "summary": summary(item),
        "content_html": safe_html(article.html),
        "content_text": article.body,
        "date_published": published_at(item).isoformat(),
        "date_modified": changed_at(item).isoformat(),
        "authors": [{"name": name} for name in article.authors],
        "tags": list(article.tags),
        "language": article.language,
        "image": article.images[0].url if article.images else None,
    }
    return {name: value for name, value in values.items() if value}
