"""What a page's answer and its source add to what the page itself says: charset, reservations, dates.

A page's own word comes first; a feed's date stands in only where the page has none, and says so.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from ingest.items import Article, Page, Provenance

CHARSET = re.compile(rb"charset\s*=|encoding\s*=", re.IGNORECASE)
HEAD = 4096
"""Where a page declares its encoding, if it does."""
ROBOTS_WORDS = ("noai", "noimageai", "noindex", "noarchive", "nosnippet")
"""The words of X-Robots-Tag that reserve something."""


def markup_of(page: Page) -> bytes | str:
    """The page to read: as text where only the answer's header says in which encoding it is."""
    if not page.encoding or page.encoding in {"utf-8", "utf8"} or CHARSET.search(page.body[:HEAD]):
        return page.body
    try:
        page.body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return codecs.decode(page.body, page.encoding, "strict")
        except (LookupError, UnicodeError, TypeError):
            return page.body
    return page.body


def with_page_facts(article: Article, page: Page) -> Article:
    """The article with what its page's headers and its source add; itself where they add nothing."""
    changes = dict(_from_source(article, page))
    opt_outs = tuple(word for word in _reservations(page) if word not in article.rights.opt_outs)
    if opt_outs:
        sources = {"opt_outs": "http headers", **article.rights.sources}
        changes["rights"] = replace(
            article.rights, opt_outs=(*article.rights.opt_outs, *opt_outs), sources=sources
        )
    if not changes:
        return article
    provenance = {
        name: Provenance("feed" if page.hints.get("from") == "feed" else "source", page.hints[name])
        for name in changes
        if name in page.hints
    }
    changed = replace(article, **changes, provenance={**article.provenance, **provenance})
    rendered = {name: value for name, value in vars(article).items() if name in {"markdown", "html"}}
    vars(changed).update(rendered)
    return changed


def _from_source(article: Article, page: Page) -> Iterator[tuple[str, Any]]:
    for name in ("published", "modified"):
        said = page.hints.get(name)
        if said and getattr(article, name) is None:
            try:
                yield name, datetime.fromisoformat(said)
            except ValueError:
                continue
    for name in ("title", "language", "section"):
        if page.hints.get(name) and not getattr(article, name):
            yield name, page.hints[name]
    if page.hints.get("publisher") and not article.site_name:
        yield "site_name", page.hints["publisher"]


def _reservations(page: Page) -> Iterator[str]:
    said = page.headers.get("x-robots-tag", "").lower()
    # "googlebot: noindex" speaks to one robot only; a bare word speaks to all.
    words = [part.strip() for part in said.split(",") if ":" not in part]
    if "none" in words:
        words.append("noindex")
    yield from (word for word in ROBOTS_WORDS if word in words)
    if page.headers.get("tdm-reservation", "").strip() == "1":
        yield "tdm-reservation"
