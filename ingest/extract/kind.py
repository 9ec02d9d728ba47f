"""Is it an article? A calibrated probability from what the page claims, where it lives and what was found."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from ingest.extract.body import Body
    from ingest.extract.document import Document
    from ingest.extract.metadata import Metadata
    from ingest.items import Removal

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
# What stands in the place of an article: walls, checks, errors. Only short pages are judged by it.
_WALL = re.compile(
    r"checking your browser|verify (?:that )?you are (?:a )?human|just a moment|enable javascript"
    r"|access denied|are you a robot"
    r"|captcha|unusual traffic|request blocked|403 forbidden|404|not found|page (?:you requested"
    r"|can(?:no|.)t be found|doesn.t exist)"
    r"|service unavailable|bad gateway|internal server error|before you continue"
    r"|we value your privacy|we and our partners"
    r"|accept (?:all )?cookies|seite nicht gefunden|zustimm\w+ (?:und|zu)|mit werbung"
    r"|page introuvable|page non trouv|p[áa]gina no encontrada"
    r"|pagina non trovata|сторінку не знайдено|страница не найдена|sign in to continue"
    r"|log in to continue|subscribe to (?:read|continue)",
    re.I,
)
_WALL_WORDS = 220
# A wall at a story's address often keeps the story's metadata, and then has hardly any text of its own.
_DECLARED_WALL_WORDS = 40
# A wall says first what it is; a short story that ends "the captain was not found" is none.
_WALL_BEGINS = 300
# The development pages hold next to no walls, so what they are worth cannot be learned from them.
OF_A_WALL = 0.2
_FORUM_MARKS = re.compile(
    r"\b(?:posts?: [\d,]+|joined:?|member since|re:|reply|replies|quote|upvote|thread starter"
    r"|senior member|likes?:)\b",
    re.I,
)
_PRICE = re.compile(
    r"[$€£]\s?\d|\d[.,]\d\d\s?(?:€|eur|usd)|add to (?:cart|bag|basket)|in den warenkorb", re.I
)
_SENTENCE_END = re.compile(r"[.!?。！？…]['”\"’)]?$")

FEATURES = (
    "article type", "news type",
    "no type", *(f"{name} type" for name in _OTHER_TYPES), *(f"{name} path" for name in _PATH_WORDS),
    "telling host", "day in path", "home", "path depth", "slug words", "slug has number", "query",
    "published", "authors",
    "section", "tags", "subtitle", "paywall flag", "words", "few words", "many words", "blocks",
    "mean score", "sure blocks",
    "body share", "mean length", "short blocks", "ended blocks", "links", "headings", "list items",
    "tables", "code",
    "forum marks", "prices", "times", "h1 count", "title words", "wall",
)  # fmt: skip


# What a wall says instead of an article; what the cleaners leave of one is shorter than this.
_WALLS, _LEFT_OF_A_WALL = frozenset(("cookies", "paywall", "adblock")), 400


def is_wall(text: str, removed: Sequence[Removal]) -> bool:
    """Whether the cleaners took more for a wall's words than they left, and left next to nothing."""
    said = sum(len(removal.text) for removal in removed if removal.category in _WALLS)
    return len(text) < min(said, _LEFT_OF_A_WALL)


def confidence(document: Document, metadata: Metadata, body: Body) -> float:
    """The probability that the page is an article; below 0.5 it is probably something else.

    Logistic regression, trained and cross-validated by site by `python -m ingest.train.kinds`.
    """
    weights, bias = _weights()
    row = features(document, metadata, body)
    said = probability(sum(w * x for w, x in zip(weights, row, strict=True)) + bias)
    return min(said, OF_A_WALL) if row[-1] else said


