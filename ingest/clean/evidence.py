"""All that is known of a block as numbers, for the model that weighs the rules against the extractor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import log, log1p
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.clean.block import CELLS, Block
from ingest.clean.verdict import Verdict

Array = npt.NDArray[np.float32]

NOTHING = -6.0
# What a cleaner's category asks for: kinds that behave alike share a column.
KINDS = (
    frozenset(("related", "tags")),
    frozenset(("newsletter", "donation", "paywall", "app", "adblock", "cookies")),
    frozenset(("share", "comments", "correction", "player", "live")),
    frozenset(("advert", "affiliate", "promo")),
    frozenset(("bio", "caption", "dateline", "headline", "programme")),
    frozenset(("navigation", "copyright", "reuse")),
)
CATEGORIES = tuple(
    (
        "related newsletter donation paywall app share comments advert affiliate promo bio caption navigation"
    ).split()
)
_GROUPED = ("/group", "/lines", "/window", "/run")
_ENDS = ".!?。！？…\"”»)'’"
# Shorter blocks say little of how the page's prose scores.
_PROSE = 80
PLACES = {"before": -1.0, "between": 0.0, "after": 1.0}


class Opinions(NamedTuple):
    """Blocks, what the cleaners say of each, and what the rules alone decide."""

    blocks: Sequence[Block]
    heard: Sequence[tuple[Verdict, ...]]
    verdicts: Sequence[Verdict | None]


def odds_of(p: float) -> float:
    """A probability as bounded log-odds."""
    p = min(max(p, 0.002), 0.998)
    return log(p / (1 - p))


def rows_of(opinions: Opinions, chosen: Sequence[int] | None = None) -> Array:
    """One row a block, of all blocks or of the chosen ones."""
    page = _Page(opinions)
    rows = [page.row(at) for at in (range(len(opinions.blocks)) if chosen is None else chosen)]
    return np.array(rows, dtype=np.float32)


class _Page:
    """What one block's evidence needs of all the others."""

    def __init__(self, opinions: Opinions) -> None:
        self.blocks, self.heard, self.verdicts = blocks, heard, verdicts = opinions
        self.scores = [odds_of(block.score if block.score is not None else 0.5) for block in blocks]
        self.around = [NOTHING, *self.scores, NOTHING]
        self.sums = [0.0, *accumulate(self.scores)]
        self.best = [0.0, *(max((v.confidence for v in voices), default=0.0) for voices in heard), 0.0]
        self.gone = [0.0, *(0.0 if v is None else v.confidence for v in verdicts), 0.0]
        self.families = _families(blocks, self.scores, verdicts)
        self.openings = Counter(map(_opening, blocks))
        prose = [score for block, score in zip(blocks, self.scores, strict=True) if len(block.text) >= _PROSE]
        kept = sum(v is None for v in verdicts) / max(1, len(blocks))
        self.whole = (sum(prose) / len(prose) if prose else 0.0, log1p(len(blocks)), kept)
        self.last = max((b.index for b in blocks if b.place == "between"), default=0)
        self.seen, self.heading = self._so_far()

    def _so_far(self) -> tuple[list[int], list[float]]:
        """Per block how often its text has stood by then, and what was heard of the heading above it."""
        counts, above = Counter[str](), 0.0
        seen, headings = [], []
        for at, block in enumerate(self.blocks):
            counts[block.text] += 1
            seen.append(counts[block.text])
            headings.append(above)
            if block.is_heading:
                above = self.best[at + 1]
        return seen, headings

    def row(self, at: int) -> tuple[float, ...]:
        block, n = self.blocks[at], len(self.blocks)
        low, high = max(0, at - 3), min(n, at + 4)
        return (
            self.scores[at], self.around[at], self.around[at + 2],
            (self.sums[high] - self.sums[low]) / (high - low),
            self.gone[at], self.gone[at + 2], self.heading[at], at / n, float(self.last - at),
            float(self.seen[at]), log1p(self.openings[_opening(block)]),
            *_around(self.blocks, at), *_link(block), *self.whole,
            *self.families[id(block.owner.parent), block.tag],
            *_voices(block, self.heard[at], self.verdicts[at]), *_looks(block),
            self.best[at], self.best[at + 2], block.appeal,
        )  # fmt: skip


def _opening(block: Block) -> str:
    """How a line begins: "Read the full … review" comes once a section."""
    return " ".join(block.text.split(" ", 3)[:2]).casefold() + ("+" if block.links else "-")


