"""A page as numbers: what can be said of its blocks before any weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.extract.characters import COMMA, DIGIT, LETTER, MARK, STOP, UNSPACED, UPPER, Texts
from ingest.extract.document import Document
from ingest.extract.features import (
    Array,
    Ints,
    Sums,
    ancestors,
    columns_of,
    inside_bits,
    tag_rows,
)
from ingest.extract.outline import Outline
from ingest.extract.signs import signs
from ingest.extract.witnesses import Witnesses

# Prose for the first guess: longer than a teaser's headline and not mostly links.
_PROSE_LENGTH, _PROSE_LINKED = 60, 0.4
# Half of a page's blocks are menu items: shorter than this and nearly all of it a link.
_MENU_ITEM, _ALL_LINK = 60, 0.9
_ENTRIES = frozenset("li td th dd".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


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
    entry: npt.NDArray[np.bool_]
    """Per block: whether it is one of a list or of a table."""
    telling: list[int]
    heading: Ints
    """Per block the heading it stands under, itself where it is one; -1 before the first."""


def sketch(document: Document, o: Outline) -> Sketch:
    """All of a page's numbers that need no weights. The outline must have blocks."""
    t, linked_characters = Texts(o.texts), np.array(o.linked)
    # The blocks whose words are worth a look: not the short all-link ones that menus are made of.
    is_telling = (t.size > _MENU_ITEM) | (linked_characters < _ALL_LINK * t.size)
    telling = np.flatnonzero(is_telling).tolist()
    tags = [o.tag[e] for e in o.owner]
    parent, depth = np.array(o.parent, dtype=np.int64), np.array(o.depth, dtype=np.int64)
    levels = ancestors(parent, np.array(o.owner, dtype=np.int64))
    begin, end = np.array(o.begin, dtype=np.int64), np.array(o.end, dtype=np.int64)
    signature, alike = _signatures(o)
    size = t.size.astype(np.float32)
    linked = np.minimum(linked_characters.astype(np.float32) / size, 1)
    text = _text_columns(t, o, size, linked)
    witness = Witnesses(document).rows(t, telling)
    prose = np.where((size > _PROSE_LENGTH) & (linked < _PROSE_LINKED), size, 0).astype(np.float32)
    owner = levels[0]
    columns = [
        text,
        witness,
        _place(tags, size, witness, depth[owner]),
        _repeats(o, signature, alike, size),
        region(levels, begin, end, prose, size, linked),
        tag_rows(tags),
        inside_bits(o),
        signs(document.scripts, o, levels, begin, end),
    ]
    key = columns_of([text[:, 0], linked, t.stopped.astype(np.float32), depth[owner].astype(np.float32)])
    static = np.hstack(columns).astype(np.float32)
    return Sketch(
        static=static,
        key=key,
        words=t.words.astype(np.float32),
        owner=owner,
        inner=np.array(o.inner, dtype=np.int64),
        levels=levels,
        parent=parent,
        depth=depth,
        begin=begin,
        end=end,
        signature=signature,
        entry=np.array(
            [tag in _ENTRIES or o.tag[o.parent[e]] == "li" for e, tag in zip(o.owner, tags, strict=True)]
        ),
        telling=telling,
        heading=_headings(o, t, tags),
    )


# A short line that is all bold heads what follows as an <h3> does.
_BOLD_HEADING = 90


def _headings(o: Outline, t: Texts, tags: Sequence[str]) -> Ints:
    is_tag = np.array([tag in _HEADINGS for tag in tags])
    bold = (np.array(o.strong) >= 0.9 * t.size) & (t.size < _BOLD_HEADING) & ~t.stopped
    return np.maximum.accumulate(np.where(is_tag | bold, np.arange(len(t.size)), -1))


def _text_columns(t: Texts, o: Outline, size: Array, linked: Array) -> Array:
    c, letters, words = t.count, np.maximum(t.count[LETTER], 1), np.maximum(t.words, 1)
    return columns_of(
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
        ]
    )


def _place(tags: Sequence[str], size: Array, witness: Array, depth: Ints) -> Array:
    """Where a block stands in the page, and how far it is behind the headline."""
    n = len(size)
    at = np.cumsum(size) - size
    headline = np.array([tag == "h1" for tag in tags]) | ((witness[:, 0] > 0.6) & (size > 15))
    place = np.where(headline, at, -1)
    last = np.maximum.accumulate(place)
    index = np.arange(n)
    first = int(np.argmax(headline)) if headline.any() else -1
    return columns_of(
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
        ]
    )


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
    return columns_of(
        [
            mass[signature] / max(float(mass.max()), 1.0),
            mass[signature] / total,
            np.log1p(count[signature]),
            mass[signature] / count[signature],
            times,
            first_of,
            np.r_[-1, signature[1:] == signature[:-1]],
            np.r_[signature[1:] == signature[:-1], -1],
        ]
    )


def running(values: Array) -> Sums:
    """Cumulative sums with a nought before: the sum of blocks [a, b) is running[b] - running[a]."""
    out = np.zeros(len(values) + 1, dtype=np.float64)
    np.cumsum(values, out=out[1:])
    return out


def region(levels: list[Ints], begin: Ints, end: Ints, mass: Array, size: Array, linked: Array) -> Array:
    """For each ancestor of a block: its share of the page's mass, how dense it is, how many blocks it has."""
    m, s, k = running(mass), running(size), running(linked * size)
    every_m, every_s, every_k = m[end] - m[begin], s[end] - s[begin], k[end] - k[begin]
    at = np.array(levels).T
    spoken = np.maximum(every_s, 1)
    known = columns_of([every_m / max(m[-1], 1), every_m / spoken, every_k / spoken, np.log1p(end - begin)])
    return known[at].reshape(len(at), -1)
