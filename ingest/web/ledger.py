"""An article with its removed blocks shown where they stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from ingest.clean.blocks import BLOCK_TAGS
from ingest.items import Removal


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the article's HTML, or one removed block with its number in the ledger."""

    html: str = ""
    removal: Removal | None = None
    number: int = 0


def with_ledger(html: str, removed: Sequence[Removal]) -> Iterator[Part]:
    """The article's parts in the page's order. `html` has been made safe; removals are in order.

    A removal's position counts all blocks of the container; so many of them as are in the ledger before it
    are not in the HTML, and the rest are.
    """
    pieces = [(str(child), _blocks(child)) for child in BeautifulSoup(html, "html.parser").contents]
    waiting = [(removal.position - earlier, earlier + 1, removal) for earlier, removal in enumerate(removed)]
    kept = 0
    for piece, blocks in pieces:
        while waiting and waiting[0][0] <= kept:
            _, number, removal = waiting.pop(0)
            yield Part(removal=removal, number=number)
        yield Part(html=piece)
        kept += blocks
    for _, number, removal in waiting:
        yield Part(removal=removal, number=number)


def _blocks(element: PageElement) -> int:
    """How many runs of text between block-level tags there are; captions are no body text."""
    if isinstance(element, NavigableString):
        return int(bool(element.strip()))
    count = 0
    in_run = False
    for kind, text in _events(element):
        if kind == "text":
            count += not in_run
            in_run = True
        elif text in BLOCK_TAGS:
            in_run = False
    return count


def _events(element: PageElement) -> Iterator[tuple[str, str]]:
    if isinstance(element, NavigableString):
        if element.strip():
            yield "text", str(element)
    elif isinstance(element, Tag) and element.name != "figcaption":
        yield "tag", element.name
        for child in element.children:
            yield from _events(child)
        yield "tag", element.name
