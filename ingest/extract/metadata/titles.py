"""The headline, chosen among all that claim to be it by a small learned ranking."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.jsonld import types_of
from ingest.extract.metadata.values import Value, folded, plain

# Where window titles and og:titles are cut: "Headline | Outlet", "Headline – Desk – Outlet".
_CUT = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*\|\s*|\s+::\s+|(?<=\S):\s+")
_LONGEST = 400
_MOST_HEADINGS = 4
_META = ("title", "dc.title", "parsely-title", "sailthru.title", "citation_title", "headline")
_SOURCES = (
    "json-ld headline", "json-ld name", "json-ld alternativeHeadline", "json-ld page name", "h1",
    "h1 2", "h1 3", "h1 4",
    "meta og:title", "meta twitter:title", "meta title", "title", "title cut", "title cut last",
    "title after",
    "title after first", "og cut", "og cut last", "og after", "og after first",
)  # fmt: skip
FEATURES = (*_SOURCES, "agreement", "only h1", "length", "one word", "two words", "up to three words",
    "over twenty words",
            "is site", "ends with site", "starts with site", "contains others", "within others",
            "cut short",
            "share in slug", "share of slug", "any h1", "json-ld is h1", "og is h1", "no h1 at all",
            "cut is h1",
            "in window title", "contains h1", "within h1")  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A text that may be the headline, and every source that gives the same words."""

    text: str
    sources: set[str] = field(default_factory=set)


def find_title(page: Declared, site_name: str | None) -> Value[str] | None:
    """The candidate that ranks highest; None where the page names nothing."""
    found = candidates(page)
    if not found:
        return None
    weights = _weights()
    rows = features(page, found, site_name)
    best = max(
        zip(rows, found.values(), strict=True),
        key=lambda pair: sum(w * x for w, x in zip(weights, pair[0], strict=True)),
    )
    choice = best[1]
    source = min(choice.sources, key=_SOURCES.index)
    return Value(choice.text, source, choice.text)


@cache
def _weights() -> list[float]:
    """Logistic regression's weights, one a feature; trained by `python -m ingest.train.titles`."""
    stored = json.loads((files("ingest.extract") / "model" / "titles.json").read_text("utf-8"))
    return [stored["weights"][name] for name in FEATURES]


def candidates(page: Declared) -> dict[str, Candidate]:
    """All that claims to be the headline, keyed by its folded words."""
    found: dict[str, Candidate] = {}

    def add(text: object, source: str) -> None:
        clean = plain(text)
        key = folded(clean)
        if key and len(clean) <= _LONGEST:
            found.setdefault(key, Candidate(clean)).sources.add(source)

    if page.article:
        for name in ("headline", "name", "alternativeHeadline"):
            add(page.article.get(name), f"json-ld {name}")
    for node in page.nodes:
        if any(name.endswith("WebPage") for name in types_of(node)):
            add(node.get("name"), "json-ld page name")
    for at, heading in enumerate(page.headings[:_MOST_HEADINGS], 1):
        add(page.text(heading), "h1" if at == 1 else f"h1 {at}")
    for names, source in (
        (("og:title",), "meta og:title"),
        (("twitter:title",), "meta twitter:title"),
        (_META, "meta title"),
    ):
        for name in names:
            add(next(iter(page.meta.get(name, ())), None), source)
    add(page.window_title, "title")
    for text, label in (
        (page.window_title, "title"),
        (plain(next(iter(page.meta.get("og:title", ())), None)), "og"),
    ):
        cuts = list(_CUT.finditer(text))
        for cut in cuts:
            add(text[: cut.start()], f"{label} cut last" if cut is cuts[-1] else f"{label} cut")
            add(text[cut.end() :], f"{label} after first" if cut is cuts[0] else f"{label} after")
    return found


def features(page: Declared, found: dict[str, Candidate], site_name: str | None) -> list[list[float]]:
    """One row a candidate, in the order of FEATURES."""
    site = folded(site_name or "")
    parts = urlsplit(page.document.url or "")
    host = (parts.hostname or "").removeprefix("www.").split(".")
    slug = set(folded(unquote(parts.path).replace("_", " ")).split())
    window = folded(page.window_title)
    h1 = folded(page.text(page.headings[0])) if page.headings else ""
    return [
        _row(key, c, list(found), site, host, slug, window, h1, len(page.headings))
        for key, c in found.items()
    ]


def _row(
    key: str, candidate: Candidate, others: list[str], site: str, host: list[str], slug: set[str],
    window: str, h1: str, headings: int,
) -> list[float]:  # fmt: skip
    words, names = key.split(), candidate.sources
    kinds = set(words)
    any_h1 = any(name.startswith("h1") for name in names)
    row: list[float | bool] = [name in names for name in _SOURCES]
    row += [
        sum(
            name in names
            for name in (
                "json-ld headline",
                "h1",
                "meta og:title",
                "meta twitter:title",
                "title",
                "meta title",
            )
        ),
        headings == 1 and "h1" in names,
        min(len(words), 30) / 10,
        len(words) == 1,
        len(words) == 2,
        len(words) <= 3,
        len(words) > 20,
        key == site or key.replace(" ", "") in host,
        bool(site) and key.endswith(site) and key != site,
        bool(site) and key.startswith(site) and key != site,
        sum(other != key and other in key for other in others) / 3,
        sum(other != key and key in other for other in others) / 3,
        candidate.text.endswith(("…", "...")),
        len(kinds & slug) / len(kinds),
        len(kinds & slug) / max(1, len(slug)),
        any_h1,
        "json-ld headline" in names and "h1" in names,
        "meta og:title" in names and "h1" in names,
        not any_h1 and headings == 0,
        ("title cut" in names or "title cut last" in names) and "h1" in names,
        key in window,
        bool(h1) and h1 in key,
        bool(h1) and key in h1,
    ]
    return [float(value) for value in row]
