"""Text, Markdown and HTML from one tree.

`find_captions` before cleaning, `render` after it:
build (soup -> nodes) -> text, at once; markdown and html, when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bs4 import BeautifulSoup

from ingest.extract.render.build import Builder, lines_of
from ingest.extract.render.captions import Words, find_captions
from ingest.extract.render.html import html_of
from ingest.extract.render.lead import lead_images
from ingest.extract.render.markdown import markdown_of
from ingest.extract.render.nodes import Block, Listing, Picture, Quote, Rule
from ingest.extract.render.portraits import is_portrait
from ingest.extract.render.structures import HANDLERS
from ingest.extract.render.text import text_of
from ingest.items import Image, Link
from ingest.pictures import is_larger, key_of

__all__ = ["Tree", "find_captions", "lead_images", "merge_images", "render"]


@dataclass(frozen=True, slots=True)
class Tree:
    """An article's content: its text, and the blocks that Markdown and HTML are rendered from."""

    text: str
    blocks: tuple[Block, ...]

    def markdown(self) -> str:
        """CommonMark with GitHub tables."""
        return markdown_of(self.blocks)

    def html(self) -> str:
        """Sanitised HTML with absolute links."""
        return html_of(self.blocks)

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures of the body, in order, each once."""
        return tuple(_images(self.blocks))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that words of the body carry, in order, each address once."""
        words: dict[str, str] = {}
        for spans in lines_of(self.blocks):
            at = ""
            for span in spans:
                if span.href:
                    if at == span.href:
                        words[at] += span.text
                    elif span.href not in words:
                        words[span.href] = span.text
                        at = span.href
                        continue
                if span.href != at:
                    at = ""
        return tuple(Link(url, text.strip()) for url, text in words.items())


def render(
    soup: BeautifulSoup,
    base_url: str | None,
    captions: Mapping[int, Words] | None = None,
    authors: Sequence[str] = (),
) -> Tree:
    """The cleaned soup's content; addresses are resolved against `base_url`.

    `captions` comes from `find_captions`, asked before cleaning; without it they are read from what is left.
    Portraits of the `authors` are left out.
    """
    blocks = Builder(base_url, find_captions(soup) if captions is None else captions, HANDLERS).read(soup)
    if authors:
        blocks = tuple(b for b in blocks if not (isinstance(b, Picture) and is_portrait(b.image, authors)))
    while blocks and isinstance(blocks[-1], Rule):
        blocks = blocks[:-1]
    return Tree(text_of(blocks), blocks)


def merge_images(*groups: Iterable[Image], authors: Sequence[str] = ()) -> tuple[Image, ...]:
    """All pictures in order but the `authors'` portraits.

    Where one comes again, the larger stays, and the first's words count.
    """
    merged: dict[str, Image] = {}
    for image in chain.from_iterable(groups):
        if is_portrait(image, authors):
            continue
        key = key_of(image.url)
        known = merged.get(key)
        merged[key] = image if known is None else _one(known, image)
    return tuple(merged.values())


def _one(known: Image, image: Image) -> Image:
    """The same picture twice: the larger one's address, with what either says of it."""
    first, second = (image, known) if is_larger(image.url, known.url) else (known, image)
    return Image(
        first.url,
        known.caption or image.caption,
        known.credit or image.credit,
        known.alt or image.alt,
        first.width or second.width,
        first.height or second.height,
    )


def _images(blocks: tuple[Block, ...]) -> Iterator[Image]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block.image
        elif isinstance(block, Quote):
            yield from _images(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _images(item.blocks)
