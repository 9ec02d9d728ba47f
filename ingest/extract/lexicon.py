"""The linear scores: what an element's names and a block's first and last words say about being body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from ingest.extract.features import Array, Sums
from ingest.extract.hashes import Weights, mixed, words_of
from ingest.extract.words import FIRST, HEAD, LAST, SHORT, heads_of, names_tokens, tails_of

# Names and menu texts repeat within a page and over a site's pages; the memory is emptied when it is full.
_REMEMBERED = 20_000


@dataclass(slots=True)
class Lexicon:
    """Weights of tokens, and what was looked up lately. `word` has one mapping a kind of token."""

    near: Mapping[str, float]
    far: Mapping[str, float]
    word: Mapping[str, Mapping[str, float]]
    word_bias: float
    _name: dict[str, complex] = field(default_factory=dict)
    """Per token of a name what it weighs near and, as the imaginary part, far: they are added up as one."""
    _names: dict[str, complex] = field(default_factory=dict)
    _weights: Weights = field(init=False)

    def __post_init__(self) -> None:
        """One look-up a token: looking it up is what takes the time."""
        for token in {*self.near, *self.far}:
            self._name[token] = complex(self.near.get(token, 0.0), self.far.get(token, 0.0))
        self._weights = _weights(self.word)

    def names(self, names: Sequence[str]) -> tuple[Array, Array]:
        """Per element the score of its names for its own block, and for blocks anywhere inside."""
        ids: dict[str, int] = {}
        of = [ids.setdefault(name, len(ids)) for name in names]
        parts = [set(name.split()) for name in ids]
        known = self._names
        if len(known) > _REMEMBERED:
            known.clear()
        # Name by name: a page has many lists of classes made of few.
        new = list(set().union(*parts).difference(known))
        get, nought = self._name.get, repeat(0j)
        for name, tokens in zip(new, names_tokens(new), strict=False):
            known[name] = sum(map(get, tokens, nought), 0j)
        scores = np.array([sum(map(known.__getitem__, part), 0j) for part in parts], dtype=np.complex128)[of]
        return scores.real.astype(np.float32), scores.imag.astype(np.float32)

    def words(self, texts: Sequence[str], telling: Sequence[int]) -> Array:
        """Per block the score of its words; that of no words for those that are not telling."""
        out = np.full(len(texts), self.word_bias, dtype=np.float32)
        if len(telling):
            told = [texts[n] for n in telling]
            out[telling] += self._said(told).astype(np.float32)
        return out

    def _said(self, texts: Sequence[str]) -> Sums:
        """What the first words, the last ones, the pairs and the whole short texts weigh together."""
        first, last = words_of(heads_of(texts)), words_of(tails_of(texts), from_end=True)
        opening = first.rank < FIRST
        closing = last.rank >= last.count[last.line] - LAST
        short = np.array([len(text) <= HEAD for text in texts])
        wholes, whole_lines = first.wholes(SHORT)
        pairs, pair_lines = first.pairs(FIRST + 1)
        keyed = [
            ("t", first.hashes[opening], first.line[opening]),
            ("e", last.hashes[closing], last.line[closing]),
            ("p", pairs, pair_lines),
            ("a", first.hashes[first.rank == 0], first.line[first.rank == 0]),
            ("f", wholes[short[whole_lines]], whole_lines[short[whole_lines]]),
        ]
        keys = np.concatenate([mixed(hashes, ord(kind)) for kind, hashes, _ in keyed])
        lines = np.concatenate([lines for _, _, lines in keyed])
        return np.asarray(
            np.bincount(lines, weights=self._weights.of(keys), minlength=len(texts)), dtype=np.float64
        )


def _weights(word: Mapping[str, Mapping[str, float]]) -> Weights:
    """One table for all kinds of tokens."""
    keys, weights = [], []
    for kind, tokens in word.items():
        words = words_of(list(tokens))
        if kind == "p":
            hashes, _ = words.pairs(2)
        elif kind == "f":
            hashes, _ = words.wholes(SHORT)
        else:
            hashes = words.hashes
        keys.append(mixed(hashes, ord(kind)))
        weights.append(np.array(list(tokens.values()), dtype=np.float32))
    return Weights(np.concatenate(keys), np.concatenate(weights))
