"""How likely each block of a page is body text: the shipped weights and the three stages that use them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np

from ingest.extract.document import Document
from ingest.extract.features import Array
from ingest.extract.lexicon import Lexicon
from ingest.extract.metadata import Metadata
from ingest.extract.outline import Outline
from ingest.extract.sketch import sketch, with_guess, with_linear
from ingest.extract.trees import Trees

# Blocks the first stage gives less than this are menus and footers: the second stage is spared them.
HOPELESS = 0.01


@dataclass(frozen=True, slots=True)
class Scorer:
    """Trained weights: two linear models and two forests."""

    lexicon: Lexicon
    first: Trees
    second: Trees

    def scores(self, document: Document, metadata: Metadata, outline: Outline) -> Array:
        """Per block the probability that it is body text."""
        s = sketch(document, metadata, outline)
        rows = with_linear(s, *self.lexicon.names(outline.names), self.lexicon.words(outline.texts))
        p = self.first.predict(rows)
        hopeful = p > HOPELESS
        if hopeful.any():
            p[hopeful] = self.second.predict(with_guess(s, rows, p)[hopeful])
        return p


def load(data: bytes) -> Scorer:
    """Weights as `ingest.train.export` writes them."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        a = {name: arrays[name] for name in arrays.files}

    def words(name: str) -> dict[str, float]:
        tokens = zlib.decompress(a[f"{name}_tokens"].tobytes()).decode("utf-8").split("\n")
        return dict(zip(tokens, a[f"{name}_weights"].astype(np.float32).tolist(), strict=True))

    def trees(name: str) -> Trees:
        nodes = {k: a[f"{name}_{k}"] for k in ("feature", "threshold", "left", "right", "value", "roots")}
        return Trees(**nodes, levels=int(a[f"{name}_levels"]))

    lexicon = Lexicon(words("near"), words("far"), words("word"), float(a["word_bias"]))
    return Scorer(lexicon, trees("first"), trees("second"))


@lru_cache(maxsize=2)
def scorer(path: str | None = None) -> Scorer:
    """The shipped scorer, or the one whose weights are at `path`."""
    if path is None:
        return load(files("ingest.extract").joinpath("model", "body.npz").read_bytes())
    return load(Path(path).read_bytes())
