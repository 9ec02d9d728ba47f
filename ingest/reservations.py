"""Reservations that stand in a page's HTTP headers: X-Robots-Tag and TDM-Reservation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ingest.items import Article, Page

ROBOTS_WORDS = ("noai", "noimageai")
"""The words of X-Robots-Tag that reserve something; the others speak to search engines."""
SEARCH_WORDS = ("noindex", "noarchive", "nosnippet")


def with_reservations(article: Article, page: Page) -> Article:
    """The article with what its page's headers reserve among its rights; itself where that is nothing."""
    said = page.headers.get("x-robots-tag", "").lower()
    # "googlebot: noindex" speaks to one robot only; a bare word speaks to all.
    words = {part.strip() for part in said.split(",") if ":" not in part}
    if "none" in words:
        words.add("noindex")
    article = _with(article, "opt_outs", _reservations(page, words))
    return _with(article, "search_limits", (word for word in SEARCH_WORDS if word in words))


def _with(article: Article, field: str, found: Iterable[str]) -> Article:
    rights = article.rights
    known: tuple[str, ...] = getattr(rights, field)
    new = tuple(word for word in found if word not in known)
    if not new:
        return article
    sources = {field: "http headers", **rights.sources}
    changes: dict[str, Any] = {field: (*known, *new), "sources": sources}
    return replace(article, rights=replace(rights, **changes))


def _reservations(page: Page, words: set[str]) -> Iterator[str]:
    yield from (word for word in ROBOTS_WORDS if word in words)
    if page.headers.get("tdm-reservation", "").strip() == "1":
        yield "tdm-reservation"
