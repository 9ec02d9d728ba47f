"""Words as 64-bit hashes: those of a page are looked up all at once, with no string made for any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ingest.extract.features import Array, Ints
from ingest.extract.words import LONGEST, characters

Hashes = npt.NDArray[np.uint64]
# Odd, so that powers have an inverse modulo 2**64: a word's hash is a difference of running sums.
_BASE = 0x9E3779B97F4A7C15
_MIXED = np.uint64(0xD6E8FEB86659FD93)
_NEXT = np.uint64(0xA0761D6478BD642F)
# Slots a key at least; a fuller table makes for longer searches.
_ROOM = 4


@lru_cache(maxsize=4)
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """The powers of the base below `size`, and those of its inverse."""
    made = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        powers = np.full(size, base, dtype=np.uint64)
        powers[0] = 1
        made.append(np.multiply.accumulate(powers))
    return made[0], made[1]


def mixed(hashes: Hashes, kind: int | Ints) -> Hashes:
    """The hashes as keys of one kind of token, or of one place in a line."""
    # Far from what a letter adds, lest one kind pass for another with a different letter.
    keys = (hashes ^ (np.asarray(kind).astype(np.uint64) << np.uint64(48))) * _MIXED
    keys ^= keys >> np.uint64(32)
    return keys * _MIXED


@dataclass(slots=True)
class Words:
    """The words of many lines, in order: their hashes, their line and how many stand before them in it."""

    hashes: Hashes
    line: Ints
    rank: Ints
    count: Ints
    """Per line."""

    def pairs(self, most: int) -> tuple[Hashes, Ints]:
        """Each two words that follow each other among a line's first `most`, and their lines."""
        follows = (self.rank[1:] > 0) & (self.rank[1:] < most)
        return (self.hashes[:-1] * _NEXT + self.hashes[1:])[follows], self.line[1:][follows]

    def wholes(self, most: int) -> tuple[Hashes, Ints]:
        """One hash for each line of one to `most` words, and their lines."""
        lines = np.flatnonzero((self.count > 0) & (self.count <= most))
        inside = self.count[self.line] <= most
        if not inside.any():
            return np.zeros(0, dtype=np.uint64), lines
        rank = self.rank[inside]
        return np.add.reduceat(mixed(self.hashes[inside], rank), np.flatnonzero(rank == 0)), lines


def words_of(lines: Sequence[str], *, from_end: bool = False) -> Words:
    """The words of lines as `characters` gives them; long ones count by their beginning, or by their end."""
    codes = characters(lines)
    n = len(codes)
    is_word = np.zeros(n + 2, dtype=bool)
    np.greater(codes, 32, out=is_word[1:-1])
    edges = np.flatnonzero(is_word[1:] != is_word[:-1])
    begin, end = edges[::2], edges[1::2]
    line = np.searchsorted(np.flatnonzero(codes == 10), begin)
    if from_end:
        begin = np.maximum(begin, end - LONGEST)
    else:
        end = np.minimum(end, begin + LONGEST)
    size = 1 << max(12, int(n).bit_length())
    powers, inverses = _powers(size)
    running = np.zeros(n + 1, dtype=np.uint64)
    np.cumsum(codes * powers[:n], out=running[1:])
    count = np.bincount(line, minlength=len(lines))
    first = np.cumsum(count) - count
    return Words(
        (running[end] - running[begin]) * inverses[begin], line, np.arange(len(line)) - first[line], count
    )


class Weights:
    """Keys and their weights; a key that is not there weighs nothing."""

    def __init__(self, keys: Hashes, weights: Array) -> None:
        size = 1 << max(4, (len(keys) * _ROOM).bit_length())
        self._last = np.uint64(size - 1)
        self._keys = np.zeros(size, dtype=np.uint64)
        self._weights = np.zeros(size, dtype=np.float64)
        slots, waiting = keys & self._last, np.arange(len(keys))
        self._steps = 0
        while len(waiting):
            self._steps += 1
            free = self._keys[slots] == 0
            _, winners = np.unique(slots, return_index=True)
            placed = np.zeros(len(waiting), dtype=bool)
            placed[winners] = True
            placed &= free
            self._keys[slots[placed]] = keys[waiting[placed]]
            self._weights[slots[placed]] = weights[waiting[placed]]
            waiting, slots = waiting[~placed], (slots[~placed] + np.uint64(1)) & self._last

    def of(self, keys: Hashes) -> npt.NDArray[np.float64]:
        out = np.zeros(len(keys))
        left, slots = np.arange(len(keys)), keys & self._last
        for _ in range(self._steps):
            found = self._keys[slots]
            hit = found == keys[left]
            out[left[hit]] = self._weights[slots[hit]]
            on = ~hit & (found != 0)
            left, slots = left[on], (slots[on] + np.uint64(1)) & self._last
            if not len(left):
                break
        return out
