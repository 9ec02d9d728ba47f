"""A page as numbers: first without any weights, then with the linear scores, then with a first guess."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.extract.document import Document
from ingest.extract.features import (
    COMMA,
    DIGIT,
    LETTER,
    MARK,
    STOP,
    UNSPACED,
    UPPER,
    Array,
    Ints,
    Texts,
    Witnesses,
    ancestors,
    inside_bits,
    shift,
    spread,
    tag_rows,
)
from ingest.extract.metadata import Metadata
from ingest.extract.outline import Outline

# Prose for the first guess: longer than a teaser's headline and not mostly links.
_PROSE_LENGTH, _PROSE_LINKED = 60, 0.4
_WINDOWS = (4, 12)


@dataclass(slots=True)
class Sketch:
    """What is known of a page before any weights: columns of numbers and the tree's shape."""

    static: Array
    key: Array
    words: Array
    owner: Ints
    inner: Ints
    levels: list[Ints]
    parent: Ints
    depth: Ints
    begin: Ints
    end: Ints
    signature: Ints


def sketch(document: Document, metadata: Metadata, o: Outline) -> Sketch:
    """All of a page's numbers that need no weights. The outline must have blocks."""
    t = Texts(o.texts)
    levels = ancestors(o)
    parent, depth = np.array(o.parent, dtype=np.int64), np.array(o.depth, dtype=np.int64)
    begin, end = np.array(o.begin, dtype=np.int64), np.array(o.end, dtype=np.int64)
    signature, alike = _signatures(o)
    size = t.size.astype(np.float32)
    linked = np.minimum(np.array(o.linked, dtype=np.float32) / size, 1)
    text = _text_columns(t, o, size, linked)
    witness = Witnesses(document, metadata).rows(o.texts, t.size)
    prose = np.where((size > _PROSE_LENGTH) & (linked < _PROSE_LINKED), size, 0).astype(np.float32)
    owner = levels[0]
    columns = [
        text,
        witness,
        _place(o, size, witness, depth[owner]),
        _repeats(o, signature, alike, size),
        _region(levels, begin, end, prose, size, linked),
        tag_rows(o, owner),
        inside_bits(o, owner),
    ]
    key = np.stack([text[:, 0], linked, t.stopped.astype(np.float32), depth[owner].astype(np.float32)], 1)
    static = np.hstack(columns).astype(np.float32)
    return Sketch(
        static,
        key,
        t.words.astype(np.float32),
        owner,
        np.array(o.inner, dtype=np.int64),
        levels,
        parent,
        depth,
        begin,
        end,
        signature,
    )


def _text_columns(t: Texts, o: Outline, size: Array, linked: Array) -> Array:
    c, letters, words = t.count, np.maximum(t.count[LETTER], 1), np.maximum(t.words, 1)
    return np.stack(
        [
            np.log1p(size),
            np.log1p(t.words),
            size / words,
            linked,
            np.array(o.links, dtype=np.float32),
            np.minimum(np.array(o.strong, dtype=np.float32) / size, 1),
            c[COMMA],
            c[COMMA] / words,
            c[STOP],
            c[STOP] / words,
            t.stopped,
            t.closed,
            t.colon,
            t.asks,
            t.opens,
            c[UPPER] / letters,
            c[UPPER] / words,
            c[DIGIT] / size,
            c[MARK],
            c[UNSPACED] / size,
            letters / size,
            (t.first & UPPER) != 0,
            (t.first & LETTER) != 0,
        ],
        1,
    ).astype(np.float32)


def _place(o: Outline, size: Array, witness: Array, depth: Ints) -> Array:
    """Where a block stands in the page, and how far it is behind the headline."""
    n = len(size)
    at = np.cumsum(size) - size
    headline = np.array([o.tag[e] == "h1" for e in o.owner]) | ((witness[:, 0] > 0.6) & (size > 15))
    place = np.where(headline, at, -1)
    last = np.maximum.accumulate(place)
    index = np.arange(n)
    first = int(np.argmax(headline)) if headline.any() else -1
    return np.stack(
        [
            at / max(size.sum(), 1),
            index / n,
            np.log1p(n - 1 - index),
            np.log1p(index),
            depth,
            np.where(last >= 0, np.log1p(at - last), -1),
            headline,
            np.full(n, first / n),
            index - first if first >= 0 else np.full(n, -1),
            np.full(n, np.log1p(size.sum())),
            np.full(n, np.log1p(n)),
        ],
        1,
    ).astype(np.float32)


def _signatures(o: Outline) -> tuple[Ints, Ints]:
    """Blocks of one make: same tag and names of the owner and of two elements around it; and equal texts."""
    ids: dict[tuple[str, ...], int] = {}
    texts: dict[str, int] = {}
    signature, alike = [], []
    tag, names, parent = o.tag, o.names, o.parent
    for n, e in enumerate(o.owner):
        up = parent[e]
        above = parent[up]
        signature.append(
            ids.setdefault((tag[e], names[e], tag[up], names[up], tag[above], names[above]), len(ids))
        )
        alike.append(texts.setdefault(o.texts[n], len(texts)))
    return np.array(signature, dtype=np.int64), np.array(alike, dtype=np.int64)


def _repeats(o: Outline, signature: Ints, alike: Ints, size: Array) -> Array:
    mass = np.bincount(signature, weights=size)
    count = np.bincount(signature)
    times = np.bincount(alike)[alike]
    total = max(float(size.sum()), 1.0)
    first_of = np.zeros(len(alike), dtype=np.float32)
    first_of[np.unique(alike, return_index=True)[1]] = 1
    return np.stack(
        [
            mass[signature] / max(float(mass.max()), 1.0),
            mass[signature] / total,
            np.log1p(count[signature]),
            mass[signature] / count[signature],
            times,
            first_of,
            np.r_[-1, signature[1:] == signature[:-1]],
            np.r_[signature[1:] == signature[:-1], -1],
        ],
        1,
    ).astype(np.float32)