def probability(logit: float) -> float:
    """The logistic function, safe for large arguments."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def _weights() -> tuple[list[float], float]:
    stored = json.loads((files("ingest.extract") / "model" / "kinds.json").read_text("utf-8"))
    return [stored["weights"][name] for name in FEATURES], stored["bias"]


def features(document: Document, metadata: Metadata, body: Body) -> list[float]:
    """One row, in the order of FEATURES."""
    row = [
        *_claims(metadata),
        *_address(document.url),
        *_facts(metadata),
        *_text(body),
        *_tree(document, body),
    ]
    taken = " ".join(text for text, _ in _taken(body))[:_READ]
    title = metadata.title or ""
    row += [
        min(len(_FORUM_MARKS.findall(taken)), 10) / 10,
        min(len(_PRICE.findall(taken)), 10) / 10,
        min(sum(1 for _ in document.root.iter("time")), 20) / 20,
        min(sum(1 for _ in document.root.iter("h1")), 3) / 3,
        min(len(title.split()), 20) / 20,
        _is_wall(title, taken, bool(_claims(metadata)[0] and metadata.published)),
    ]
    return [float(value) for value in row]


def _is_wall(title: str, taken: str, is_declared: bool) -> bool:
    """A short page that begins with a wall's words; in a dated, declared article they are news or a box."""
    words = len(taken.split())
    if words >= (_DECLARED_WALL_WORDS if is_declared else _WALL_WORDS):
        return False
    return bool(_WALL.search(title) or _WALL.search(taken[:_WALL_BEGINS]))


_TAKEN = 0.5
# Characters of the body that are searched for marks of forums, shops and walls.
_READ = 20_000
_SURE = 0.9
_SHORT, _LONG = 60, 150


def _claims(metadata: Metadata) -> list[float]:
    types = metadata.types
    article = any(t.endswith(_ARTICLE_TYPES) for t in types)
    news = any(t.startswith(("news", "reportage", "liveblog", "analysisnews", "opinionnews")) for t in types)
    others = [any(t in names for t in types) for names in _OTHER_TYPES.values()]
    return [article, news, not types, *others]


def _address(url: str | None) -> list[float]:
    parts = urlsplit(url or "")
    path = unquote(parts.path)
    steps = [step for step in path.split("/") if step]
    slug = re.split(r"[-_+ ]", steps[-1].rsplit(".", 1)[0]) if steps else []
    return [
        *(bool(pattern.search(path)) for pattern in _PATH_WORDS.values()),
        bool(_HOSTS.match(parts.hostname or "")),
        bool(_DAY.search(path)),
        not steps,
        min(len(steps), 6) / 6,
        min(len(slug), 12) / 12,
        any(word.isdigit() and len(word) > 3 for word in slug),
        bool(parts.query),
    ]


def _facts(metadata: Metadata) -> list[float]:
    return [
        metadata.published is not None and metadata.provenance["published"].source != "visible text",
        bool(metadata.authors), bool(metadata.section), bool(metadata.tags), bool(metadata.subtitle),
        metadata.paywalled is not None,
    ]  # fmt: skip


def _taken(body: Body) -> list[tuple[str, float]]:
    """The body's blocks and their scores; a body read out of embedded data has no scores and is all taken."""
    if not body.scores:
        return [(text, 1.0) for text in body.texts]
    return [(text, score) for text, score in zip(body.texts, body.scores, strict=True) if score >= _TAKEN]


def _text(body: Body) -> list[float]:
    taken = _taken(body)
    size = sum(len(text) for text, _ in taken)
    everything = sum(map(len, body.texts)) or 1
    count = max(1, len(taken))
    words = sum(len(text.split()) if " " in text else len(text) / 2 for text, _ in taken)
    return [
        min(math.log1p(words), 9) / 9,
        words < 120,
        words > 800,
        min(math.log1p(len(taken)), 6) / 6,
        sum(score * len(text) for text, score in taken) / max(1, size),
        sum(len(text) for text, score in taken if score > _SURE) / max(1, size),
        size / everything,
        min(size / count, 600) / 600,
        sum(len(text) < _SHORT for text, _ in taken) / count,
        sum(bool(_SENTENCE_END.search(text)) for text, _ in taken) / count,
    ]


def _tree(document: Document, body: Body) -> list[float]:
    size = sum(map(len, body.texts)) or 1
    linked = sum(len(a.text or "") for a in body.container.iter("a"))
    count = max(1, len(body.texts))
    found = {"h": 0, "li": 0, "t": 0, "c": 0}
    for element in body.container.iter("h2", "h3", "li", "table", "pre", "code"):
        tag = element.tag
        found["h" if tag[0] == "h" else "li" if tag == "li" else "t" if tag == "table" else "c"] += 1
    return [
        min(linked / size, 1.0), min(found["h"] / count, 1.0), min(found["li"] / count, 1.0),
        min(found["t"], 5) / 5, min(found["c"], 10) / 10,
    ]  # fmt: skip
