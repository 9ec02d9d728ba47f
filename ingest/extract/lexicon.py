"""The linear scores: what an element's names and a block's first and last words say about being body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

import numpy as np

from ingest.extract.features import Array
from ingest.extract.words import FIRST, HEAD, SHORT, Tokens, names_tokens, texts_tokens

# Names and menu texts repeat within a page and over a site's pages; the memory is emptied when it is full.
_REMEMBERED = 20_000
_SHORT_TEXT = 80


@dataclass(slots=True)
class Lexicon:
    """Weights of tokens, and what was looked up lately. `word` has one mapping a kind of token."""

    near: Mapping[str, float]
    far: Mapping[str, float]
    word: Mapping[str, Mapping[str, float]]
    word_bias: float
    _pairs: dict[str, dict[str, float]] = field(default_factory=dict)
    _names: dict[str, tuple[float, float]] = field(default_factory=dict)
    _texts: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Most words begin no known pair: they are spared making one.
        for pair, weight in self.word["p"].items():
            before, _, word = pair.partition(" ")
            self._pairs.setdefault(before, {})[word] = weight

    def names(self, names: Sequence[str]) -> tuple[Array, Array]:
        """Per element the score of its names for its own block, and for blocks anywhere inside."""
        ids: dict[str, int] = {}
        of = [ids.setdefault(name, len(ids)) for name in names]
        parts = [set(name.split()) for name in ids]
        if len(self._names) > _REMEMBERED:
            self._names.clear()
        self._learn(list(set().union(*parts).difference(self._names)))
        known, scores = self._names, np.zeros((len(parts), 2), dtype=np.float32)
        for n, part in enumerate(parts):
            if part:
                near = far = 0.0
                for name in part:
                    one, any_ = known[name]
                    near += one
                    far += any_
                scores[n] = near, far
        scores = scores[of]
        return scores[:, 0], scores[:, 1]

    def _learn(self, names: list[str]) -> None:
        """Name by name: a page has many lists of classes made of few."""
        near, far, nought = self.near.get, self.far.get, repeat(0.0)
        for name, tokens in zip(names, names_tokens(names), strict=False):
            self._names[name] = sum(map(near, tokens, nought)), sum(map(far, tokens, nought))

    def words(self, texts: Sequence[str], telling: Sequence[int]) -> Array:
        """Per block the score of its words; that of no words for those that are not telling."""
        known = self._texts
        if len(known) > _REMEMBERED:
            known.clear()
        out = np.full(len(texts), self.word_bias, dtype=np.float32)
        new = [text for text in {texts[n] for n in telling} if text not in known]
        scores = dict(zip(new, map(self._text, new, texts_tokens(new)), strict=True)) if new else {}
        out[telling] = [known[text] if (text := texts[n]) in known else scores[text] for n in telling]
        known.update((text, score) for text, score in scores.items() if len(text) <= _SHORT_TEXT)
        return out

    def _text(self, text: str, tokens: Tokens) -> float:
        first, last = tokens
        if not first:
            return self.word_bias
        word, nought = self.word, repeat(0.0)
        score = self.word_bias + word["a"].get(first[0], 0.0)
        score += sum(map(word["t"].get, first[:FIRST], nought)) + sum(map(word["e"].get, last, nought))
        pairs = self._pairs
        for before, w in pairwise(first):
            if before in pairs:
                score += pairs[before].get(w, 0.0)
        if len(first) <= SHORT and len(text) <= HEAD:
            score += word["f"].get(" ".join(first), 0.0)
        return score
