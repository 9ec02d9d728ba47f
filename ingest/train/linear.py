"""The two linear models: what elements are called, and how blocks begin and end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from ingest.extract.words import kinds_of, name_tokens
from ingest.train.pages import Sample

# A token on fewer pages than this says nothing about other sites.
_LEAST_PAGES = 3
_DEEPEST = 24


@dataclass(slots=True)
class Tokens:
    """Token counts of all blocks of all pages, and the vocabularies."""

    names: sp.csr_matrix
    words: sp.csr_matrix
    name_vocabulary: list[str]
    word_vocabulary: list[str]
    start: npt.NDArray[np.int64]
    """Per page its first row."""


@dataclass(slots=True)
class Weights:
    """What the linear models learned: weight per token, and a bias each."""

    near: dict[str, float]
    far: dict[str, float]
    word: dict[str, float]
    name_bias: float
    word_bias: float


def _vocabulary(pages: Iterable[set[str]]) -> dict[str, int]:
    seen = Counter(t for page in pages for t in page)
    return {t: n for n, t in enumerate(sorted(t for t, k in seen.items() if k >= _LEAST_PAGES))}


def _matrix(lists: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> sp.csr_matrix:
    indptr, indices = [0], []
    for tokens in lists:
        indices += [vocabulary[t] for t in tokens if t in vocabulary]
        indptr.append(len(indices))
    m = sp.csr_matrix(
        (np.ones(len(indices), np.float32), indices, indptr), shape=(len(lists), len(vocabulary))
    )
    m.sum_duplicates()
    return m


def tokens(pages: Sequence[Sample]) -> Tokens:
    names: list[list[str]] = []
    words: list[list[str]] = []
    start = [0]
    name_pages, word_pages = [], []
    for page in pages:
        cut = {n: [t for part in set(n.split()) for t in name_tokens(part)] for n in set(page.names)}
        parent = page.sketch.parent
        mine: list[list[str]] = []
        for e in page.sketch.owner:
            chain = [int(e)]
            while chain[-1] and len(chain) < _DEEPEST:
                chain.append(int(parent[chain[-1]]))
            near = ["n_" + t for a in chain[:2] for t in cut[page.names[a]]]
            mine.append(near + ["f_" + t for a in chain for t in cut[page.names[a]]])
        said: list[list[str]] = [[] for _ in page.texts]
        for n in page.sketch.telling:
            said[n] = kinds_of(page.texts[n])
        names += mine
        words += said
        name_pages.append({t for m in mine for t in m})
        word_pages.append({t for m in said for t in m})
        start.append(len(names))
    nv, wv = _vocabulary(name_pages), _vocabulary(word_pages)
    return Tokens(_matrix(names, nv), _matrix(words, wv), list(nv), list(wv), np.array(start))


def fit(
    t: Tokens, rows: npt.NDArray[np.int64], y: npt.NDArray[np.int8], w: npt.NDArray[np.float32]
) -> Weights:
    """Both models on these rows."""
    name = LogisticRegression(C=0.3, solver="liblinear", tol=1e-3).fit(
        t.names[rows], y[rows], sample_weight=w[rows]
    )
    word = LogisticRegression(C=0.3, solver="liblinear", tol=1e-3).fit(
        t.words[rows], y[rows], sample_weight=w[rows]
    )
    near: dict[str, float] = {}
    far: dict[str, float] = {}
    for token, value in zip(t.name_vocabulary, name.coef_[0], strict=True):
        (near if token[0] == "n" else far)[token[2:]] = float(value)
    said = dict(zip(t.word_vocabulary, map(float, word.coef_[0]), strict=True))
    return Weights(near, far, said, float(name.intercept_[0]), float(word.intercept_[0]))
