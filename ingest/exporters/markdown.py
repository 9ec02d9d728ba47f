"""Markdown files with YAML front matter, one an article: for Obsidian, Hugo, Jekyll and language models."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.query import Stored, record

EXTENSION = "md"
_FRONT_MATTER = (
    "title subtitle url site_name authors published modified language section tags body_words first_seen_at"
).split()


def files(articles: Iterable[Stored]) -> Iterator[tuple[str, bytes]]:
    """outlet.example/2026-11-22-the-title-17.md: unique by the article's number, readable by the rest."""
    for item in articles:
        yield f"{path_of(item)}.md", as_document(item).encode("utf-8", "replace")


def as_document(item: Stored) -> str:
    """Front matter, the headline, the standfirst and the body."""
    article = item.article
    parts = [_front_matter(item)]
    if article.title:
        parts.append(f"# {_one_line(article.title)}")
    if item.standfirst:
        parts.append(f"*{_one_line(item.standfirst)}*")
    parts.append(article.markdown.strip())
    return "\n\n".join(part for part in parts if part) + "\n"


def path_of(item: Stored) -> str:
    """The article's place in a folder of files, without the extension; safe on every file system."""
    host = re.sub(r"[^a-z0-9.-]+", "-", item.host.lower()).strip(".-") or "unknown"
    title = unicodedata.normalize("NFKD", item.article.title or "")
    # \w keeps letters of all scripts; 60 characters leave room for the rest within 255 bytes.
    slug = re.sub(r"[^\w]+", "-", re.sub(r"[\u0300-\u036f]", "", title).lower())[:60].strip("-_")
    return f"{host}/{item.sort_utc:%Y-%m-%d}-{slug or 'article'}-{item.id}"


def _front_matter(item: Stored) -> str:
    """YAML by way of JSON, which is a part of it: every string is quoted as any parser reads it."""
    lines = [f"{name}: {_yaml(value)}" for name, value in record(item, _FRONT_MATTER).items() if value]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: Any) -> str:
    # JSON leaves U+0085, U+2028 and U+2029 as they are; to YAML they are line breaks.
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\u007f-\u009f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
