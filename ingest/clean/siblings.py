"""What stays because those beside it do: a paragraph among its like, an entry of a list or a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.clean.block import CELLS, Block
from ingest.clean.verdict import FOR_GOOD, Verdict

if TYPE_CHECKING:
    from bs4 import Tag

# A paragraph that the extractor gives less than even odds, but more than this, stays with its siblings.
DOUBT = 0.15
SENTENCE, LINKED = 80, 0.5
FAMILY, KEPT_SHARE = 3, 0.35
_WHOLES = frozenset(("ul", "ol", "dl", "table"))
_CELLS = CELLS | {"caption"}
_PARTS = _WHOLES | _CELLS | frozenset("li dt dd p a b strong em span tr thead tbody tfoot".split())
_WORD_FOR_WORD = (*FOR_GOOD, "/line")

Verdicts = list[Verdict | None]


def spare_siblings(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """Take back, in place, what only the extractor doubts: a paragraph among many of its kind that stay."""
    rows: dict[tuple[int, str], list[Block]] = {}
    for block in blocks:
        if block.length >= SENTENCE and block.link_density < LINKED and not block.in_caption:
            rows.setdefault((id(block.owner.parent), block.tag), []).append(block)
    for row in rows.values():
        kept = sum(verdicts[block.index] is None for block in row)
        if kept < FAMILY or kept < KEPT_SHARE * len(row):
            continue
        for block in row:
            verdict = verdicts[block.index]
            if verdict is not None and verdict.rule == "scorer" and (block.score or 0.0) >= DOUBT:
                verdicts[block.index] = None


# A list or a table of at least so many entries, with this share of them kept, is kept whole.
_ENTRIES, _MOST_STAY = 3, 0.5
# An entry that the extractor gives less than this leaves all the same.
_UNLIKELY = 0.2


def spare_entries(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """Take back, in place, what a list or a table would lose single entries by.

    What is a plea word for word ("Buy on …") may leave; half a table is of no use to anybody.
    """
    wholes: dict[int, list[Block]] = {}
    for block in blocks:
        if (block.in_list or block.tag in _CELLS) and (whole := whole_of(block)) is not None:
            wholes.setdefault(id(whole), []).append(block)
    for entries in wholes.values():
        left = [block for block in entries if verdicts[block.index] is not None]
        if not left or len(entries) < _ENTRIES or len(left) > (1 - _MOST_STAY) * len(entries):
            continue
        for block in left:
            verdict, score = verdicts[block.index], block.score if block.score is not None else 1.0
            if verdict is not None and score >= _UNLIKELY and not verdict.rule.endswith(_WORD_FOR_WORD):
                verdicts[block.index] = None


# Lists nested deeper than this are a page's accident.
_DEEPEST = 60


def whole_of(block: Block) -> Tag | None:
    """The list or the table that a block is an entry of: of nested ones the outermost."""
    found: Tag | None = None
    tag: Tag | None = block.owner
    for _ in range(_DEEPEST):
        if tag is None or tag.name not in _PARTS:
            break
        found = tag if tag.name in _WHOLES else found
        tag = tag.parent
    return found
