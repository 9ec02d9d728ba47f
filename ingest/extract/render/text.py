"""The tree as plain text: blocks apart by a blank line, a table's rows one a line."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.render.inline import plain
from ingest.extract.render.nodes import Block, Heading, Listing, Paragraph, Preformatted, Quote, Table


def text_of(blocks: tuple[Block, ...]) -> str:
    """What a reader reads: words only, no captions, no markers."""
    return "\n\n".join(_pieces(blocks))


def _pieces(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield plain(block.spans)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _pieces(item.blocks)
        elif isinstance(block, Quote):
            yield from _pieces(block.blocks)
        elif isinstance(block, Table):
            yield "\n".join(" | ".join(plain(cell) for cell in row) for row in block.rows)
        elif isinstance(block, Preformatted):
            yield block.text
