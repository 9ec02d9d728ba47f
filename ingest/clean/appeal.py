"""How much a text reads like a plea, whatever the lexicons know: weights of its words, pairs and signs.

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
BITS = 18
_MASK = (1 << BITS) - 1
_NEXT = 0x9E3779B1
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_STOPS = re.compile(r"[.!?…:。！？\n]+")
# Prose quotes, counts and seldom calls out.
_SIGNS = tuple('?!“"«„:%€$£@')
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


def sentences(text: str) -> list[list[str]]:
    """The words that count, by sentences; in scripts without spaces each character is one."""
    found, left = [], READ
    for sentence in _STOPS.split(text[:LONGEST]):
        words = words_of(sentence)
        if not sentence.isascii() and _WIDE.search(sentence):
            words = [one for word in words for one in (word if _WIDE.search(word) else (word,))]
        if words:
            found.append(words[:left])
            left -= len(words)
        if left <= 0:
            break
    return found


def opening(words: Sequence[str]) -> tuple[int, int]:
    """The places of how a sentence begins: what is asked of somebody begins with a verb."""
    second = words[1][:STEM] if len(words) > 1 else ""
    return (
        zlib.crc32(b"^" + words[0].encode()) & _MASK,
        zlib.crc32(f"^^{words[0][:STEM]} {second}".encode()) & _MASK,
    )


def signs(text: str) -> list[int]:
    """The places of the signs in a text, and of its last one."""
    return [_PLACE[sign] for sign in _SIGNS if sign in text] + [zlib.crc32(b"$" + text[-1].encode()) & _MASK]


_PLACE = {sign: zlib.crc32(b"!" + sign.encode()) & _MASK for sign in _SIGNS}


def tokens(text: str) -> list[int]:
    """The places in the table of all that a text says."""
    said = sentences(text)
    words = [hashed(word) for sentence in said for word in sentence]
    if not words:
        return []
    places = [place for sentence in said for place in opening(sentence)]
    places += [place for at, end, stem in words for place in (at, end, stem & _MASK)]
    return places + [pair(a, b) for (*_, a), (*_, b) in pairwise(words)] + signs(text)


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
        said, known, weights = sentences(text), self._known, self.weights
        if not said:
            return self.bias
        if len(known) > _REMEMBERED:
            known.clear()
        places = signs(text)
        total, count, before = 0, len(places) - 1, None
        for words in said:
            places += opening(words)
            count += 2 + 4 * len(words)
            for word in words:
                found = known.get(word)
                if found is None:
                    at, end, stem = hashed(word)
                    known[word] = found = (weights[at] + weights[end] + weights[stem & _MASK], stem)
                total += found[0]
                stem = found[1]
                if before is not None:
                    total += weights[((before * _NEXT + stem) >> 3) & _MASK]  # as `pair` has it
                before = stem
        for place in places:
            total += weights[place]
        # A word, its end, its stem and its pair with the next: one pair fewer than words.
        return self.bias + self.scale * total / sqrt(count)


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
