"""The dense part of a page: one row of numbers a block, computed for all blocks at once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.extract.outline import BITS, Outline

Array = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]

TAGS = "p div li h1 h2 h3 h4 h5 h6 td th blockquote pre figcaption section article dt dd a button".split()
_TAG_ID = {tag: n for n, tag in enumerate(TAGS)}
# Ancestors of the owner that get features of their own.
LEVELS = 6


def spread(parent: Ints, depth: Ints, own: Array) -> tuple[Array, Array, Array]:
    """Sum, least and most of a value along each element's chain of ancestors, itself included."""
    total, least, most = own.copy(), own.copy(), own.copy()
    order = np.argsort(depth, kind="stable")
    cuts = np.searchsorted(depth[order], np.arange(1, int(depth.max(initial=0)) + 2))
    for low, high in pairwise(cuts):
        here = order[low:high]
        up = parent[here]
        total[here] += total[up]
        least[here] = np.minimum(least[here], least[up])
        most[here] = np.maximum(most[here], most[up])
    return total, least, most


def ancestors(o: Outline) -> list[Ints]:
    """For each level the element that many steps above each block's owner."""
    parent = np.array(o.parent, dtype=np.int64)
    at = np.array(o.owner, dtype=np.int64)
    out = [at]
    for _ in range(LEVELS - 1):
        at = parent[at]
        out.append(at)
    return out


def shift(x: Array, by: int) -> Array:
    """The rows of the blocks `by` places before (or, negative, after); -1 where there are none."""
    out = np.full_like(x, -1)
    n = len(x)
    if abs(by) < n:
        if by > 0:
            out[by:] = x[:-by]
        else:
            out[:by] = x[-by:]
    return out


def inside_bits(o: Outline, owners: Ints) -> Array:
    bits = np.array(o.inside, dtype=np.int64)[owners]
    return np.asarray((bits[:, None] >> np.arange(BITS)) & 1, dtype=np.float32)


def tag_rows(o: Outline, at: Ints) -> Array:
    ids = np.array([_TAG_ID.get(t, len(TAGS)) for t in o.tag], dtype=np.int64)[at]
    return np.asarray(ids[:, None] == np.arange(len(TAGS)), dtype=np.float32)
