"""Cross-fitted training: every stage sees scores that the stage before made on pages it had not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import lightgbm as lgb
import numpy as np
import numpy.typing as npt

from ingest.extract.lexicon import Lexicon
from ingest.extract.sketch import with_guess, with_linear
from ingest.train import linear
from ingest.train.pages import FOLDS, Sample

SEED = 7
FIRST: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 15, "max_depth": 6, "min_data_in_leaf": 60,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 10, "max_bin": 127,
}  # fmt: skip
SECOND: dict[str, Any] = FIRST | {
    "learning_rate": 0.05,
    "num_leaves": 23,
    "max_depth": 7,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.4,
}
FIRST_ROUNDS, SECOND_ROUNDS = 100, 300
# Blocks that the first stage is this sure about never reach the second.
HOPELESS = 0.01


@dataclass(slots=True)
class Stages:
    """One trained scorer."""

    lexicon: linear.Weights
    first: lgb.Booster
    second: lgb.Booster


@dataclass(slots=True)
class Bench:
    """All pages, and what is computed once for all folds."""

    pages: Sequence[Sample]
    tokens: linear.Tokens
    fits: dict[frozenset[int], linear.Weights] = field(default_factory=dict)

    @property
    def folds(self) -> npt.NDArray[np.int64]:
        return np.array([p.fold for p in self.pages])

    def linear(self, without: frozenset[int]) -> linear.Weights:
        """The linear models trained on all folds but these."""
        if without not in self.fits:
            use = [n for n, p in enumerate(self.pages) if p.fold not in without]
            rows = np.concatenate([np.arange(self.tokens.start[n], self.tokens.start[n + 1]) for n in use])
            y = np.concatenate([p.y for p in self.pages])
            w = np.concatenate([p.weight for p in self.pages])
            self.fits[without] = linear.fit(self.tokens, rows, y, w)
        return self.fits[without]


def lexicon_of(w: linear.Weights) -> Lexicon:
    return Lexicon(w.near, w.far, w.word, w.word_bias)


def first_rows(page: Sample, lexicon: Lexicon) -> npt.NDArray[np.float32]:
    return with_linear(page.sketch, *lexicon.names(page.names), lexicon.words(page.texts))


def _train(
    params: dict[str, Any],
    rounds: int,
    x: list[npt.NDArray[np.float32]],
    pages: Sequence[Sample],
    keep: list[npt.NDArray[np.bool_]] | None = None,
) -> lgb.Booster:
    y, w = np.concatenate([p.y for p in pages]), np.concatenate([p.weight for p in pages])
    rows = np.vstack(x)
    if keep is not None:
        k = np.concatenate(keep)
        rows, y, w = rows[k], y[k], w[k]
    quiet = {"verbose": -1, "num_threads": 2, "seed": SEED, "deterministic": True, "force_row_wise": True}
    return lgb.train(params | quiet, lgb.Dataset(rows, y, weight=w), rounds)


def train(bench: Bench, held: int | None, say: Callable[[str], None]) -> Stages:
    """A scorer that has not seen the held fold; with None, the one to ship."""
    outer = frozenset() if held is None else frozenset((held,))
    inner = [f for f in range(FOLDS) if f != held]
    pages = [p for p in bench.pages if p.fold != held]
    lex = {f: lexicon_of(bench.linear(outer | {f})) for f in inner}
    rows = {p.id: first_rows(p, lex[p.fold]) for p in pages}
    say(f"fold {held}: linear done")
    guess: dict[str, npt.NDArray[np.float32]] = {}
    for f in inner:
        seen = [p for p in pages if p.fold != f]
        trees = _train(FIRST, FIRST_ROUNDS, [rows[p.id] for p in seen], seen)
        for p in pages:
            if p.fold == f:
                guess[p.id] = np.asarray(trees.predict(rows[p.id]), dtype=np.float32)
    first = _train(FIRST, FIRST_ROUNDS, [rows[p.id] for p in pages], pages)
    say(f"fold {held}: first stage done")
    more = [with_guess(p.sketch, rows[p.id], guess[p.id]) for p in pages]
    second = _train(SECOND, SECOND_ROUNDS, more, pages, [guess[p.id] > HOPELESS for p in pages])
    say(f"fold {held}: second stage done")
    return Stages(bench.linear(outer), first, second)


def score(
    stages: Stages, page: Sample, lexicon: Lexicon | None = None
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """First and final probability of each block."""
    rows = first_rows(page, lexicon or lexicon_of(stages.lexicon))
    p = np.asarray(stages.first.predict(rows), dtype=np.float32)
    out = p.copy()
    keep = p > HOPELESS
    if keep.any():
        out[keep] = stages.second.predict(with_guess(page.sketch, rows, p)[keep])
    return p, out
