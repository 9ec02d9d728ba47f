"""The linear scores: what an element's names and a block's first and last words say about being body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ingest.extract.features import Array
from ingest.extract.words import FIRST, HEAD, SHORT, name_tokens, text_tokens

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
    _names: dict[str, tuple[float, float]] = field(default_factory=dict)
    _texts: dict[str, float] = field(default_factory=dict)

    def names(self, names: Sequence[str]) -> tuple[Array, Array]:
        """Per element the score of its names for its own block, and for blocks anywhere inside."""
        if len(self._names) > _REMEMBERED:
            self._names.clear()
        ids: dict[str, int] = {}
        of = [ids.setdefault(name, len(ids)) for name in names]
        scores = np.array([self._name(name) for name in ids], dtype=np.float32)[of]
        return scores[:, 0], scores[:, 1]

    def _name(self, names: str) -> tuple[float, float]:
        """Word by word: a page has many lists of classes made of few."""
        known, near, far = self._names, 0.0, 0.0
        for name in set(names.split()):
            score = known.get(name)
            if score is None:
                tokens = name_tokens(name)
                score = sum(self.near.get(t, 0.0) for t in tokens), sum(self.far.get(t, 0.0) for t in tokens)
                known[name] = score
            near += score[0]
            far += score[1]
        return near, far

    def words(self, texts: Sequence[str], telling: Sequence[int]) -> Array:
        """Per block the score of its words; that of no words for those that are not telling."""
        known = self._texts
        if len(known) > _REMEMBERED:
            known.clear()
        out = np.full(len(texts), self.word_bias, dtype=np.float32)
        for n in telling:
            text = texts[n]
            score = known.get(text)
            if score is None:
                score = self._text(text)
                if len(text) <= _SHORT_TEXT:
                    known[text] = score
            out[n] = score
        return out

    def _text(self, text: str) -> float:
        first, last = text_tokens(text)
        if not first:
            return self.word_bias
        word = self.word
        score = self.word_bias + word["a"].get(first[0], 0.0)
        get = word["t"].get
        for w in first[:FIRST]:
            score += get(w, 0.0)
        get = word["e"].get
        for w in last:
            score += get(w, 0.0)
        get = word["p"].get
        before = first[0]
        for w in first[1:]:
            score += get(f"{before} {w}", 0.0)
            before = w
        if len(first) <= SHORT and len(text) <= HEAD:
            score += word["f"].get(" ".join(first), 0.0)
        return score
