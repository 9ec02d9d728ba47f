"""All that a page declares, gathered once: meta, JSON-LD, headings, times, named elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

import ahocorasick
from lxml.etree import iterwalk
from lxml.html import HtmlElement

from ingest.clean.blocks import SKIPPED_TAGS
from ingest.extract.document import Document
from ingest.extract.metadata.jsonld import Node, article_of, nodes_of, types_of
from ingest.extract.metadata.values import plain
from ingest.extract.outline import INSIDE, Outline

# What elements are called that matter here, lower-case. Ids and data attributes count as well as classes.
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|es)?|auteurs?|autore|verfasser|writer|reporter"
    r"|signature$|signé)"
)
_STANDFIRST = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:sub-?(?:head(?:line|ing)?|title|line)|dek|deck|lede"
    r"|lead(?:text)?|chapo|vorspann"
    r"|intro(?:duction|text)?|excerpt|summary|sottotitolo|occhiello|bajada|entradilla|untertitel|ingress"
    r"|manchet|preamble|abstract|description)(?:$|[\s_-])|article-?(?:subtitle|summary|lead|intro)"
)
_DATE = re.compile(r"(?:^|[\s_-])(?:date|datum|data|fecha|published?|pubdate|posted|time(?:stamp)?)")
# An itemprop that is read.
_PROPERTY = re.compile(r"(?:^|\s)(?:author|datepublished|datecreated|datemodified)(?:\s|$)")
# One of these is in every name that the patterns above know: looked for first, in all names at once.
_TELLING = (
    "byline", "by-line", "author", "autor", "auteur", "verfasser", "writer", "reporter", "signature", "signé",
    "first", "sub", "dek", "deck", "lede", "lead", "chapo", "vorspann", "intro", "excerpt", "summary",
    "sottotitolo", "occhiello", "bajada", "entradilla", "untertitel", "ingress", "manchet", "preamble",
    "abstract", "description", "date", "datum", "data", "fecha", "publish", "pubdate", "posted", "time",
)  # fmt: skip
# Where other stories, comments and the site's own matters stand.
_ELSEWHERE = sum(1 << INSIDE.index(tag) for tag in ("aside", "nav", "footer", "ul", "ol", "form"))


# Blocks around the headline among which links to people stand, and how many elements of a kind are looked at.
_ABOVE, _BELOW = 6, 40
# A byline stands at most this many blocks behind the headline and is a short line.
_BEHIND, _LONGEST_LINE = 14, 120
_MOST_TIMES, _MOST_BYLINES, _MOST_PROPERTIES = 6, 12, 12


@dataclass(slots=True)
class Declared:
    """What a page declares, as found: names lower-case, texts raw, elements in document order.

    `headings`, `times`, `anchors`, `bylines`, `standfirsts`, `dated` and `properties` are elements of
    `outline` by number, `lines` the short blocks near the headline.
    """

    document: Document
    outline: Outline
    meta: dict[str, list[str]] = field(default_factory=dict)
    links: list[HtmlElement] = field(default_factory=list)
    licences: list[HtmlElement] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    article: Node | None = None
    headings: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    standfirsts: list[int] = field(default_factory=list)
    dated: list[int] = field(default_factory=list)
    properties: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    elements: dict[int, HtmlElement] = field(default_factory=dict)
    """Those of times, anchors, bylines, properties and lines."""
    window_title: str = ""
    article_body: str | None = None
    """The JSON-LD articleBody, paragraphs kept apart, markup and entities gone."""

    def first(self, *names: str) -> tuple[str, str] | None:
        """The first of these meta names that has a text, and that text."""
        for name in names:
            for text in self.meta.get(name, ()):
                if text.strip():
                    return name, text
        return None

    @property
    def headline(self) -> int | None:
        """The first block of the first h1."""
        return self.outline.begin[self.headings[0]] if self.headings else None

    def text(self, at: int) -> str:
        """The text of a block-level element of the outline."""
        return " ".join(self.outline.texts[self.outline.begin[at] : self.outline.end[at]])

    def pieces(self, at: int) -> list[str]:
        """The element's texts apart: what one tag holds is seldom glued to what the next one does."""
        return [piece for piece in map(plain, _texts(self.elements[at])) if piece]

    def is_elsewhere(self, at: int) -> bool:
        """Whether it stands in an aside, menu, list, form or footer."""
        return bool(self.outline.inside[at] & _ELSEWHERE)

    def is_within(self, at: int, word: str) -> bool:
        """Whether an element around it is called by this word."""
        names, parent = self.outline.names, self.outline.parent
        while at:
            if word in names[at]:
                return True
            at = parent[at]
        return False

    @property
    def types(self) -> frozenset[str]:
        """schema.org types of all nodes and og:type, lower-case."""
        found = {name.lower() for node in self.nodes for name in types_of(node)}
        og_type = self.first("og:type")
        return frozenset(found | ({"og:" + og_type[1].strip().lower()} if og_type else set()))


