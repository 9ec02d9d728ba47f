"""One pass over the page for all that declares something: meta, JSON-LD, headings, times, bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from ingest.extract.document import Document
from ingest.extract.metadata.jsonld import Node, article_of, nodes_of, types_of
from ingest.extract.metadata.values import plain

# A byline and a standfirst are known by what their element is called.
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|es)?|auteurs?|autore|verfasser|writer|reporter|signature$|signé)",
    re.I,
)
_STANDFIRST = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:sub-?(?:head(?:line|ing)?|title|line)|dek|deck|lede?"
    r"|lead(?:text)?|chapo|vorspann"
    r"|intro(?:duction|text)?|excerpt|summary|sottotitolo|occhiello|bajada|entradilla|untertitel|ingress"
    r"|manchet|preamble|abstract|description)(?:$|[\s_-])|article-?(?:subtitle|summary|lead|intro)",
    re.I,
)
# The elements that bylines and standfirsts are made of, and those that carry microdata.
_TAGS = (
    "meta",
    "link",
    "title",
    "script",
    "h1",
    "time",
    "a",
    "p",
    "div",
    "span",
    "h2",
    "h3",
    "address",
    "header",
    "section",
)


@dataclass(slots=True)
class Declared:
    """What a page declares, as found: names lower-case, texts raw, elements in document order."""

    document: Document
    meta: dict[str, list[str]] = field(default_factory=dict)
    links: list[HtmlElement] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    article: Node | None = None
    headings: list[HtmlElement] = field(default_factory=list)
    times: list[HtmlElement] = field(default_factory=list)
    bylines: list[HtmlElement] = field(default_factory=list)
    standfirsts: list[HtmlElement] = field(default_factory=list)
    properties: list[HtmlElement] = field(default_factory=list)
    licences: list[HtmlElement] = field(default_factory=list)
    window_title: str = ""

    def first(self, *names: str) -> tuple[str, str] | None:
        """The first of these meta names that has a text, and that text."""
        for name in names:
            for text in self.meta.get(name, ()):
                if text.strip():
                    return name, text
        return None

    @property
    def article_body(self) -> str | None:
        """The JSON-LD articleBody, paragraphs kept apart, markup and entities gone."""
        text = self.article.get("articleBody") if self.article else None
        if not isinstance(text, str):
            return None
        lines = [plain(line) for line in re.split(r"\n|<br\s*/?>|</p>", text)]
        return "\n".join(line for line in lines if line) or None

    @property
    def types(self) -> frozenset[str]:
        """schema.org types of all nodes and og:type, lower-case."""
        found = {name.lower() for node in self.nodes for name in types_of(node)}
        og_type = self.first("og:type")
        return frozenset(found | ({"og:" + og_type[1].strip().lower()} if og_type else set()))


def declared_by(document: Document) -> Declared:
    """Read the tree once; nothing is weighed here."""
    page = Declared(document)
    scripts: list[str] = []
    for element in document.root.iter(_TAGS):
        tag = element.tag
        if tag == "meta":
            _meta(page, element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                scripts.append(element.text or "")
        elif tag == "link":
            page.links.append(element)
        elif tag == "title":
            page.window_title = page.window_title or plain(element.text or "")
        else:
            if tag == "h1":
                page.headings.append(element)
            elif tag == "time":
                page.times.append(element)
            if element.keys():
                _named(page, element)
    page.nodes = nodes_of(scripts)
    page.article = article_of(page.nodes, document.url)
    return page


def _meta(page: Declared, element: HtmlElement) -> None:
    name = (
        element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
    )
    content = element.get("content")
    if name and content:
        page.meta.setdefault(name.strip().lower(), []).append(content)


def _named(page: Declared, element: HtmlElement) -> None:
    """Sort one element by its itemprop, rel or class."""
    names = element.get("class")
    kind = _kind(names) if names else ""
    if element.get("itemprop"):
        page.properties.append(element)
    rel = element.get("rel") if element.tag == "a" else None
    if rel == "author" or kind == "byline":
        page.bylines.append(element)
    elif rel == "license":
        page.licences.append(element)
    elif kind == "standfirst":
        page.standfirsts.append(element)


@lru_cache(maxsize=4096)
def _kind(names: str) -> str:
    """A page's class attributes repeat, and so do a site's: each is judged once."""
    return "byline" if _BYLINE.search(names) else "standfirst" if _STANDFIRST.search(names) else ""
