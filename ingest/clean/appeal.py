"""How much a text reads like a plea, whatever the lexicons know: weights of words, ends and pairs of stems.

Trained by `ingest.train.appeals` on wordings in sixteen languages against prose of the same.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from math import sqrt
from pathlib import Path

import numpy as np

from ingest.phrases import words_of

# Shorter texts say too little, longer ones are prose; of those between the beginning is read.
SHORTEST, LONGEST, READ = 16, 400, 60
# A stem stands for its inflections, an end for the mood of a verb; a pair is one of stems.
STEM, END = 5, 3
BITS = 17
_MASK = (1 << BITS) - 1
_NEXT = 0x9E3779B1
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_REMEMBERED = 50_000


def hashed(word: str) -> tuple[int, int, int]:
    """The places of a word and of its end in the table, and its stem's number."""
    return (
        zlib.crc32(b"w" + word.encode()) & _MASK,
        zlib.crc32(b"s" + word[-END:].encode()) & _MASK,
        zlib.crc32(word[:STEM].encode()),
    )


def pair(first: int, second: int) -> int:
    """The place of two stems that follow each other."""
    return ((first * _NEXT + second) >> 3) & _MASK


def said(text: str) -> list[str]:
    """The words that count; in scripts without spaces each character is one."""
    words: list[str] = []
    for word in words_of(text[:LONGEST]):
        words += word if _WIDE.search(word) else (word,)
    return words[:READ]


def tokens(text: str) -> list[int]:
    """The places in the table of all that a text says."""
    words = [hashed(word) for word in said(text)]
    singles = [place for at, end, stem in words for place in (at, end, stem & _MASK)]
    return singles + [pair(a, b) for (*_, a), (*_, b) in pairwise(words)]


@dataclass(slots=True)
class Appeal:
    """The weights, whole numbers of `scale`, and what was looked up lately."""

    weights: Sequence[int]
    scale: float
    bias: float
    _known: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Per word the weight of itself, its end and its stem, and its stem's number."""

    def of(self, text: str) -> float:
        """Log-odds that a text is a plea; far below nought for what is none."""
        words, known, weights = said(text), self._known, self.weights
        if len(known) > _REMEMBERED:
            known.clear()
        total, before = 0, None
        for word in words:
            found = known.get(word)
            if found is None:
                at, end, stem = hashed(word)
                known[word] = found = (weights[at] + weights[end] + weights[stem & _MASK], stem)
            single, stem = found
            total += single
            if before is not None:
                total += weights[pair(before, stem)]
            before = stem
        # A word, its end, its stem and its pair with the next: one pair fewer than words.
        return self.bias + self.scale * total / sqrt(4 * len(words) - 1) if words else self.bias


@lru_cache(maxsize=8)
def appeal(path: str | None = None) -> Appeal:
    """The shipped weights, or those at `path`."""
    data = files("ingest.clean").joinpath("model", "appeal.npz") if path is None else Path(path)
    with np.load(BytesIO(data.read_bytes()), allow_pickle=False) as arrays:
        return Appeal(
            array("b", arrays["weights"].astype(np.int8).tobytes()),
            float(arrays["scale"]),
            float(arrays["bias"]),
        )
