"""How likely each block of a page is body text: the shipped weights and the three stages that use them."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np

from ingest.clean.trees import Trees
from ingest.extract.context import with_guess, with_linear
from ingest.extract.document import Document
from ingest.extract.features import Array, Ints
from ingest.extract.lexicon import Lexicon
from ingest.extract.outline import Outline
from ingest.extract.sketch import Sketch, sketch

# Blocks the first stage gives less than this are menus and footers: the second stage is spared them.
HOPELESS = 0.05
# And blocks it gives more than this are the middle of the article.
SURE = 0.97


@dataclass(frozen=True, slots=True)
class Scorer:
    """Trained weights: two linear models and two forests."""

    lexicon: Lexicon
    first: Trees
    second: Trees

    def scores(self, document: Document, outline: Outline) -> Array:
        """Per block the probability that it is body text."""
        s = sketch(document, outline)
        rows = with_linear(
            s, *self.lexicon.names(outline.names), self.lexicon.words(outline.texts, s.telling)
        )
        p = self.first.predict(rows)
        hopeful = (p > HOPELESS) & (p < SURE)
        if hopeful.any():
            p[hopeful] = self.second.predict(with_guess(s, rows, p)[hopeful])
        p = level(among_alike(p, s.words, paths(s, outline)), s.words, outline)
        p = settle(p, s, outline.texts)
        return with_code(p, outline)


# So many blocks in the same place of like elements are a pattern: paragraphs of one text, lines of cards.
_PATTERN = 6
# How much of a block's probability is that of its pattern. Found by cross-validation: flat from 0.6 to 1.
_SHARED = 0.7


def among_alike(p: Array, words: Array, path: Ints) -> Array:
    """The probabilities drawn to the mean of the blocks whose paths are equal.

    Cards of a list are all in the article or none is, whatever the words of one of them.
    """
    size = np.maximum(words, 1)
    mean = np.bincount(path, weights=p * size) / np.maximum(np.bincount(path, weights=size), 1)
    drawn = (1 - _SHARED) * p + _SHARED * mean[path]
    return np.where(np.bincount(path)[path] >= _PATTERN, drawn, p).astype(np.float32)


_NUMBERED = re.compile(r"\d\S*")
# Odd, so that no bit is lost.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def paths(s: Sketch, outline: Outline) -> Ints:
    """Per block the number of its path: tags and names, without those with digits, down to its element."""
    numbers: dict[tuple[str, str], int] = {}
    make = numbers.setdefault
    each = [make(key, len(numbers)) for key in zip(outline.tag, outline.names, strict=True)]
    kinds: dict[tuple[str, str], int] = {}
    kind = [kinds.setdefault((tag, _NUMBERED.sub("", names)), len(kinds) + 1) for tag, names in numbers]
    path = np.array(kind, dtype=np.uint64)[each]
    depth = s.depth.astype(np.int64)
    order = np.argsort(depth, kind="stable")
    bounds = np.cumsum(np.bincount(depth))
    for low, high in pairwise(bounds.tolist()):
        level = order[low:high]
        path[level] += path[s.parent[level]] * _FACTOR
    return np.unique(path[outline.owner], return_inverse=True)[1].astype(np.int64)


# A table whose cells are shorter than this on the average holds data; a longer one lays out the page.
_CELL = 12


def level(p: Array, words: Array, outline: Outline) -> Array:
    """The probabilities with one for all cells of a table: it is in the article or it is not."""
    done = 0
    for e in [e for e, tag in enumerate(outline.tag) if tag == "table"]:
        low, high = outline.begin[e], outline.end[e]
        if low >= done and high - low > 1 and (size := float(words[low:high].sum())) <= _CELL * (high - low):
            p[low:high] = float((p[low:high] * words[low:high]).sum()) / size
            done = high
    return p


# What the text speaks of stays with it, at the least by this.
_AMIDST = 0.6


def with_code(p: Array, outline: Outline) -> Array:
    """The probabilities with preformatted text taken for body where it stands between blocks that are."""
    code = np.array([outline.tag[e] == "pre" for e in outline.owner])
    if code.any() and not code.all():
        text = np.flatnonzero(~code)
        around = np.searchsorted(text, np.flatnonzero(code))
        sure = np.r_[0.0, p[text], 0.0]
        amidst = np.minimum(sure[around], sure[around + 1]) >= 0.5
        p[code] = np.maximum(p[code], np.where(amidst, _AMIDST, 0))
    return p


# Below this even the likeliest text of a page is taken for nobody's.
_LEAST = 0.05
# With fewer words than this to expect, a page where nothing is sure has no article: "Page not found".
_FEW_WORDS = 30
# A line this short may stand twice in an article ("Yes."), and so may an entry of a list ("Rest day: …").
# What stands three times is meant to; of two paragraphs one is a copy, or a teaser.
_REPEATABLE, _TWICE = 30, 2


def settle(p: Array, s: Sketch, texts: list[str]) -> Array:
    """The probabilities moved so that 0.5 is the cut with the best F1 to expect; of two copies one counts.

    Over a page the best cut is at half of the F1 that it gives: on pages where nothing is sure, below 0.5.
    """
    words = s.words
    order = np.argsort(-p)
    mass = p * words
    expected = 2 * np.cumsum(mass[order]) / (np.cumsum(words[order]) + mass.sum())
    cut = max(_LEAST, float(p[order[int(np.argmax(expected))]]))
    if cut < 0.5 and mass.sum() >= _FEW_WORDS:
        p = np.where(p < cut, p * 0.5 / cut, 0.5 + 0.5 * (p - cut) / (1 - cut)).astype(np.float32)
    body = [n for n in np.flatnonzero(p >= 0.5).tolist() if len(texts[n]) > _REPEATABLE]
    times, seen = Counter([texts[n] for n in body]), set[str]()
    for n in body:
        text = texts[n]
        if times[text] == _TWICE and text in seen and not s.entry[n]:
            p[n] = 0.0
        seen.add(text)
    return p


def load(data: bytes) -> Scorer:
    """Weights as `ingest.train.export` writes them."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        a = {name: arrays[name] for name in arrays.files}

    def words(name: str) -> dict[str, float]:
        tokens = zlib.decompress(a[f"{name}_tokens"].tobytes()).decode("utf-8").split("\n")
        return dict(zip(tokens, a[f"{name}_weights"].astype(np.float32).tolist(), strict=True))

    def trees(name: str) -> Trees:
        return Trees.of(
            {k: a[f"{name}_{k}"] for k in ("feature", "threshold", "child", "value", "roots", "levels")}
        )

    said: dict[str, dict[str, float]] = {kind: {} for kind in "tepaf"}
    for token, weight in words("word").items():
        said[token[0]][token[2:]] = weight
    lexicon = Lexicon(words("near"), words("far"), said, float(a["word_bias"]))
    return Scorer(lexicon, trees("first"), trees("second"))


@lru_cache(maxsize=2)
def scorer(path: str | None = None) -> Scorer:
    """The shipped scorer, or the one whose weights are at `path`."""
    if path is None:
        return load(files("ingest.extract").joinpath("model", "body.npz").read_bytes())
    return load(Path(path).read_bytes())