def _around(blocks: Sequence[Block], at: int) -> tuple[float, ...]:
    """What the neighbours look like."""
    before = blocks[at - 1] if at else None
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        -1.0 if before is None else log1p(before.length),
        -1.0 if after is None else log1p(after.length),
        float(before is not None and before.text[-1] in ":："),
        float(before is not None and before.is_heading),
        float(after is not None and after.is_heading),
        -1.0 if before is None else before.link_density,
        -1.0 if after is None else after.link_density,
        float(before is not None and before.tag == blocks[at].tag),
        float(after is not None and after.tag == blocks[at].tag),
    )


def _link(block: Block) -> tuple[float, ...]:
    """Where the block's first link leads: nowhere, up and down the page, into the site, away."""
    if not block.links:
        return (0.0, 0.0)
    host = block.context.host if block.context else ""
    for node in block.strings:
        link = node.parent
        while link is not None and link.name != "a":
            link = link.parent
        if link is not None:
            target = str(link.get("href") or "")
            if target.startswith("#"):
                return (1.0, len(node) / len(block.text))
            away = target.startswith(("http", "//")) and not (host and host in target.split("?")[0])
            return (3.0 if away else 2.0, len(node) / len(block.text))
    return (0.5, 0.0)


def _families(
    blocks: Sequence[Block], scores: Sequence[float], verdicts: Sequence[Verdict | None]
) -> dict[tuple[int, str], tuple[float, float, float]]:
    """Blocks of one tag under one parent: how many, how likely, how many of them the rules keep."""
    found: dict[tuple[int, str], list[int]] = {}
    for block in blocks:
        found.setdefault((id(block.owner.parent), block.tag), []).append(block.index)
    return {
        key: (
            log1p(len(row)),
            sum(scores[n] for n in row) / len(row),
            sum(verdicts[n] is None for n in row) / len(row),
        )
        for key, row in found.items()
    }


def _voices(block: Block, voices: tuple[Verdict, ...], verdict: Verdict | None) -> tuple[float, ...]:
    """What the cleaners say, and what the rules made of it."""
    hits, rule = block.hits, verdict.rule if verdict else ""
    top = max(voices, key=lambda voice: voice.confidence) if voices else None
    return (
        *(_said(block, voices, top) if top else _SILENCE),
        float("cta" in hits),
        float("you" in hits),
        float(len(block.own)),
        float(len(block.near)),
        float(top is not None and top.category in block.own),
        float(top is not None and top.category in block.near),
        0.0 if not rule else 1.0 if rule == "scorer" else 2.0 if not rule.endswith(_GROUPED) else 3.0,
        verdict.confidence if verdict and rule != "scorer" else 0.0,
        float(len(hits)),
    )


def _said(block: Block, voices: tuple[Verdict, ...], top: Verdict) -> tuple[float, ...]:
    """What the cleaners say, and by which kinds of phrases the surest of them."""
    phrases = block.hits.get(top.category, {})
    second = max((voice.confidence for voice in voices if voice is not top), default=None)
    return (
        odds_of(top.confidence),
        NOTHING if second is None else odds_of(second),
        *(float(top.category in kind) for kind in KINDS),
        *_by_category(voices),
        float("line" in phrases),
        float("label" in phrases),
        float(phrases.get("strong", 0)),
        float(phrases.get("weak", 0)),
    )


# The same of a block that no cleaner speaks of.
_SILENCE = (NOTHING, NOTHING, *(0.0 for _ in KINDS), *(NOTHING for _ in CATEGORIES), 0.0, 0.0, 0.0, 0.0)


def _by_category(voices: tuple[Verdict, ...]) -> tuple[float, ...]:
    said = {voice.category: voice.confidence for voice in voices}
    return tuple(odds_of(said[name]) if name in said else NOTHING for name in CATEGORIES)


def _looks(block: Block) -> tuple[float, ...]:
    """What the block looks like, whatever it says."""
    text, tag = block.text, block.tag
    words = text.split()
    initials, start = [word[0] for word in words], text[:80]
    big = sum(map(str.isupper, initials))
    digits = sum(map(start.count, "0123456789")) if start.isascii() else sum(map(str.isdigit, start))
    return (
        block.link_density,
        log1p(block.length),
        float(block.links),
        block.strong / len(text),
        PLACES[block.place],
        float(tag == "p"),
        float(block.in_list),
        float(block.is_heading),
        float(tag in CELLS),
        float(tag in ("div", "section", "[document]")),
        float(tag == "button"),
        float(block.in_caption),
        float(block.is_quote),
        float(text[-1] in _ENDS),
        float(text[-1] in ":："),
        float(not text[0].isalnum()),
        big / len(words),
        digits / len(start),
        float("?" in text),
        float("http" in text or "www." in text),
        text.count(". ") / len(words),
        float(text.isupper()),
    )
