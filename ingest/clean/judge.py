"""Every cleaner asked about every block; one verdict a block, weighed against the extractor's score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from math import log
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from ingest.clean import copies, frames
from ingest.clean.block import Block
from ingest.clean.copies import convict_copies
from ingest.clean.decided import as_decided
from ingest.clean.evidence import Opinions
from ingest.clean.frames import convict_frames
from ingest.clean.groups import convict_groups, with_headings
from ingest.clean.learned import by_weights
from ingest.clean.siblings import spare_entries, spare_siblings
from ingest.clean.verdict import Verdict
from ingest.clean.view import blocks_of
from ingest.clean.weigh import sigmoid

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from ingest.clean.context import Context

SHELF = "ingest.cleaners"
# What the extractor thinks counts half: it has seen the place, and the cleaners the words.
SCORE = 0.5
# Without a score (plain text, data of the page) a block is body unless the words are clear.
UNSCORED = 0.7
# The extractor's own threshold: below it a block leaves though no cleaner names it.
BODY = 0.5
SURE = 0.985
# From here on one text in two hundred is prose; half of the confidence is left for the other evidence.
APPEALING = 0.5
# A plea that no cleaner knows.
UNNAMED = "promo"
# A cell of a table up to this long is a word or a figure, no plea.
ENTRY = 25


class Cleaner(Protocol):
    """One file of the shelf."""

    CATEGORY: str
    VERSION: int
    EXAMPLES: tuple[str, ...]
    KEEPS: tuple[str, ...]

    def judge(self, block: Block) -> Verdict | None: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A block and the verdict that removes it; None where it stays, with what was seen all the same."""

    block: Block
    verdict: Verdict | None
    heard: tuple[Verdict, ...] = ()


@cache
def cleaners() -> tuple[Cleaner, ...]:
    """The shelf's files, and what third parties enter under "ingest.cleaners"."""
    shelf = import_module(SHELF)
    ours = [import_module(f"{SHELF}.{module.name}") for module in iter_modules(shelf.__path__)]
    theirs = [entry.load() for entry in entry_points(group=SHELF)]
    return tuple(ours + theirs)


def categories() -> frozenset[str]:
    """What a ledger may call a block, but for what people dropped."""
    return frames.CATEGORIES | {copies.CATEGORY, "other", *(cleaner.CATEGORY for cleaner in cleaners())}


@cache
def _judges() -> tuple[tuple[str | None, Callable[[Block], Verdict | None]], ...]:
    """What each cleaner must be named by before it is asked (None: by nothing), and its judge."""
    return tuple(
        (one.CATEGORY if getattr(one, "NAMED_ONLY", False) else None, one.judge) for one in cleaners()
    )


def _hear(block: Block) -> tuple[Verdict, ...]:
    named = {*block.hits, *block.own, *block.near}
    voices = [
        verdict
        for name, judge in _judges()
        if (name is None or name in named) and (verdict := judge(block)) is not None
    ]
    if block.appeal > APPEALING and not block.is_quote:
        voices.append(_reading(block, voices))
    return tuple(voices)


def _reading(block: Block, voices: Sequence[Verdict]) -> Verdict:
    """What the text reads like, named after the surest cleaner."""
    best = max(voices, key=lambda voice: voice.confidence, default=None)
    category = UNNAMED if best is None else best.category
    confidence = sigmoid(block.appeal - APPEALING)
    return Verdict(category, f"{category}/reads", confidence, ("reads like a plea",))


def judge_all(soup: BeautifulSoup, context: Context) -> list[Judged]:
    """All blocks of the soup in order, each with its verdict; the soup stays as it is."""
    opinions = by_rules(soup, context)
    blocks, heard, verdicts = opinions
    if context.weigher is not None and blocks and blocks[0].score is not None:
        verdicts = by_weights(opinions, context.weigher.trees)
        spare_entries(blocks, verdicts)
        # What the trees spare may stand twice.
        convict_copies(blocks, verdicts)
    verdicts = as_decided(blocks, with_headings(blocks, verdicts), context.overrides)
    return [Judged(b, v, h) for b, v, h in zip(blocks, verdicts, heard, strict=True)]


def by_rules(soup: BeautifulSoup, context: Context) -> Opinions:
    """What the cleaners say of each block, and what they convict together."""
    blocks = blocks_of(soup, context)
    heard = [_hear(block) for block in blocks]
    verdicts = [_decide(block, voices) for block, voices in zip(blocks, heard, strict=True)]
    spare_siblings(blocks, verdicts)
    convict_groups(blocks, verdicts)
    convict_frames(blocks, verdicts)
    convict_copies(blocks, verdicts)
    return Opinions(blocks, heard, verdicts)


def _decide(block: Block, voices: Sequence[Verdict]) -> Verdict | None:
    """The surest cleaner's verdict if it outweighs the extractor; the extractor's own where none speaks."""
    if block.in_caption:
        # A picture's caption stays with the picture; rendering keeps it out of the text.
        return None
    if block.tag in ("td", "th") and block.score is not None and _is_entry(block):
        # A table's entry says nothing by itself ("Length", "£310"): the extractor alone decides on the table.
        voices = ()
    elif block.tag == "pre":
        # Code is not addressed to the reader, whatever its strings say.
        voices = ()
    if not voices and (block.score is None or block.score >= BODY):
        return None
    best = max(voices, key=lambda verdict: verdict.confidence, default=None)
    if best is not None and log_odds(best.confidence) + against(block.score) > 0:
        return best
    if block.score is not None and block.score < BODY:
        if best is not None and best.confidence >= 0.2:
            return best
        return Verdict("other", "scorer", 1 - block.score, ("the extractor's score",))
    return None


def _is_entry(block: Block) -> bool:
    return (block.length <= ENTRY and not block.links) or not any(map(str.isalpha, block.text))


def log_odds(probability: float) -> float:
    """A probability as log-odds, never beyond what one witness can know."""
    p = min(max(probability, 1 - SURE), SURE)
    return log(p / (1 - p))


def against(score: float | None) -> float:
    """How much the extractor speaks for removing a block."""
    return -UNSCORED if score is None else -SCORE * log_odds(score)