def _running(values: Array) -> Array:
    out = np.zeros(len(values) + 1, dtype=np.float64)
    np.cumsum(values, out=out[1:])
    return out  # type: ignore[return-value]


def _region(levels: list[Ints], begin: Ints, end: Ints, mass: Array, size: Array, linked: Array) -> Array:
    """For each ancestor of a block: its share of the page's mass, how dense it is, how many blocks it has."""
    m, s, k = _running(mass), _running(size), _running(linked * size)
    every_m, every_s, every_k = m[end] - m[begin], s[end] - s[begin], k[end] - k[begin]
    count = end - begin
    columns = []
    for at in levels:
        columns += [
            every_m[at] / max(m[-1], 1),
            every_m[at] / np.maximum(every_s[at], 1),
            every_k[at] / np.maximum(every_s[at], 1),
            np.log1p(count[at]),
        ]
    return np.stack(columns, 1).astype(np.float32)


def with_linear(s: Sketch, near: Array, far: Array, word: Array) -> Array:
    """The sketch's rows with the linear scores of names and words, and those of the neighbours."""
    total, least, most = spread(s.parent, s.depth, far)
    owner, up, above = s.levels[:3]
    names = np.stack(
        [
            near[owner] + near[up],
            near[s.inner],
            far[owner],
            far[up],
            far[above],
            far[s.levels[3]],
            total[owner],
            least[owner],
            most[owner],
            total[s.inner],
        ],
        1,
    )
    both = names[:, 0] + names[:, 6]
    key = np.column_stack([s.key, both, word])
    columns = [s.static, names, word[:, None], (both + word)[:, None]]
    for by in (1, 2, 3):
        columns += [shift(key, by), shift(key, -by)]
    guess = (1 / (1 + np.exp(-np.clip(both + word, -20, 20)))).astype(np.float32)
    columns.append(_windows(guess, s.words))
    columns.append(_region(s.levels, s.begin, s.end, guess * s.words, s.words, s.key[:, 1])[:, :])
    columns.append(_by_signature(s, guess)[:, None])
    return np.hstack(columns).astype(np.float32)


def _windows(p: Array, words: Array) -> Array:
    """The mean score of the text around each block, by words, and how much of it lies before."""
    n = len(p)
    heavy, weight = _running(p * words), _running(words)
    index = np.arange(n)
    columns = []
    for w in _WINDOWS:
        low, high = np.maximum(index - w, 0), np.minimum(index + w + 1, n)
        columns.append((heavy[high] - heavy[low]) / np.maximum(weight[high] - weight[low], 1))
        columns.append((heavy[index] - heavy[low]) / np.maximum(weight[index] - weight[low], 1))
    columns += [
        heavy[:-1] / max(heavy[-1], 1),
        np.full(n, heavy[-1] / max(weight[-1], 1)),
        np.full(n, np.log1p(heavy[-1])),
    ]
    return np.stack(columns, 1).astype(np.float32)


def _by_signature(s: Sketch, p: Array) -> Array:
    heavy = np.bincount(s.signature, weights=p * s.words)
    weight = np.bincount(s.signature, weights=s.words)
    return (heavy / np.maximum(weight, 1))[s.signature].astype(np.float32)


def with_guess(s: Sketch, rows: Array, p: Array) -> Array:
    """The rows with the first guess and what it says of regions: container, branches, neighbours."""
    keyed = np.column_stack([p, s.words])
    columns = [rows, p[:, None]]
    for by in (1, 2, 3, 4):
        columns += [shift(keyed, by)[:, :1], shift(keyed, -by)[:, :1]]
    columns += [_windows(p, s.words), _region(s.levels, s.begin, s.end, p * s.words, s.words, s.key[:, 1])]
    columns += [_by_signature(s, p)[:, None], _container(s, p)]
    return np.hstack(columns).astype(np.float32)


# Text counts for a container where it is likelier body than this, against it where it is not.
_CUTS = (0.2, 0.5)


def _container(s: Sketch, p: Array) -> Array:
    """Membership in the dominant container by two definitions, and the branch of it a block hangs on."""
    columns = []
    for cut in _CUTS:
        gain = _running((p - cut) * s.words)
        worth = gain[s.end] - gain[s.begin]
        best = len(worth) - 1 - int(np.argmax(worth[::-1]))
        low, high = s.begin[best], s.end[best]
        index = np.arange(len(p))
        within = (index >= low) & (index < high)
        outside = np.where(index < low, low - index, np.where(index >= high, index - high + 1, 0))
        columns += [within, np.log1p(outside), np.where(within, (index - low) / max(high - low, 1), -1)]
        columns.append(np.where(within, s.depth[s.owner] - s.depth[best], -1))
    branch = _branch(s, best)
    mass, weight = _running(p * s.words), _running(s.words)
    at = np.maximum(branch, 0)
    known = branch >= 0
    share = (mass[s.end] - mass[s.begin])[at]
    columns += [
        np.where(known, share / max(mass[-1], 1), -1),
        np.where(known, share / np.maximum((weight[s.end] - weight[s.begin])[at], 1), -1),
        np.where(known, np.log1p((s.end - s.begin)[at]), -1),
    ]
    return np.stack(columns, 1).astype(np.float32)


def _branch(s: Sketch, best: int) -> Ints:
    """Per block the child of the container it hangs on; -1 outside."""
    out = np.full(len(s.owner), -1, dtype=np.int64)
    for child in np.flatnonzero(s.parent == best):
        if child != best:
            out[s.begin[child] : s.end[child]] = child
    return out
