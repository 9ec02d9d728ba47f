"""The headline, chosen among all that claim to be it by a small learned ranking."""

from __future__ import annotations

import re

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.headlines import SOURCES, Candidate, features
from ingest.extract.metadata.jsonld import types_of
from ingest.extract.metadata.ranking import ranking
from ingest.extract.metadata.values import Value, folded, plain

# Where window titles and og:titles are cut: "Headline | Outlet", "Headline – Desk – Outlet".
_CUT = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*\|\s*|\s+::\s+|(?<=\S):\s+")
_LONGEST = 400
# What is longer as it stands holds no headline: half of the page, behind a title that nobody closed.
_LONGEST_RAW = 4 * _LONGEST
_MOST_HEADINGS = 4
# What these three agree on needs no weighing.
_AGREED = {"h1", "meta og:title", "json-ld headline"}
_META = ("title", "dc.title", "parsely-title", "sailthru.title", "citation_title", "headline")


def find_title(page: Declared, site_name: str | None) -> Value[str] | None:
    """The candidate that ranks highest; None where the page names nothing."""
    found = candidates(page)
    if not found:
        return None
    best = next((candidate for candidate in found if candidate.sources >= _AGREED), None)
    if best is None:
        said = ranking("titles").said(features(page, found, site_name))
        best = found[max(range(len(found)), key=said.__getitem__)]
    return Value(best.text, min(best.sources, key=SOURCES.index), best.text)


def candidates(page: Declared) -> list[Candidate]:
    """All that claims to be the headline."""
    found: dict[str, Candidate] = {}

    def add(text: object, source: str) -> None:
        if not isinstance(text, str) or len(text) > _LONGEST_RAW:
            return
        clean = plain(text)
        if len(clean) <= _LONGEST and (key := folded(clean)):
            found.setdefault(key, Candidate(clean, key)).sources.add(source)

    if page.article:
        for name in ("headline", "name", "alternativeHeadline"):
            add(page.article.get(name), f"json-ld {name}")
    for node in page.nodes:
        if any(name.endswith("WebPage") for name in types_of(node)):
            add(node.get("name"), "json-ld page name")
    for at, heading in enumerate(page.headings[:_MOST_HEADINGS], 1):
        add(page.text(heading), "h1" if at == 1 else f"h1 {at}")
    pieces = page.pieces(page.headings[0]) if page.headings else []
    if len(pieces) > 1:
        add(max(pieces, key=len), "h1 piece")  # a kicker shares the h1 with the headline
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
        cuts = list(_CUT.finditer(text)) if len(text) <= _LONGEST_RAW else []
        for cut in cuts:
            add(text[: cut.start()], f"{label} cut last" if cut is cuts[-1] else f"{label} cut")
            add(text[cut.end() :], f"{label} after first" if cut is cuts[0] else f"{label} after")
    return list(found.values())
