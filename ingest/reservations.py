"""Reservations that stand in a page's HTTP headers: X-Robots-Tag and TDM-Reservation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.items import Article, Page

ROBOTS_WORDS = ("noai", "noimageai", "noindex", "noarchive", "nosnippet")
"""The words of X-Robots-Tag that reserve something."""


def with_reservations(article: Article, page: Page) -> Article:
    """The article with the opt-outs of its page's headers among its rights; itself where there are none."""
    known = article.rights.opt_outs
    opt_outs = tuple(word for word in _reservations(page) if word not in known)
    if not opt_outs:
        return article
    sources = {"opt_outs": "http headers", **article.rights.sources}
    return replace(article, rights=replace(article.rights, opt_outs=(*known, *opt_outs), sources=sources))


def _reservations(page: Page) -> Iterator[str]:
    said = page.headers.get("x-robots-tag", "").lower()
    # "googlebot: noindex" speaks to one robot only; a bare word speaks to all.
    words = [part.strip() for part in said.split(",") if ":" not in part]
    if "none" in words:
        words.append("noindex")
    yield from (word for word in ROBOTS_WORDS if word in words)
    if page.headers.get("tdm-reservation", "").strip() == "1":
        yield "tdm-reservation"
