"""What a page's claims, its address, its text and its markup say of its kind: the features of `kind.py`."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from ingest.extract.body import Body
    from ingest.extract.document import Document
    from ingest.extract.metadata import Metadata
    from ingest.extract.outline import Outline

_ARTICLE_TYPES = (
    "article",
    "blogposting",
    "report",
    "liveblogposting",
    "og:article",
    "recipe",
    "howto",
    "review",
)
_OTHER_TYPES = {
    "forum": ("discussionforumposting", "qapage", "question", "socialmediaposting", "comment", "answer"),
    "product": ("product", "offer", "aggregateoffer", "og:product", "aggregaterating", "productgroup"),
    "listing": (
        "collectionpage",
        "itemlist",
        "searchresultspage",
        "jobposting",
        "realestatelisting",
        "event",
    ),
    "service": (
        "service",
        "localbusiness",
        "contactpage",
        "aboutpage",
        "profilepage",
        "faqpage",
        "softwareapplication",
    ),
    "documentation": ("techarticle", "apireference", "learningresource"),
}
_PATH_WORDS = {
    "forum": re.compile(
        r"/(?:forums?|threads?|topics?|t|viewtopic|discussions?|questions|comments|community)(?:/|\.|-|$)|showthread|/r/",
        re.I,
    ),
    "product": re.compile(r"/(?:products?|shop|store|item|dp|p|buy|cart|pricing)(?:/|$)", re.I),
    "listing": re.compile(
        r"/(?:categor(?:y|ies)|tags?|topics?|collections?|archives?|search|directory|authors?|page|jobs|list)(?:/|$)",
        re.I,
    ),
    "service": re.compile(
        r"/(?:services?|about|contact|solutions?|features?|locations?|team|faqs?|support|help)(?:/|$)", re.I
    ),
    "documentation": re.compile(
        r"/(?:docs?|documentation|api|reference|manual|guides?|wiki|latest|stable|tutorials?|kb)(?:/|$)", re.I
    ),
    "article": re.compile(
        r"/(?:blogs?|news|articles?|story|stories|posts?|magazine|insights|opinion|press|features)(?:/|$)",
        re.I,
    ),
}
_HOSTS = re.compile(
    r"^(?:forums?|community|discuss|docs?|shop|store|support|help|wiki|developers?|learn|answers|boards?)\.",
    re.I,
)
_DAY = re.compile(r"/(?:19|20)\d\d/[01]?\d(?:/|$)")
# Counted in lower-case text; a forum has many of them.
_FORUM_MARKS = (
    "posts:", "joined", "member since", " re:", "reply", "replies", "quote", "upvote", "thread starter",
    "senior member", "likes:",
)  # fmt: skip
_PRICES = ("$", "€", "£", "add to cart", "add to bag", "add to basket", "in den warenkorb")
_ENDS = tuple(".!?。！？…")
_CLOSING = "'”\"’)"
# A block is taken for body from this score on, and for certain from that.
_TAKEN, _SURE = 0.5, 0.9
# Characters of the body that are searched for marks of forums and shops.
_READ = 20_000
_SHORT = 60
_FEW_WORDS, _MANY_WORDS = 120, 800


def traits(document: Document, page: Outline, metadata: Metadata, body: Body) -> dict[str, float]:
    """Every trait by its name; always the same names in the same order."""
    taken = taken_of(body)
    found: dict[str, float] = {
        **_claims(metadata),
        **_address(document.url),
        **_facts(metadata),
        **_text(body, taken),
        **_markup(page, body),
        **_marks(" ".join(text for text, _ in taken)[:_READ].lower()),
    }
    return {name: float(value) for name, value in found.items()}


def taken_of(body: Body) -> list[tuple[str, float]]:
    """The body's blocks and their scores; a body read out of embedded data has no scores and is all taken."""
    if not body.scores:
        return [(text, 1.0) for text in body.texts]
    return [(text, score) for text, score in zip(body.texts, body.scores, strict=True) if score >= _TAKEN]


