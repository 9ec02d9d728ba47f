"""Cleaned soup -> plain tree. Every source node is visited once, wrappers without recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from bs4 import Tag
from bs4.element import NavigableString

from ingest.clean.blocks import BLOCK_TAGS, SKIPPED_TAGS
from ingest.extract.render.inline import one_line, paragraphs
from ingest.extract.render.nodes import (
    CODE,
    EMPHASIS,
    STRONG,
    STRUCK,
    SUBSCRIPT,
    SUPERSCRIPT,
    Block,
    Caption,
    Embed,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Span,
    Spans,
    Table,
)
from ingest.extract.render.spoken import without_hint

if TYPE_CHECKING:
    from bs4.element import PageElement

    from ingest.extract.render.captions import Words

STYLES = {
    "b": STRONG, "strong": STRONG, "dt": STRONG, "summary": STRONG,
    "i": EMPHASIS, "em": EMPHASIS, "cite": EMPHASIS, "dfn": EMPHASIS,
    "code": CODE, "kbd": CODE, "samp": CODE, "tt": CODE, "var": CODE,
    "del": STRUCK, "s": STRUCK, "strike": STRUCK, "sub": SUBSCRIPT, "sup": SUPERSCRIPT,
}  # fmt: skip
# Structure nested deeper than this is a page's accident: its text is kept, its nesting is not.
DEEPEST = 30

Frame: TypeAlias = "tuple[Iterator[PageElement], int, str | None, bool]"
"""Children still to visit, the style and link they stand in, and whether their end ends a paragraph."""
Handler: TypeAlias = "Callable[[Builder, Tag, int, str | None], Frame | None]"


class Builder:
    """Collects the blocks of one container: the whole article, a list item, a quote, a cell."""

    def __init__(
        self,
        base_url: str | None,
        captions: Mapping[int, Words],
        handlers: Mapping[str, Handler],
        pictures: set[str] | None = None,
        depth: int = 0,
    ) -> None:
        self.base_url = base_url
        self.captions = captions
        self.handlers = handlers
        self.pictures = set() if pictures is None else pictures
        """Keys of the pictures met so far in the whole article."""
        self.depth = depth
        self.blocks: list[Block] = []
        self.run: list[Span] = []
        self.waiting: list[Block] = []

    def read(self, tag: Tag, style: int = 0, href: str | None = None) -> tuple[Block, ...]:
        """The blocks below a tag."""
        return self.walk((iter(tag.contents), style, href, True))

    def read_whole(self, tag: Tag, style: int = 0, href: str | None = None) -> tuple[Block, ...]:
        """The blocks of a tag, itself included."""
        frame = self.enter(tag, style, href)
        return self.walk(frame) if frame is not None else tuple(self.blocks)

    def walk(self, first: Frame) -> tuple[Block, ...]:
        """Visit all nodes of a frame; an explicit stack, since pages nest wrappers thousands deep."""
        stack = [first]
        while stack:
            children, style, href, is_block = stack[-1]
            for child in children:
                if child.__class__ is NavigableString:
                    self.run.append(Span(self.seen(str(child), href), style, href))
                elif isinstance(child, Tag):
                    frame = self.enter(child, style, href)
                    if frame is not None:
                        stack.append(frame)
                        break
            else:
                stack.pop()
                if is_block:
                    self.flush()
        self.flush()
        return tuple(self.blocks)

    def seen(self, text: str, href: str | None) -> str:
        """A string without what a link tells listeners alone."""
        if href is None:
            return text
        before = self.run[-1] if self.run and self.run[-1].href == href else None
        shown = without_hint(text, is_first=before is None)
        if before is not None and text and not shown:
            # The space before it parted it from the words that stay.
            self.run[-1] = Span(before.text.rstrip(), before.style, href)
        return shown

    def enter(self, tag: Tag, style: int, href: str | None) -> Frame | None:
        """Read a tag that has a meaning of its own, or give its children back to be walked."""
        name = tag.name
        handler = self.handlers.get(name)
        if handler is not None:
            return handler(self, tag, style, href)
        if name in SKIPPED_TAGS:
            return None
        style |= STYLES.get(name, 0)
        if name in BLOCK_TAGS:
            return self.plain_block(tag, style, href)
        return iter(tag.contents), style, href, False

    def plain_block(self, tag: Tag, style: int, href: str | None) -> Frame:
        self.flush()
        return iter(tag.contents), style, href, True

    def flush(self) -> None:
        """End the paragraph; pictures that stood inside it follow it."""
        if self.run:
            self.blocks += [Paragraph(spans) for spans in paragraphs(self.run)]
            self.run = []
        if self.waiting:
            self.blocks += self.waiting
            self.waiting = []

    def add(self, *blocks: Block) -> None:
        self.flush()
        self.blocks += blocks

    def add_beside(self, block: Block) -> None:
        """A picture or embed: it waits for the end of the paragraph that it stands in."""
        self.waiting.append(block)
        if all(not span.text or span.text.isspace() for span in self.run):
            self.flush()

    def inner(self) -> Builder:
        """A builder for a container within this one."""
        return Builder(self.base_url, self.captions, self.handlers, self.pictures, self.depth + 1)


def only_words(tag: Tag, style: int, href: str | None) -> list[Span] | None:
    """The raw spans of an element that holds nothing but text, as most items and headings do; else None."""
    run = []
    for child in tag.contents:
        if child.__class__ is not NavigableString:
            return None
        run.append(Span(str(child), style, href))
    return run


def lines_of(blocks: tuple[Block, ...]) -> Iterator[Spans]:
    """The runs of text of blocks, in order."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.spans
        elif isinstance(block, Listing):
            for item in block.items:
                yield from lines_of(item.blocks)
        elif isinstance(block, Quote):
            yield from lines_of(block.blocks)
        elif isinstance(block, Preformatted):
            yield (Span(block.text),)
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row


def as_line(blocks: tuple[Block, ...]) -> tuple[Spans, tuple[Block, ...]]:
    """All words of blocks as one line, and the pictures and embeds that stood among them."""
    raw: list[Span] = []
    for spans in lines_of(blocks):
        raw += (*spans, Span(" "))
    return one_line(raw), tuple(_beside(blocks))


def _beside(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Picture | Embed | Caption):
            yield block
        elif isinstance(block, Item | Quote):
            yield from _beside(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _beside(item.blocks)
