"""All that a page declares, gathered once: meta, JSON-LD, headings, times, named elements."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from ingest.clean.blocks import SKIPPED_TAGS
from ingest.extract.document import Document
from ingest.extract.metadata.jsonld import Node, article_of, nodes_of, types_of
from ingest.extract.metadata.named import called, kind
from ingest.extract.metadata.values import plain
from ingest.extract.outline import INSIDE, Outline

# Where other stories, comments and the site's own matters stand.
_ELSEWHERE = sum(1 << INSIDE.index(tag) for tag in ("aside", "nav", "footer", "ul", "ol", "form"))


# Blocks around the headline among which links to people stand, and how many elements of a kind are looked at.
_ABOVE, _BELOW = 6, 40
# A byline stands at most this many blocks behind the headline and is a short line.
_BEHIND, _LONGEST_LINE = 14, 120
_MOST_TIMES, _MOST_BYLINES, _MOST_PROPERTIES = 6, 12, 12


@dataclass
class Declared:
    """What a page declares, as found: names lower-case, texts raw, elements in document order.

    `headings`, `times`, `anchors`, `bylines` and `properties` are elements of `outline` by number,
    `lines` the short blocks near the headline. What not every page is asked for is looked up when it is.
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
    window_title: str = ""
    article_body: str | None = None
    """The JSON-LD articleBody, paragraphs kept apart, markup and entities gone."""

    @cached_property
    def bylines(self) -> list[int]:
        """The first elements that are called bylines."""
        return self._named["byline"][:_MOST_BYLINES]

    @cached_property
    def properties(self) -> list[int]:
        """The first elements with an itemprop that is read."""
        return self._named["property"][:_MOST_PROPERTIES]

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        return called(self.outline.names)

    def is_dated(self, block: int) -> bool:
        """Whether an element that is called a date begins with this block."""
        begin = self.outline.begin
        first, past = bisect_left(begin, block), bisect_right(begin, block)
        return any(self.is_called(at, "date") for at in range(first, past))

    @cached_property
    def lines(self) -> list[int]:
        texts, headline = self.outline.texts, self.headline or 0
        near = range(max(0, headline - _ABOVE), min(len(texts), headline + _BEHIND))
        return [n for n in near if len(texts[n]) <= _LONGEST_LINE]

    def is_called(self, at: int, what: str) -> bool:
        """Whether the element's own names say that it is a "byline", a "standfirst" or a "date"."""
        names = self.outline.names[at]
        return bool(names) and kind(names) == what

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
        return [piece for piece in map(plain, _texts(self.outline.element[at])) if piece]

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
    for element in document.facts:
        tag = element.tag
        if tag == "meta":
            _meta(found, element)
        elif tag == "link":
            found.links.append(element)
        else:
            found.window_title = found.window_title or plain(element.text or "")
    _sort(found, page)
    found.nodes = nodes_of(
        [script.text or "" for script in document.scripts if "ld+json" in (script.get("type") or "").lower()]
    )
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
    """Sort those elements of the outline whose tags say what they are."""
    found.headings = _all(page.tag, "h1")
    headline = found.headline or 0
    # An element begins no earlier than the one before it.
    low = bisect_left(page.begin, headline - _ABOVE)
    high = bisect_right(page.begin, headline + _BELOW)
    found.anchors = [at for at in range(low, high) if page.tag[at] == "a"]
    found.times = [at for at in _all(page.tag, "time") if not found.is_elsewhere(at)][:_MOST_TIMES]
    if found.document.has_licence:
        links = [element for element, tag in zip(page.element, page.tag, strict=True) if tag == "a"]
        found.licences = [link for link in links if link.get("rel") == "license"]


def _all(tags: list[str], tag: str) -> list[int]:
    """Where this rare tag stands; faster than asking each."""
    found, at = [], -1
    for _ in range(tags.count(tag)):
        at = tags.index(tag, at + 1)
        found.append(at)
    return found
