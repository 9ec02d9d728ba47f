"""Tables: rows of cells for data; the cells' own blocks where a table only lays out the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag
from bs4.element import NavigableString

from ingest.extract.render.build import Builder, as_line
from ingest.extract.render.inline import paragraphs
from ingest.extract.render.nodes import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Preformatted,
    Quote,
    Span,
    Spans,
    Table,
)

# Wider and taller than any table that people read: a page's colspan="9999" must not cost memory.
WIDEST_SPAN = 50
# A cell with more paragraphs than this holds a page's part, not a datum.
MOST_PARAGRAPHS = 3

_PARTS = frozenset("thead tbody tfoot center form div".split())


class Cell(NamedTuple):
    blocks: tuple[Block, ...]
    is_header: bool
    columns: int
    rows: int


def read_table(builder: Builder, tag: Tag, style: int, href: str | None) -> list[Block]:
    """The blocks that a table becomes: one Table and what cannot stand in its cells, or its cells' blocks."""
    loose: list[Block] = []
    rows: list[list[Cell]] = []
    for part in _parts(tag):
        if isinstance(part, Tag) and part.name == "tr":
            row = _row(builder, part, style, href)
            if any(cell.blocks for cell in row):
                rows.append(row)
            continue
        blocks = _blocks_of(builder, part, style, href)
        if not rows:
            loose += blocks
        elif blocks:
            rows.append([Cell(blocks, False, 1, 1)])
    if tag.attrs.get("role") in ("presentation", "none") or _is_layout(rows):
        return loose + [block for row in rows for cell in row for block in cell.blocks]
    grid, beside = _grid(rows)
    return [*loose, Table(tuple(grid), _headers(rows)), *beside]


def _parts(tag: Tag) -> Iterator[Tag | NavigableString]:
    """Rows, and whatever else stands in a table, in order."""
    for child in tag.contents:
        if isinstance(child, Tag):
            if child.name in _PARTS and child.find("tr", recursive=False):
                yield from _parts(child)
            else:
                yield child
        elif child.__class__ is NavigableString and not child.isspace():
            yield child


def _blocks_of(
    builder: Builder, part: Tag | NavigableString, style: int, href: str | None
) -> tuple[Block, ...]:
    if isinstance(part, Tag):
        return builder.inner().read_whole(part, style, href)
    return tuple(Paragraph(spans) for spans in paragraphs([Span(str(part), style, href)]))


def _row(builder: Builder, tr: Tag, style: int, href: str | None) -> list[Cell]:
    row = []
    for child in _parts(tr):
        if isinstance(child, Tag) and child.name in ("td", "th"):
            blocks = builder.inner().read(child, style, href)
            spans = _span(child, "colspan"), _span(child, "rowspan")
            row.append(Cell(blocks, child.name == "th", *spans))
        elif blocks := _blocks_of(builder, child, style, href):
            row.append(Cell(blocks, False, 1, 1))
    return row


def _span(cell: Tag, name: str) -> int:
    value = cell.attrs.get(name)
    found = re.match(r"\s*([0-9]{1,4})", value) if isinstance(value, str) else None
    return min(WIDEST_SPAN, max(1, int(found[1]))) if found else 1


def _is_layout(rows: list[list[Cell]]) -> bool:
    """One column, or cells that hold pieces of a page: headings, lists of paragraphs, tables."""
    if max((sum(bool(cell.blocks) for cell in row) for row in rows), default=0) < 2:
        return True
    return any(_is_page_part(cell.blocks) for row in rows for cell in row)


def _is_page_part(blocks: tuple[Block, ...]) -> bool:
    if any(isinstance(b, Table | Quote | Preformatted) for b in blocks):
        return True
    words = [b for b in blocks if isinstance(b, Paragraph | Heading | Listing)]
    return len(words) > MOST_PARAGRAPHS or (len(words) > 1 and any(isinstance(b, Heading) for b in words))


def _grid(rows: list[list[Cell]]) -> tuple[list[tuple[Spans, ...]], list[Block]]:
    """Rows of equal length: a cell that spans others stands once and leaves the rest empty."""
    grid: list[list[Spans]] = []
    beside: list[Block] = []
    covered: dict[int, int] = {}
    for row in rows:
        line: list[Spans] = []
        for cell in row:
            while covered.get(len(line), 0):
                covered[len(line)] -= 1
                line.append(())
            spans, others = as_line(cell.blocks)
            beside += others
            for column in range(len(line), len(line) + cell.columns):
                covered[column] = cell.rows - 1
            line += [spans] + [()] * (cell.columns - 1)
        grid.append(line)
    width = max(len(line) for line in grid)
    filled = [i for i in range(width) if any(i < len(line) and line[i] for line in grid)]
    return [tuple(line[i] if i < len(line) else () for i in filled) for line in grid], beside


def _headers(rows: list[list[Cell]]) -> int:
    """How many of the first rows are headings throughout; never all of them."""
    count = 0
    while count < len(rows) - 1 and all(cell.is_header for cell in rows[count] if cell.blocks):
        count += 1
    return count