def is_declared(metadata: Metadata) -> bool:
    """Whether the page calls itself an article and says when it appeared."""
    return metadata.published is not None and any(t.endswith(_ARTICLE_TYPES) for t in metadata.types)


def _claims(metadata: Metadata) -> dict[str, float]:
    types = metadata.types
    return {
        "article type": any(t.endswith(_ARTICLE_TYPES) for t in types),
        "news type": any(
            t.startswith(("news", "reportage", "liveblog", "analysisnews", "opinionnews")) for t in types
        ),
        "no type": not types,
        **{f"{name} type": not types.isdisjoint(names) for name, names in _OTHER_TYPES.items()},
    }


def _address(url: str | None) -> dict[str, float]:
    parts = urlsplit(url or "")
    path = unquote(parts.path)
    steps = [step for step in path.split("/") if step]
    slug = re.split(r"[-_+ ]", steps[-1].rsplit(".", 1)[0]) if steps else []
    return {
        **{f"{name} path": pattern.search(path) is not None for name, pattern in _PATH_WORDS.items()},
        "telling host": _HOSTS.match(parts.hostname or "") is not None,
        "day in path": _DAY.search(path) is not None,
        "home": not steps,
        "path depth": min(len(steps), 6) / 6,
        "slug words": min(len(slug), 12) / 12,
        "slug has number": any(word.isdigit() and len(word) > 3 for word in slug),
        "query": bool(parts.query),
    }


def _facts(metadata: Metadata) -> dict[str, float]:
    return {
        "published": metadata.published is not None
        and metadata.provenance["published"].source != "visible text",
        "dateline": metadata.published is not None,
        "authors": bool(metadata.authors), "section": bool(metadata.section), "tags": bool(metadata.tags),
        "subtitle": bool(metadata.subtitle), "paywall flag": metadata.paywalled is not None,
        "title words": min(len((metadata.title or "").split()), 20) / 20,
    }  # fmt: skip


def _text(body: Body, taken: list[tuple[str, float]]) -> dict[str, float]:
    sizes = [len(text) for text, _ in taken]
    size, count = sum(sizes), max(1, len(taken))
    words = sum(text.count(" ") + 1 if " " in text else len(text) / 2 for text, _ in taken)
    ended = sum(text.rstrip(_CLOSING).endswith(_ENDS) for text, _ in taken)
    return {
        "words": min(math.log1p(words), 9) / 9,
        "few words": words < _FEW_WORDS,
        "many words": words > _MANY_WORDS,
        "blocks": min(math.log1p(len(taken)), 6) / 6,
        "mean score": sum(score * n for n, (_, score) in zip(sizes, taken, strict=True)) / max(1, size),
        "sure blocks": sum(n for n, (_, score) in zip(sizes, taken, strict=True) if score > _SURE)
        / max(1, size),
        "body share": size / (sum(map(len, body.texts)) or 1),
        "mean length": min(size / count, 600) / 600,
        "short blocks": sum(n < _SHORT for n in sizes) / count,
        "ended blocks": ended / count,
    }


def _markup(page: Outline, body: Body) -> dict[str, float]:
    linked, found = 0, {"h2": 0, "h3": 0, "li": 0, "table": 0, "pre": 0, "code": 0}
    for element in body.container.iter("a", *found):
        if element.tag == "a":
            linked += len(element.text or "")
        else:
            found[element.tag] += 1
    count = max(1, len(body.texts))
    return {
        "links": min(linked / (sum(map(len, body.texts)) or 1), 1.0),
        "headings": min((found["h2"] + found["h3"]) / count, 1.0),
        "list items": min(found["li"] / count, 1.0),
        "tables": min(found["table"], 5) / 5,
        "code": min(found["pre"] + found["code"], 10) / 10,
        "times": min(page.tag.count("time"), 20) / 20,
        "h1 count": min(page.tag.count("h1"), 3) / 3,
    }


def _marks(taken: str) -> dict[str, float]:
    return {
        "forum marks": min(sum(map(taken.count, _FORUM_MARKS)), 10) / 10,
        "prices": min(sum(map(taken.count, _PRICES)), 10) / 10,
    }
