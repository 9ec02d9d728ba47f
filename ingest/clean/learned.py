"""Where the extractor has spoken, boosted trees over all evidence overrule doubtful rules.

Trained by `ingest.train.verdicts`. The rules name what they convict. A block that they convict is spared
where the trees are sure of body text; one that they keep leaves where the trees are sure of the contrary.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np

from ingest.clean.appeal import appeal
from ingest.clean.block import CELLS, Block
from ingest.clean.evidence import Opinions, rows_of
from ingest.clean.trees import Trees
from ingest.clean.verdict import FOR_GOOD, Verdict
from ingest.clean.view import PARAGRAPH
from ingest.clean.weigher import Weigher

# What the rules decide: kept, doubted by the extractor alone, convicted by a cleaner, convicted for good.
KEPT, DOUBTED, NAMED, FINAL = range(4)
# How likely body text a block must be to stay then; chosen on the folds (docs/cleaning.md).
NEEDED = (0.2, 0.32, 0.5, 2.0)
# Without suspicion such a block is prose, convicted and below the last it stays out: no row for either.
PROSE, SUSPECT, HOPELESS = 0.9, 0.3, 0.02
# A cleaner that is less sure than this gives a removal no name.
TELLING = 0.2


def ruling(block: Block, verdict: Verdict | None) -> int:
    """Which of the four a verdict of the rules is."""
    if verdict is None:
        return KEPT
    # Titles, bylines and datelines before the text look like its first lines; hours stand among them.
    if verdict.rule.endswith(FOR_GOOD) or (block.place == "before" and block.length < PARAGRAPH):
        return FINAL
    if block.tag not in CELLS and not any(map(str.isalpha, block.text)):
        return FINAL
    return DOUBTED if verdict.rule == "scorer" else NAMED


def by_weights(opinions: Opinions, trees: Trees) -> list[Verdict | None]:
    """One verdict a block, None where it stays."""
    blocks, heard, verdicts = opinions
    decided = list(verdicts)
    chosen = [block.index for block in blocks if _is_open(block, heard[block.index], verdicts[block.index])]
    if chosen:
        for at, p in zip(chosen, trees.predict(rows_of(opinions, chosen)).tolist(), strict=True):
            decided[at] = _weighed(blocks[at], heard[at], verdicts[at], p)
    return decided


def _is_open(block: Block, voices: Sequence[Verdict], verdict: Verdict | None) -> bool:
    """Whether the trees are asked: not where extractor and cleaners agree, nor where the rules are final."""
    score = block.score or 0.0
    if block.in_caption:
        return False
    if verdict is None:
        return score < PROSE or any(voice.confidence >= SUSPECT for voice in voices)
    return score >= HOPELESS and ruling(block, verdict) != FINAL


def _weighed(block: Block, voices: Sequence[Verdict], verdict: Verdict | None, p: float) -> Verdict | None:
    ruled = ruling(block, verdict)
    if p >= NEEDED[ruled]:
        return None
    if verdict is not None:
        return verdict
    best = max(voices, key=lambda voice: voice.confidence, default=None)
    if best is not None and best.confidence >= TELLING:
        return Verdict(best.category, best.rule, 1 - p, best.evidence, best.version)
    return Verdict("other", "scorer", 1 - p, ("its place and its neighbours",))


@lru_cache(maxsize=8)
def weigher(path: str | None = None) -> Weigher:
    """The shipped weights, or those at `path` and beside it."""
    data = files("ingest.clean").joinpath("model", "verdicts.npz") if path is None else Path(path)
    with np.load(BytesIO(data.read_bytes()), allow_pickle=False) as arrays:
        trees = Trees.of({name: arrays[name] for name in arrays.files})
    beside = None if path is None else Path(path).with_name(Path(path).name.replace("verdicts", "appeal"))
    return Weigher(trees, appeal(None if beside is None else str(beside)))
