"""A removed block as HTML, for the ledger: to look at, not to rebuild the page from."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from ingest.clean.blocks import BLOCK_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4.element import PageElement

    from ingest.clean.block import Block

# Characters of a block's markup that the ledger keeps.
LONGEST = 2000


def markup_of(block: Block) -> str:
    """The block's own HTML, bounded: of an owner that holds more than the block only the block's text."""
    owner = block.owner
    markup = None if owner.name == "[document]" else _written(owner)
    if markup is None:
        return "".join(block.strings)[:LONGEST].strip()
    return markup[:LONGEST]


def _written(owner: Tag) -> str | None:
    """The element as HTML, attributes in the page's order; None where a block stands inside.

    By hand, because `str(owner)` takes three times as long and a page has some twenty removals.
    """
    out = [_opening(owner)]
    around: list[tuple[Tag, Iterator[PageElement]]] = []
    tag, nodes = owner, iter(owner.contents)
    while True:
        for node in nodes:
            if isinstance(node, Tag):
                if node.name in BLOCK_TAGS:
                    return None
                out.append(_opening(node))
                around.append((tag, nodes))
                tag, nodes = node, iter(node.contents)
                break
            if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                out.append(escape(node, quote=False))
        else:
            if tag.contents or not tag.can_be_empty_element:
                out.append(f"</{tag.name}>")
            if not around:
                return "".join(out)
            tag, nodes = around.pop()


def _opening(tag: Tag) -> str:
    out = f"<{tag.name}"
    for name, value in tag.attrs.items():
        out += f' {name}="{escape(value if isinstance(value, str) else " ".join(value))}"'
    return out + ("/>" if tag.can_be_empty_element and not tag.contents else ">")
