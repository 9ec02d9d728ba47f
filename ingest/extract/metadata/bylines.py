"""Every place that may name the authors: the graph, meta, microdata, links to people, visible bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.jsonld import Node, types_of
from ingest.extract.metadata.names import is_house, is_person, names_in
from ingest.extract.metadata.spoken import Byline, seen, spoken
from ingest.extract.metadata.values import plain, strings

_META = {
    "meta author": ("author",),
    "meta article:author": ("article:author", "article:author_name", "og:author"),
    "meta tracking": ("parsely-author", "sailthru.author", "cxenseparse:author", "byl"),
    "meta citation": ("citation_author", "dc.creator", "dcterms.creator"),
}
_PEOPLE_LINK = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|people|person|staff|team|profiles?|writers?|contributors?"
    r"|journalists?|redaktion|by|users?|members?|experts?|bio)/[^/?#]*[^\W\d]",
    re.I,
)
_WINDOW_BY = re.compile(r"\|\s*by\s+([^|]{3,40})\s*\|", re.I)
_LONGEST = 120
_MOST_BYLINES, _MOST_LINKS = 4, 3


def bylines(page: Declared, site_name: str | None) -> list[Byline]:
    """All of them that hold a name, declared ones first."""
    found = [*_graph(page), *_metas(page), *_microdata(page), *_shown(page, site_name or "")]
    if site_name:
        found.append(_told("site name", [site_name]))
    return [byline for byline in found if byline.names]


def signed_in_graph(page: Declared) -> Byline | None:
    """The people whom JSON-LD names as authors, where it names people alone."""
    people, houses = _people(page.article.get("author"), page) if page.article else ([], [])
    byline = _told("json-ld author", people)
    is_sure = byline.names and not houses and all(is_person(n) and not is_house(n) for n in byline.names)
    return byline if is_sure else None


def _told(source: str, texts: list[str]) -> Byline:
    return Byline(source, names_in(texts, is_shown=False), "; ".join(map(plain, texts))[:500])


def _graph(page: Declared) -> Iterator[Byline]:
    if page.article:
        for key in ("author", "creator"):
            people, houses = _people(page.article.get(key), page)
            yield _told(f"json-ld {key}", people)
            yield _told("json-ld organisation", houses)
            if people and houses:
                yield _told(f"json-ld {key}", people + houses)
        yield _told("json-ld contributor", _people(page.article.get("contributor"), page)[0])
    for node in page.nodes:
        if node is not page.article and node.get("author"):
            yield _told("json-ld other author", _people(node["author"], page)[0])
    persons = [node for node in page.nodes if "Person" in types_of(node) and node.get("name")]
    if len({str(node["name"]) for node in persons}) == 1:
        yield _told("json-ld person", strings(persons[0]))


def _people(value: object, page: Declared) -> tuple[list[str], list[str]]:
    """The people and the organisations in a JSON-LD author; a reference by @id is looked up."""
    if isinstance(value, list):
        both = [_people(item, page) for item in value]
        return [n for people, _ in both for n in people], [n for _, houses in both for n in houses]
    if isinstance(value, dict):
        if not value.get("name") and value.get("@id"):
            value = _named(value["@id"], page) or value
        if "Organization" in str(value.get("@type")):
            return [], strings(value)
    return strings(value), []


def _named(name: object, page: Declared) -> Node | None:
    return next((node for node in page.nodes if node.get("@id") == name and node.get("name")), None)


def _metas(page: Declared) -> Iterator[Byline]:
    for source, names in _META.items():
        for name in names:
            texts = page.meta.get(name)
            if texts:
                yield _told(source, [_turned(text) for text in texts] if "citation" in source else texts)
    if "written" in (page.first("twitter:label1") or ("", ""))[1].lower():
        yield _told("meta twitter:data1", page.meta.get("twitter:data1", []))
    window = _WINDOW_BY.search(page.window_title)
    if window:
        yield _told("title", [window.group(1)])


def _turned(name: str) -> str:
    """ "Roy, Aniruddha" as "Aniruddha Roy"."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and len(last.split()) <= 2 and len(first.split()) <= 3 else name


def _microdata(page: Declared) -> Iterator[Byline]:
    texts = []
    for at in page.properties:
        element = page.outline.element[at]
        if element.get("itemprop") == "author":
            inner = next((e for e in element.iterdescendants() if e.get("itemprop") == "name"), element)
            texts.append(inner.get("content") or "\n".join(map(plain, inner.itertext())))
    if texts:
        yield _told("microdata author", texts)
        yield _told("microdata first author", texts[:1])


def _shown(page: Declared, site_name: str) -> Iterator[Byline]:
    """Visible bylines: links to people, elements that are called so, and lines that begin with "By"."""
    headline = page.headline
    yield from _links(page, headline)
    yield from _called(page, headline)
    yield from spoken(page, headline, site_name)


def _called(page: Declared, headline: int | None) -> Iterator[Byline]:
    """The first elements that are called bylines; one inside another is the same byline."""
    met, last = 0, None
    for at in page.bylines:
        if last is not None and _holds(page, last, at):
            continue
        pieces = page.pieces(at)
        if not pieces or sum(map(len, pieces)) > 2 * _LONGEST:
            continue
        last = at
        yield seen(page, "byline", at, headline, pieces)
        links = [plain(a.text_content()) for a in page.outline.element[at].iter("a")]
        if any(links):
            yield seen(page, "byline link", at, headline, links)
        met += 1
        if met == _MOST_BYLINES:
            return


def _holds(page: Declared, outer: int, at: int) -> bool:
    while page.outline.depth[at] > page.outline.depth[outer]:
        at = page.outline.parent[at]
    return at == outer


def _links(page: Declared, headline: int | None) -> Iterator[Byline]:
    """The first links that say rel=author, and those whose address is a person's page."""
    host = urlsplit(page.document.url or "").hostname or ""
    for source in ("rel author", "link to person"):
        found: list[int] = []
        for at in page.anchors:
            element = page.outline.element[at]
            is_one = (
                "author" in (element.get("rel") or "")
                if source == "rel author"
                else _leads_to_person(element.get("href") or "", host)
            )
            if is_one and plain(element.text_content()):
                found.append(at)
                if len(found) == _MOST_LINKS:
                    break
        if found:
            texts = [plain(page.outline.element[at].text_content()) for at in found]
            yield seen(page, source, found[0], headline, texts[:1])
            block = page.outline.begin[found[0]]
            near = [t for t, at in zip(texts, found, strict=True) if page.outline.begin[at] - block <= 2]
            if len(near) > 1:
                yield seen(page, source, found[0], headline, near)


def _leads_to_person(address: str, host: str) -> bool:
    found = _PEOPLE_LINK.search(address)
    return found is not None and (
        "//" not in address[:8] or host.removeprefix("www.") in address[: found.start() + 1]
    )
