"""Cross-fitted training: every stage sees scores that the stage before made on pages it had not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np

from ingest.extract.context import with_guess, with_linear
from ingest.extract.features import Array as Rows
from ingest.extract.lexicon import Lexicon
from ingest.extract.scorer import HOPELESS, SURE
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
    # Thresholds drawn at random, the best of them taken: more trees, and less learned by heart.
    "extra_trees": True,
}
FIRST_ROUNDS, SECOND_ROUNDS = 80, 350


@dataclass(slots=True)
class Stages:
    """One trained scorer."""

    lexicon: linear.Weights
    first: lgb.Booster
    second: lgb.Booster


@dataclass(slots=True)
class Bench:
    """All pages, each with what the first stages say that were trained without its fold.

    `lexicons` and `firsts` have one entry a fold, and under None the one trained on all pages.
    """

    pages: Sequence[Sample]
    lexicons: dict[int | None, linear.Weights]
    firsts: dict[int | None, lgb.Booster]
    rows: list[Rows]
    guess: list[Rows]


def lexicon_of(w: linear.Weights) -> Lexicon:
    """The linear models as the extractor uses them."""
    said: dict[str, dict[str, float]] = {kind: {} for kind in "tepaf"}
    for token, weight in w.word.items():
        said[token[0]][token[2:]] = weight
    return Lexicon(w.near, w.far, said, w.word_bias)


def first_rows(page: Sample, lexicon: Lexicon) -> Rows:
    """The first stage's rows of a page."""
    return with_linear(
        page.sketch, *lexicon.names(page.names), lexicon.words(page.texts, page.sketch.telling)
    )


def _train(
    params: dict[str, Any],
    rounds: int,
    rows: list[Rows],
    pages: Sequence[Sample],
    weights: list[Rows],
    keep: list[Rows] | None = None,
) -> lgb.Booster:
    x, y, w = np.vstack(rows), np.concatenate([p.y for p in pages]), np.concatenate(weights)
    if keep is not None:
        hopeful = np.concatenate(keep) > HOPELESS
        x, y, w = x[hopeful], y[hopeful], w[hopeful]
    quiet = {"verbose": -1, "num_threads": 2, "seed": SEED, "deterministic": True, "force_row_wise": True}
    return lgb.train(params | quiet, lgb.Dataset(x, y, weight=w), rounds)


def bench(pages: Sequence[Sample], say: Callable[[str], None]) -> Bench:
    """Train both first stages once without each fold and once on all."""
    counted = linear.tokens(pages)
    y, w = np.concatenate([p.y for p in pages]), np.concatenate([p.weight for p in pages])
    lexicons: dict[int | None, linear.Weights] = {}
    for held in (*range(FOLDS), None):
        use = [n for n, p in enumerate(pages) if p.fold != held]
        chosen = np.concatenate([np.arange(counted.start[n], counted.start[n + 1]) for n in use])
        lexicons[held] = linear.fit(counted, chosen, y, w)
        say(f"linear models without fold {held}")
    ready = {held: lexicon_of(weights) for held, weights in lexicons.items()}
    rows = [first_rows(p, ready[p.fold]) for p in pages]
    guess: list[Rows] = [np.zeros(0, dtype=np.float32)] * len(pages)
    firsts: dict[int | None, lgb.Booster] = {}
    for held in (*range(FOLDS), None):
        use = [n for n, p in enumerate(pages) if p.fold != held]
        firsts[held] = _train(
            FIRST,
            FIRST_ROUNDS,
            [rows[n] for n in use],
            [pages[n] for n in use],
            [pages[n].weight for n in use],
        )
        for n, page in enumerate(pages):
            if page.fold == held:
                guess[n] = np.asarray(firsts[held].predict(rows[n]), dtype=np.float32)
        say(f"first trees without fold {held}")
    return Bench(pages, lexicons, firsts, rows, guess)


# News is what the extractor is for, and one page in eight of the development set.
_NEWS = {"fundus": 3.0}
_PAGE_WEIGHT, _SHARPNESS = 12.0, 0.75


def _decisive(page: Sample) -> Rows:
    """The blocks' weights for the forest that decides: nearer to their words, as F1 counts them."""
    words = np.maximum(page.sketch.words, 1) ** _SHARPNESS
    weight = words * (_PAGE_WEIGHT * _NEWS.get(page.dataset, 1.0) / float(words.sum()))
    return np.asarray(weight, dtype=np.float32)


def train(b: Bench, held: int | None) -> Stages:
    """A scorer that has not seen the held fold; with None, the one to ship."""
    use = [n for n, p in enumerate(b.pages) if p.fold != held]
    pages, guess = [b.pages[n] for n in use], [b.guess[n] for n in use]
    more = [with_guess(b.pages[n].sketch, b.rows[n], b.guess[n]) for n in use]
    second = _train(SECOND, SECOND_ROUNDS, more, pages, [_decisive(p) for p in pages], guess)
    return Stages(b.lexicons[held], b.firsts[held], second)


def score(stages: Stages, page: Sample, lexicon: Lexicon) -> Rows:
    """The final probability of each block."""
    rows = first_rows(page, lexicon)
    p = np.asarray(stages.first.predict(rows), dtype=np.float32)
    out = p.copy()
    keep = (p > HOPELESS) & (p < SURE)
    if keep.any():
        out[keep] = stages.second.predict(with_guess(page.sketch, rows, p)[keep])
    return out
