"""What speaks for and against each set of names that may be the authors: the ranking's features."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ingest.extract.metadata.bylines import bylines, signed_in_graph
from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.jsonld import types_of
from ingest.extract.metadata.names import is_agency, is_house, is_person
from ingest.extract.metadata.spoken import Byline
from ingest.extract.metadata.values import folded

SOURCES = (
    "json-ld author", "json-ld creator", "json-ld organisation", "json-ld contributor",
    "json-ld other author", "json-ld person",
    "meta author", "meta article:author", "meta tracking", "meta citation", "meta twitter:data1", "title",
    "microdata author", "microdata first author", "rel author", "link to person", "byline", "byline link",
    "by line", "by line pieces", "by within line", "beside date", "name alone", "signature",
    "written by", "site name",
)  # fmt: skip
_DECLARED = frozenset(SOURCES[:14]) - {"json-ld other author", "json-ld person", "title"}
_GROUPS = ("json-ld author", "meta", "microdata", "by")
_CALLED = frozenset(("byline", "byline link", "by line", "rel author"))
_ALONE = frozenset(("name alone", "signature"))
_SHOWN = (
    _CALLED | _ALONE | {"by line pieces", "by within line", "beside date", "written by", "link to person"}
)
# Blocks around the headline that a reader takes in with it.
_ABOVE, _BELOW = 6, 15
_UNSEEN = 999
# An outlet that so many places name signs itself.
_MANY = 4
# Blocks behind the headline in which a name's words may stand as plain words.
_READ = 60


@dataclass(slots=True)
class Candidate:
    """One set of names, folded in `key`, and every place that gives just these."""

    names: tuple[str, ...]
    key: frozenset[str]
    bylines: list[Byline] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    """The places that give these names and no more."""
    part_of: set[str] = field(default_factory=set)
    """The places of whose longer bylines these are the people, or the first name."""

    @property
    def is_part(self) -> bool:
        return not self.sources

    @property
    def is_people(self) -> bool:
        return all(is_person(name) and not is_house(name) for name in self.names)


def candidates(page: Declared, site_name: str | None) -> list[Candidate]:
    """Every set of names that some place gives, its people alone, and its first name alone.

    News that names people in JSON-LD is not searched further: on 60 of 61 pages these are right.
    """
    certain = signed_in_graph(page) if is_news(page) else None
    if certain:
        key = frozenset(map(folded, certain.names))
        return [Candidate(certain.names, key, [certain], {certain.source})]
    found: dict[frozenset[str], Candidate] = {}

    def add(names: tuple[str, ...], byline: Byline, *, is_part: bool) -> None:
        key = frozenset(map(folded, names))
        candidate = found.setdefault(key, Candidate(names, key))
        candidate.bylines.append(byline)
        (candidate.part_of if is_part else candidate.sources).add(byline.source)

    host = urlsplit(page.document.url or "").hostname or ""
    site = folded(site_name or "")
    for byline in bylines(page, site_name):
        names = _without_outlet(byline.names, site, host)
        if not names:
            continue
        add(names, byline, is_part=False)
        people = tuple(name for name in names if is_person(name) and not is_house(name))
        parts = {people, people[:1], names[:1]} - {(), names}
        for names in sorted(parts):
            add(names, byline, is_part=True)
    return list(found.values())


def _without_outlet(names: tuple[str, ...], site: str, host: str) -> tuple[str, ...]:
    """Beside people the outlet is where they work; alone, in one word of small letters, it is a login."""
    own = {name for name in names if is_own(folded(name), site, host)}
    if len(names) == 1:
        is_login = bool(own) and names[0].isalpha() and names[0].islower() and not is_agency(names[0])
        return () if is_login else names
    others = tuple(name for name in names if name not in own)
    return others if any(is_person(name) and not is_house(name) for name in others) else names


def is_news(page: Declared) -> bool:
    """In news an agency or the house is a byline; elsewhere the organisation is who runs the site."""
    return page.article is not None and any(
        "News" in name or "Report" in name for name in types_of(page.article)
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the candidates of one page are judged by."""

    found: list[Candidate]
    site: str
    host: str
    is_news: bool
    top: str
    whole: str

    text: str
    """The article's beginning as it is written."""

    def is_own(self, key: str) -> bool:
        """Whether this is the outlet's own name."""
        return is_own(key, self.site, self.host)

    def is_plain(self, name: str) -> float:
        """The share of its words that the article uses in lower case: "Key Takeaways" is no name."""
        words = [word for word in name.split() if word.isalpha()]
        return sum(f" {word.lower()} " in self.text for word in words) / max(1, len(words))


def is_own(key: str, site: str, host: str) -> bool:
    """Whether a folded name is that of the outlet, or begins with it, or is made of its words."""
    squeezed = key.replace(" ", "")
    if squeezed == site.replace(" ", "") or squeezed in host or (bool(site) and (key in site or site in key)):
        return True
    return bool(site) and set(key.removeprefix("the ").split()) <= set(site.split())


def features(page: Declared, found: list[Candidate], site_name: str | None) -> list[dict[str, float]]:
    """One mapping a candidate, all with the same keys."""
    texts = page.outline.texts
    headline = page.headline or 0
    scene = _Scene(
        found,
        folded(site_name or ""),
        urlsplit(page.document.url or "").hostname or "",
        is_news(page),
        "\n".join(texts[max(0, headline - _ABOVE) : headline + _BELOW]).casefold(),
        "\n".join(texts).casefold(),
        "\n".join(texts[headline : headline + _READ]),
    )
    return [_row(candidate, scene) for candidate in found]


