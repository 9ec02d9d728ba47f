"""What speaks for and against each text that may be the headline: the ranking's features."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.signed import is_news
from ingest.extract.metadata.values import folded, plain
from ingest.extract.outline import INSIDE

SOURCES = (
    "json-ld headline", "json-ld name", "json-ld alternativeHeadline", "json-ld page name", "h1",
    "h1 2", "h1 3", "h1 4",
    "meta og:title", "meta twitter:title", "meta title", "title", "title cut", "title cut last",
    "title after",
    "title after first", "h1 piece", "og cut", "og cut last", "og after", "og after first",
)  # fmt: skip
_AGREEING = ("json-ld headline", "h1", "meta og:title", "meta twitter:title", "title", "meta title")
_HEADER = 1 << INSIDE.index("nav") | 1 << INSIDE.index("header")
_ARTICLE = 1 << INSIDE.index("article") | 1 << INSIDE.index("main")


@dataclass(slots=True)
class Candidate:
    """A text that may be the headline, its folded words, and every source that gives the same words."""

    text: str
    key: str
    sources: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the candidates of one page are judged by; texts folded, sets of words."""

    keys: list[str]
    site: str
    host: list[str]
    slug: set[str]
    window: str
    window_words: set[str]
    social: set[str]
    h1: str
    headings: int
    is_h1_of_site: bool
    is_news: bool


def features(page: Declared, found: list[Candidate], site_name: str | None) -> list[dict[str, float]]:
    """One mapping a candidate, all with the same keys."""
    scene = _scene(page, found, site_name)
    return [
        {name: name in candidate.sources for name in SOURCES}
        | _words(candidate, scene)
        | _agreement(candidate, scene)
        | _company(candidate, scene)
        for candidate in found
    ]


def _scene(page: Declared, found: list[Candidate], site_name: str | None) -> _Scene:
    parts = urlsplit(page.document.url or "")
    window = folded(page.window_title)
    inside = page.outline.inside[page.headings[0]] if page.headings else 0
    return _Scene(
        keys=[candidate.key for candidate in found],
        site=folded(site_name or ""),
        host=(parts.hostname or "").removeprefix("www.").split("."),
        slug=set(folded(unquote(parts.path).replace("_", " ")).split()),
        window=window,
        window_words=set(window.split()),
        social=set(folded(plain(next(iter(page.meta.get("og:title", ())), None))).split()),
        h1=folded(page.text(page.headings[0])) if page.headings else "",
        headings=len(page.headings),
        is_h1_of_site=bool(inside & _HEADER and not inside & _ARTICLE),
        is_news=is_news(page),
    )


def _words(candidate: Candidate, scene: _Scene) -> dict[str, float]:
    """What the text looks like, and whether the site's name is in it."""
    words, key, site = candidate.key.split(), candidate.key, scene.site
    return {
        "length": min(len(words), 30) / 10,
        "one word": len(words) == 1, "two words": len(words) == 2,
        "up to three words": len(words) <= 3, "over twenty words": len(words) > 20,
        "is site": key == site or key.replace(" ", "") in scene.host,
        "ends with site": bool(site) and key.endswith(site) and key != site,
        "starts with site": bool(site) and key.startswith(site) and key != site,
        "cut short": candidate.text.endswith(("…", "...")),
    }  # fmt: skip


def _agreement(candidate: Candidate, scene: _Scene) -> dict[str, float]:
    """Which sources say the same, and how many words others share."""
    sources, key = candidate.sources, candidate.key
    kinds = set(key.split())
    any_h1 = any(name.startswith("h1") for name in sources)
    graph, social, h1 = (name in sources for name in ("json-ld headline", "meta og:title", "h1"))
    rest = scene.window.removeprefix(key).removesuffix(key).strip() if key in scene.window else ""
    return {
        "agreement": sum(name in sources for name in _AGREEING),
        "only h1": scene.headings == 1 and h1, "any h1": any_h1, "no h1 at all": not scene.headings,
        "json-ld is h1": graph and h1, "og is h1": social and h1,
        "graph is social, h1 not": graph and social and not h1,
        "graph is h1, social not": graph and h1 and not social,
        "cut is h1": h1 and not sources.isdisjoint(("title cut", "title cut last")),
        "news": scene.is_news, "news h1": scene.is_news and h1, "news json-ld": scene.is_news and graph,
        "news og": scene.is_news and social,
        "h1 of the site": h1 and scene.is_h1_of_site,
        "share in slug": len(kinds & scene.slug) / len(kinds),
        "share of slug": len(kinds & scene.slug) / max(1, len(scene.slug)),
        "share in window": len(kinds & scene.window_words) / len(kinds),
        "share of window": len(kinds & scene.window_words) / max(1, len(scene.window_words)),
        "share in social": len(kinds & scene.social) / len(kinds),
        "shares no word": not kinds & (scene.window_words | scene.social),
        "cut off site": bool(rest) and (rest == scene.site or rest.replace(" ", "") in scene.host
                                        or (bool(scene.site) and scene.site in rest)),
        "cut off little": bool(rest) and len(rest.split()) <= 3,
    }  # fmt: skip


def _company(candidate: Candidate, scene: _Scene) -> dict[str, float]:
    """Which candidates hold it, and which it holds."""
    key, h1 = candidate.key, scene.h1
    words = set(key.split())
    return {
        "contains others": sum(other != key and other in key for other in scene.keys) / 3,
        "within others": sum(other != key and key in other for other in scene.keys) / 3,
        "in window title": key in scene.window,
        "contains h1": bool(h1) and h1 in key, "within h1": bool(h1) and key in h1,
        "h1 without its beginning": bool(h1) and h1.endswith(key) and key != h1,
        "more than h1": bool(h1) and len(words - set(h1.split())) / len(words),
    }  # fmt: skip
