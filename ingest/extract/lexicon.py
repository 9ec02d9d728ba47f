"""The linear scores: what an element's names and a block's first and last words say about being body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from ingest.extract.features import Array
from ingest.extract.words import FIRST, HEAD, LONGEST, SHORT, Tokens, names_tokens, texts_tokens

# Names and menu texts repeat within a page and over a site's pages; the memory is emptied when it is full.
_REMEMBERED = 20_000
_SHORT_TEXT = 80


# Of a word: its weight among the first ones, among the last ones, and with the word that follows.
_Said = tuple[float, float, Mapping[str, float] | None]


@dataclass(slots=True)
class Lexicon:
    """Weights of tokens, and what was looked up lately. `word` has one mapping a kind of token."""

    near: Mapping[str, float]
    far: Mapping[str, float]
    word: Mapping[str, Mapping[str, float]]
    word_bias: float
    _name: dict[str, complex] = field(default_factory=dict)
    """Per token of a name what it weighs near and, as the imaginary part, far: they are added up as one."""
    _said: dict[str, _Said] = field(default_factory=dict)
    _names: dict[str, complex] = field(default_factory=dict)
    _texts: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """One look-up a token: looking it up is what takes the time."""
        for token in {*self.near, *self.far}:
            self._name[token] = complex(self.near.get(token, 0.0), self.far.get(token, 0.0))
        pairs: dict[str, dict[str, float]] = {}
        for pair, weight in self.word["p"].items():
            before, _, word = pair.partition(" ")
            pairs.setdefault(before, {})[word] = weight
        first, last = self.word["t"], self.word["e"]
        for token in {*first, *last, *pairs}:
            self._said[token] = first.get(token, 0.0), last.get(token, 0.0), pairs.get(token)

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
        get = self._said.get
        score = self.word_bias + self.word["a"].get(first[0][:LONGEST], 0.0)
        before: Mapping[str, float] | None = None
        for n, uncut in enumerate(first):
            word = uncut[:LONGEST]
            said = get(word)
            if before is not None:
                score += before.get(word, 0.0)
            before = None
            if said is not None:
                before = said[2]
                if n < FIRST:
                    score += said[0]
        for word in last:
            said = get(word[-LONGEST:])
            if said is not None:
                score += said[1]
        if len(first) <= SHORT and len(text) <= HEAD:
            score += self.word["f"].get(" ".join([word[:LONGEST] for word in first]), 0.0)
        return score