def _texts(element: HtmlElement) -> Iterator[str]:
    """All texts inside, one by one; a loop, since broken markup nests deeper than calls may."""
    walker = iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if event == "end":
            text = None if node is element else node.tail
        elif node is not element and node.tag in SKIPPED_TAGS:
            walker.skip_subtree()
            continue
        else:
            text = node.text
        if text:
            yield text


def declared_by(document: Document, page: Outline) -> Declared:
    """Read the head, the scripts and the outline once; nothing is weighed here."""
    found = Declared(document, page)
    scripts: list[str] = []
    for element in document.root.iter("meta", "link", "script", "title", "a"):
        tag = element.tag
        if tag == "a":
            if element.get("rel") == "license":
                found.licences.append(element)
        elif tag == "meta":
            _meta(found, element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                scripts.append(element.text or "")
        elif tag == "link":
            found.links.append(element)
        else:
            found.window_title = found.window_title or plain(element.text or "")
    _sort(found, page)
    found.nodes = nodes_of(scripts)
    found.article = article_of(found.nodes, document.url)
    found.article_body = _body(found.article) if found.article else None
    return found


def _body(article: Node) -> str | None:
    text = article.get("articleBody")
    if not isinstance(text, str):
        return None
    lines = [plain(line) for line in re.split(r"\n|<br\s*/?>|</p>", text)]
    return "\n".join(line for line in lines if line) or None


def _meta(page: Declared, element: HtmlElement) -> None:
    name = (
        element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
    )
    content = element.get("content")
    if name and content:
        page.meta.setdefault(name.strip().lower(), []).append(content)


def _sort(found: Declared, page: Outline) -> None:
    """Sort the outline's elements by their tags and names, and fetch those whose attributes are read."""
    shelves = {"h1": found.headings, "time": found.times, "a": found.anchors}
    for at, tag in enumerate(page.tag):
        if tag in shelves:
            shelves[tag].append(at)
    kinds = _kinds(page.names)
    named = {
        "byline": found.bylines, "standfirst": found.standfirsts, "date": found.dated,
        "property": found.properties,
    }  # fmt: skip
    for at, names in enumerate(page.names):
        if names in kinds:
            for kind in kinds[names]:
                named[kind].append(at)
    headline = found.headline or 0
    low, high = headline - _ABOVE, headline + _BELOW
    found.anchors = [at for at in found.anchors if low <= page.begin[at] <= high]
    found.times = [at for at in found.times if not found.is_elsewhere(at)][:_MOST_TIMES]
    del found.bylines[_MOST_BYLINES:], found.properties[_MOST_PROPERTIES:]
    found.lines = [
        n
        for n in range(max(0, low), min(len(page.texts), headline + _BEHIND))
        if len(page.texts[n]) <= _LONGEST_LINE
    ]
    spoken = [page.owner[n] for n in found.lines]
    wanted = sorted(
        {*found.headings[:1], *spoken, *found.anchors, *found.times, *found.bylines, *found.properties}
    )
    found.elements = dict(zip(wanted, page.elements(wanted), strict=True))


def _kinds(names: list[str]) -> dict[str, tuple[str, ...]]:
    """What the telling ones among these names say; all are searched at once, for a tenth of the time."""
    distinct = {name: name.lower() for name in set(names)}
    together = "\0".join(distinct.values())
    hits, past = set(), -1
    for at, _ in _telling().iter(together):
        if at > past:
            past = together.find("\0", at)
            past = past if past >= 0 else len(together)
            hits.add(together[together.rfind("\0", 0, at) + 1 : past])
    kinds = {name: _kind(lower) for name, lower in distinct.items() if lower in hits}
    return {name: kind for name, kind in kinds.items() if kind}


@cache
def _telling() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word in _TELLING:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


@lru_cache(maxsize=16384)
def _kind(names: str) -> tuple[str, ...]:
    """A site's names repeat from page to page: each is judged once."""
    found = ["property"] if _PROPERTY.search(names) else []
    if _BYLINE.search(names):
        found.append("byline")
    elif _STANDFIRST.search(names):
        found.append("standfirst")
    elif _DATE.search(names):
        found.append("date")
    return tuple(found)
