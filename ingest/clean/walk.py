"""The soup's blocks with their texts, links and standing, read in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from ingest.clean.block import Block
from ingest.clean.blocks import BLOCK_TAGS, SKIPPED_TAGS, squeezed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

# Wide scripts say in one character what others say in two or three.
WIDE = 2.5
_STRONG = frozenset(("b", "strong", "em", "i"))
_TELLING = BLOCK_TAGS | _STRONG | {"a", "br"}


def walk(soup: BeautifulSoup) -> list[Block]:
    """The same blocks as the extractor's outline: a block ends where a block-level tag begins or ends."""
    run = _Run(soup)
    strings, pieces = run.strings, run.pieces
    around: list[tuple[Tag, Iterator[PageElement]]] = []
    tag: Tag = soup
    nodes = iter(soup.contents)
    while True:
        for node in nodes:
            if isinstance(node, Tag):
                name = node.name
                if name in SKIPPED_TAGS:
                    continue
                if name in _TELLING:
                    run.enter(node, name)
                around.append((tag, nodes))
                tag, nodes = node, iter(node.contents)
                break
            if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                strings.append(node)
                pieces.append(node)
                if run.is_marked:
                    run.mark(len(node.strip()))
        else:
            if tag.name in _TELLING:
                run.leave(tag.name)
            if not around:
                run.end()
                return run.blocks
            tag, nodes = around.pop()


class _Run:
    """The block that is being read."""

    def __init__(self, root: Tag) -> None:
        self.blocks: list[Block] = []
        self.owners: list[Tag] = [root]
        self.links_open = self.strong_open = self.captions_open = self.quotes_open = 0
        self.is_marked = False
        """Whether the text stands in a link or in bold."""
        self.strings: list[NavigableString] = []
        self.pieces: list[str] = []
        self.linked = self.links = self.strong = 0

    def mark(self, size: int) -> None:
        if self.links_open:
            self.linked += size
        if self.strong_open:
            self.strong += size

    def enter(self, tag: Tag, name: str) -> None:
        if name in BLOCK_TAGS:
            self.end()
            self.owners.append(tag)
            self.captions_open += name == "figcaption"
            self.quotes_open += name == "blockquote"
        elif name == "br":
            self.pieces.append("\n")
        else:
            self.is_marked = True
            if name == "a":
                self.links_open += 1
                self.links += 1
            else:
                self.strong_open += 1

    def leave(self, name: str) -> None:
        if name in BLOCK_TAGS:
            self.end()
            self.owners.pop()
            self.captions_open -= name == "figcaption"
            self.quotes_open -= name == "blockquote"
        elif name != "br":
            if name == "a":
                self.links_open -= 1
            else:
                self.strong_open -= 1
            self.is_marked = self.links_open > 0 or self.strong_open > 0

    def end(self) -> None:
        if self.pieces:
            self._write()
            self.strings.clear()
            self.pieces.clear()
        self.linked = self.links = self.strong = 0

    def _write(self) -> None:
        text = squeezed(self.pieces)
        if text:
            owner, size = self.owners[-1], len(text)
            block = Block(
                len(self.blocks), text, owner.name, owner, self.strings[:],
                size * (WIDE if is_wide(text) else 1), min(1.0, self.linked / size),
                self.linked, self.links, self.strong,
            )  # fmt: skip
            block.in_caption, block.in_quote = self.captions_open > 0, self.quotes_open > 0
            if self.blocks:
                block.before, self.blocks[-1].after = self.blocks[-1], block
            self.blocks.append(block)


def is_wide(text: str) -> bool:
    """Whether the text is in a script without spaces (told by its first letters)."""
    return not text.isascii() and any(
        "\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in text[:20]
    )