def _row(candidate: Candidate, scene: _Scene) -> dict[str, float]:
    sources, count = candidate.sources, len(candidate.names)
    row: dict[str, float] = {name: name in sources for name in SOURCES}
    row |= {f"part of {name}": any(s.startswith(name) for s in candidate.part_of) for name in _GROUPS}
    shape = _shape(candidate, scene)
    row |= shape
    row |= _company(candidate, scene)
    row |= _place(candidate)
    top = sum(name.casefold() in scene.top for name in candidate.names) / count
    whole = sum(name.casefold() in scene.whole for name in candidate.names) / count
    people, own, news = candidate.is_people, shape["own"] > 0, scene.is_news
    unseen, login = whole == 0, shape["single"] == 1
    graph = "json-ld author" in sources
    row |= {
        "near headline": top, "on page": whole, "unseen": unseen,
        "unseen people": unseen and people, "unseen login": unseen and login,
        "unseen other": unseen and not people and not login,
        "unseen own": unseen and own and not news, "unseen news": unseen and news,
        "only far": whole > 0 and top == 0, "near own": top > 0 and own and not news,
        "near declared people": top > 0 and people and bool(sources & _DECLARED),
        "near login": top > 0 and login and not news,
        "news": news, "news house": news * shape["house"], "news own": news * shape["own"],
        "news graph": news and graph, "news graph people": news and graph and people,
        "news organisation": news and "json-ld organisation" in sources and "json-ld author" not in sources,
        "news byline": news and "byline" in sources and "json-ld author" not in sources,
        "other graph": graph and not news,
        "graph own": shape["own"] * ("json-ld author" in sources),
        "graph people agreed": people and "json-ld author" in sources and len(sources) > 1,
        "graph many": count > 1 and "json-ld author" in sources,
        "shown twice": people and len(sources & _SHOWN) > 1, "alone twice": sources >= _ALONE,
        "own agreed": own and len(sources) >= _MANY and bool(sources & _CALLED),
        "meta people": people and "meta author" in sources,
    }  # fmt: skip
    return row


def _shape(candidate: Candidate, scene: _Scene) -> dict[str, float]:
    """What the names look like."""
    names, count = candidate.names, len(candidate.names)
    single = [name for name in names if len(name.split()) == 1]
    return {
        "plain words": sum(map(scene.is_plain, names)) / count, "lower": sum(map(str.islower, names)) / count,
        "one": count == 1, "two": count == 2, "count": min(count, 6), "part": candidate.is_part,
        "part one": candidate.is_part and count == 1,
        "agency": sum(map(is_agency, names)) / count,
        "several people": count > 1 and not candidate.is_part and candidate.is_people,
        "house": sum(map(is_house, names)) / count, "person": sum(map(is_person, names)) / count,
        "own": sum(map(scene.is_own, candidate.key)) / count,
        "single": len(single) / count,
        "login": sum(name.islower() and not is_house(name) for name in single) / count,
        "long name": max(len(name.split()) for name in names) >= 4,
        "longest": max(map(len, names)) / 30,
    }  # fmt: skip


def _company(candidate: Candidate, scene: _Scene) -> dict[str, float]:
    """How many places agree, and what else the page names."""
    key, sources = candidate.key, candidate.sources
    others = [other for other in scene.found if other is not candidate]
    rivals = [other for other in others if not other.key & key]
    wider = {source for other in others if key < other.key for source in other.sources}
    inner = {source for other in others if other.key < key for source in other.sources}
    is_own = any(map(scene.is_own, key))
    return {
        "sources": len(sources), "two sources": len(sources) > 1, "three sources": len(sources) > 2,
        "declared": bool(sources & _DECLARED),
        "wider": len(wider), "inner": len(inner),
        "rival": max((len(other.sources) for other in rivals), default=0),
        "rival people": any(other.is_people for other in rivals),
        "undeclared beside people": not sources & _DECLARED and any(other.is_people for other in rivals),
        "part of people": candidate.is_part
        and any(key < o.key and o.sources and o.is_people for o in others),
        "own beside called": is_own and any(o.is_people and o.sources & _CALLED for o in rivals),
        "only one": not others, "candidates": len(scene.found),
        "own beside a lone name": is_own and any(o.is_people and o.sources & _ALONE for o in rivals),
        "lone name beside own": candidate.is_people and bool(sources & _ALONE)
        and any(any(map(scene.is_own, o.key)) and o.sources & _DECLARED for o in rivals),
    }  # fmt: skip


def _place(candidate: Candidate) -> dict[str, float]:
    """How far from the headline it is seen, lists of other stories and comments aside."""
    seen = [byline for byline in candidate.bylines if byline.distance is not None]
    near = min((abs(b.distance or 0) for b in seen if not b.is_elsewhere), default=_UNSEEN)
    return {
        "within 2": near <= 2, "within 6": near <= 6, "within 14": near <= 14,
        "heading": bool(seen) and all(b.is_heading for b in seen),
        "distance": min(near, 40) / 40, "elsewhere": bool(seen) and near == _UNSEEN, "seen": near < _UNSEEN,
        "called, near, undeclared": near <= 6 and bool(candidate.sources & _CALLED)
        and not candidate.sources & _DECLARED,
    }  # fmt: skip
