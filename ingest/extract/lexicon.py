"""The linear scores: what an element's names and a block's first and last words say about being body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ingest.extract.features import Array
from ingest.extract.words import name_tokens, text_tokens

# Names and menu texts repeat within a page and over a site's pages; the memory is emptied when it is full.
_REMEMBERED = 20_000
_SHORT_TEXT = 80


@dataclass(slots=True)
class Lexicon:
    """Weights of tokens, and what was looked up lately."""

    near: Mapping[str, float]
    far: Mapping[str, float]
    word: Mapping[str, float]
    word_bias: float
    _names: dict[str, tuple[float, float]] = field(default_factory=dict)
    _texts: dict[str, float] = field(default_factory=dict)

    def names(self, names: Sequence[str]) -> tuple[Array, Array]:
        """Per element the score of its names for its own block, and for blocks anywhere inside."""
        known = self._names
        if len(known) > _REMEMBERED:
            known.clear()
        near, far = np.zeros(len(names), dtype=np.float32), np.zeros(len(names), dtype=np.float32)
        for n, name in enumerate(names):
            if name:
                score = known.get(name)
                if score is None:
                    tokens = name_tokens(name)
                    score = (
                        sum(self.near.get(t, 0.0) for t in tokens),
                        sum(self.far.get(t, 0.0) for t in tokens),
                    )
                    if len(name) < 400:
                        known[name] = score
                near[n], far[n] = score
        return near, far

    def words(self, texts: Sequence[str]) -> Array:
        """Per block the score of its words."""
        known, word, bias = self._texts, self.word, self.word_bias
        if len(known) > _REMEMBERED:
            known.clear()
        out = np.empty(len(texts), dtype=np.float32)
        for n, text in enumerate(texts):
            score = known.get(text)
            if score is None:
                score = bias
                for t in text_tokens(text):
                    score += word.get(t, 0.0)
                if len(text) <= _SHORT_TEXT:
                    known[text] = score
            out[n] = score
        return out
