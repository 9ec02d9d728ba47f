"""Lines that readers take for a byline by what they say: "By …", a name alone, a name beside a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.names import is_house, is_person, names_in
from ingest.extract.metadata.visible import date_in

_SPEAKS = re.compile(
    r"^\W*(?:(?:written|words|story|text|reported|posted|published|article)\s+by|by|von|par|por|di|door|av"
    r"|text|autor(?:in)?|author|автор|作者|文|記者)(?:\s*[::：]\s*|\s+)\S|^By[A-Z]",
    re.I,
)
# "… written by", "Posted on 3 May by": what stands before the name, the last word of it in the group.
_BY = re.compile(r"(\w*)\W*\b[Bb][Yy]:?\s+(?=[^\W\da-z_])")
_BY_OTHERS = frozenset(
    "reviewed checked powered edited photo photos image images picture photograph photography illustration"
    " sponsored presented approved verified provided owned hosted updated fact featured music"
    " produced".split()
)
_WROTE = frozenset("written story words text article posted contributed interview author post".split())
_PIECES = re.compile(r"\d[\d:., ]*(?:am|pm|uhr)?|[|•·–—/\n]|\s-\s|\sin\s(?=[A-Z])", re.I)
_HEADINGS = ("h2", "h3", "h4", "h5")
_LONGEST, _LONGEST_NAME, _PARAGRAPH = 120, 40, 80


@dataclass(frozen=True, slots=True)
class Byline:
    """Names read in one place; `distance` counts blocks from the headline, None where it is not seen."""

    source: str
    names: tuple[str, ...]
    raw: str
    distance: int | None = None
    is_elsewhere: bool = False
    is_heading: bool = False


def seen(page: Declared, source: str, at: int, headline: int | None, texts: list[str]) -> Byline:
    """The names of a visible place, none where comments stand."""
    outline = page.outline
    distance = None if headline is None else outline.begin[at] - headline
    names = names_in(texts, is_shown=True)
    if names and page.is_within(at, "omment"):
        names = ()
    is_heading = outline.tag[at] in _HEADINGS
    return Byline(source, names, " ".join(texts)[:500], distance, page.is_elsewhere(at), is_heading)


def spoken(page: Declared, headline: int | None, site_name: str) -> Iterator[Byline]:
    """Short lines near the headline, and behind the text a signature or who wrote it."""
    yield from _lines(page, headline, site_name)
    yield from _signature(page, headline)
    yield from _told_below(page, headline)


def _lines(page: Declared, headline: int | None, site_name: str) -> Iterator[Byline]:
    start, texts = headline or 0, page.outline.texts
    language = page.document.root.get("lang") or "en"
    alone = False
    for n in page.lines:
        text, at = texts[n], page.outline.owner[n]
        if _SPEAKS.match(text):
            yield seen(page, "by line", at, headline, [text])
            yield seen(page, "by line pieces", at, headline, page.pieces(at))
            continue
        if n == start:
            continue
        by = _BY.search(text)
        dated = date_in(text, language) if "20" in text or "19" in text else None
        if by and (by.group(1).lower() in _WROTE or (dated and by.group(1).lower() not in _BY_OTHERS)):
            yield seen(page, "by within line", at, headline, [text[by.end() :]])
        elif dated:
            rest = text.replace(dated[1], "\n")
            people = [piece for piece in map(str.strip, _PIECES.split(rest)) if _are_people([piece])]
            if people:
                yield seen(page, "beside date", at, headline, people)
        elif n > start and not alone and page.outline.tag[at] not in _HEADINGS:
            text = text.removesuffix(site_name).strip(" |,-–")
            if (len(text) <= _LONGEST_NAME or "," in text) and _are_people([text]):
                alone = True
                yield seen(page, "name alone", at, headline, [text])


def _are_people(texts: list[str]) -> bool:
    """Whether these texts are nothing but people's names."""
    names = names_in(texts, is_shown=True)
    return bool(names) and all(is_person(name) and not is_house(name) for name in names)


def _signature(page: Declared, headline: int | None) -> Iterator[Byline]:
    """A line that is nothing but a name, behind a paragraph and in one element with it: how some sign."""
    outline = page.outline
    sizes = list(map(len, outline.texts))
    for n in range((headline or 0) + 2, len(sizes)):
        if sizes[n] <= _LONGEST_NAME and sizes[n - 1] >= _PARAGRAPH and is_person(text := outline.texts[n]):
            at, before = outline.owner[n], outline.owner[n - 1]
            if outline.parent[at] == outline.parent[before] and outline.tag[at] in ("p", "div"):
                yield seen(page, "signature", at, None, [text])
                return


def _told_below(page: Declared, headline: int | None) -> Iterator[Byline]:
    """The first line further down that says who wrote it."""
    last = page.lines[-1] if page.lines else -1
    for n, text in enumerate(page.outline.texts):
        if not (" by " in text or text[:2] == "By") or len(text) > _LONGEST or n <= last:
            continue
        by = _BY.search(text)
        if (
            by
            and (by.group(1).lower() in _WROTE or by.start() == 0)
            and by.group(1).lower() not in _BY_OTHERS
        ):
            found = seen(page, "written by", page.outline.owner[n], headline, [text[by.end() :]])
            if _are_people(list(found.names)):
                yield found
                return
