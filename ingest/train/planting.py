"""Pleas in sixteen languages, planted into real pages: `wordings.toml` in three forms, at three places."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from lxml.html import HtmlElement, fragment_fromstring, tostring

from ingest.extract.document import parse
from ingest.train.pages import fold_of

Wordings = Literal["tuning", "held", "fresh", "third", "fourth", "fifth", "sixth", "seventh", "more", "wide"]
"""Those that lexicons are tuned on, the sets held back, and more that only weights and trees learn from."""

FORMS = ("plain", "classed", "nested")
PLACES = ("start", "middle", "end")
_CLASSES = {"related": "related-posts", "correction": "feedback", "reuse": "copyright"}
# A paragraph of the gold that pleas are set beside.
_PARAGRAPH, _FEWEST = 80, 4
# Paragraphs of a set that are planted into one page.
_ROOM = 12
# What a set may hold beside its pleas: headings and buttons, prose to plant into, paragraphs like pleas.
_BESIDE = ("frames", "news", "alike")


@dataclass(frozen=True, slots=True)
class Plea:
    """One wording in one form: `texts` are its blocks."""

    language: str
    category: str
    form: str
    texts: tuple[str, ...]
    markup: str


@cache
def wordings(which: Wordings) -> dict[str, dict[str, Any]]:
    """Language -> category -> sentences; `frames`, `news` and `alike` beside them."""
    name = "wordings.toml" if which == "tuning" else f"wordings_{which}.toml"
    return tomllib.loads(files("ingest.train").joinpath(name).read_text("utf-8"))


def pleas(which: Wordings) -> list[Plea]:
    """One set of wordings, each in every form, neighbours of different kinds."""
    found = []
    for turn in range(len(FORMS)):
        number = 0
        for language, categories in wordings(which).items():
            # The later sets borrow the heading and button of the first.
            frames = categories.get("frames") or wordings("held")[language]["frames"]
            for category, sentences in categories.items():
                for sentence in sentences if category not in _BESIDE else ():
                    form = FORMS[(number + turn) % len(FORMS)]
                    found.append(_plea(language, category, form, sentence, frames.get(category)))
                    number += 1
    return found


def _plea(language: str, category: str, form: str, sentence: str, frame: Sequence[str] | None) -> Plea:
    texts: tuple[str, ...] = (sentence,)
    inner = f"<p>{_linked(sentence) if category == 'related' else sentence}</p>"
    if form == "nested" and frame:
        texts = (frame[0], sentence, frame[1])
        inner = f'<h3>{frame[0]}</h3>{inner}<p><a href="/go">{frame[1]}</a></p>'
    if form == "classed":
        inner = f'<div class="{_CLASSES.get(category, category)}">{inner}</div>'
    elif form == "nested":
        inner = f"<div><div>{inner}</div></div>"
    return Plea(language, category, form, texts, inner)


def _linked(sentence: str) -> str:
    sign = "：" if "：" in sentence else ":"
    label, _, headline = sentence.partition(sign)
    return f'{label}{sign} <a href="/story">{headline.strip()}</a>'


@cache
def our_prose() -> dict[str, list[str]]:
    """Language -> paragraphs of news and features, of which the development pages have little but English."""
    languages = tomllib.loads(files("ingest.train").joinpath("prose.toml").read_text("utf-8"))
    return {language: kinds["news"] + kinds["alike"] for language, kinds in languages.items()}


@cache
def our_headings() -> list[str]:
    """Headings between such paragraphs: what is as short and is no plea."""
    languages = tomllib.loads(files("ingest.train").joinpath("prose.toml").read_text("utf-8"))
    return [heading for kinds in languages.values() for heading in kinds["heads"]]


def prose_of(which: Wordings, chosen: dict[str, Plea], turn: int) -> dict[str, str]:
    """Paragraphs of the set's own to plant these pleas into, and what each is: `news` or `alike`."""
    language = next(iter(chosen.values())).language
    kinds = {kind: wordings(which)[language].get(kind, ()) for kind in ("news", "alike")}
    prose = [(text, kind) for kind, texts in kinds.items() for text in texts]
    # A long set takes turns, as much of it as a page has room for.
    start = (turn if len(prose) <= _ROOM else turn * _ROOM) % max(1, len(prose))
    return dict((prose[start:] + prose[:start])[:_ROOM])


def plant(
    html: bytes, gold: str, chosen: dict[str, Plea], words_of: Callable[[str], list[str]],
    prose: Sequence[str] = (),
) -> bytes | None:  # fmt: skip
    """The page with one plea at each place; None where it has too few paragraphs of the gold.

    `prose` takes the place of the page's own.
    """
    document = parse(html, None)
    if document is None:
        return None
    text = " ".join(words_of(gold))
    paragraphs = list(_paragraphs(document.root, text, words_of))
    if len(paragraphs) < (len(prose) or _FEWEST):
        return None
    if prose:
        _dress(document.root, paragraphs, prose)
        paragraphs = paragraphs[: len(prose)]
    middle = paragraphs[len(paragraphs) // 2]
    for place, plea in chosen.items():
        new = fragment_fromstring(plea.markup)
        if place == "start":
            paragraphs[0].addprevious(new)
        else:
            beside = middle if place == "middle" else paragraphs[-1]
            new.tail, beside.tail = beside.tail, None
            beside.addnext(new)
    return bytes(tostring(document.root, encoding="utf-8", doctype="<!doctype html>"))


def _dress(root: HtmlElement, paragraphs: list[HtmlElement], prose: Sequence[str]) -> None:
    """Other words in the paragraphs; what they were stands neither in further ones nor in the data."""
    for paragraph, text in zip(paragraphs, prose, strict=False):
        for child in list(paragraph):
            paragraph.remove(child)
        paragraph.text = text
    for other in [*paragraphs[len(prose) :], *root.iter("script")]:
        if other.getparent() is not None:
            other.drop_tree()


def _paragraphs(root: HtmlElement, gold: str, words_of: Callable[[str], list[str]]) -> Iterator[HtmlElement]:
    for paragraph in root.iter("p"):
        text = paragraph.text_content()
        if len(text) >= _PARAGRAPH and (words := " ".join(words_of(text))) and words in gold:
            yield paragraph


def batches(*which: Wordings, fold: int | None = None, language: str | None = None) -> list[dict[str, Plea]]:
    """All of these pleas, one a place: more on a page would become what it is about.

    With a fold only those whose wording `ingest.train.appeals` keeps from that fold's weights.
    """
    size = len(PLACES)
    ours = [
        plea
        for plea in itertools.chain(*map(pleas, which))
        if language in (None, plea.language) and (fold is None or fold_of(max(plea.texts, key=len)) == fold)
    ]
    # Forms take turns too: without the shift each would keep to one place.
    return [
        {PLACES[(n + at // size // size) % size]: plea for n, plea in enumerate(ours[at : at + size])}
        for at in range(0, len(ours), size)
    ]
