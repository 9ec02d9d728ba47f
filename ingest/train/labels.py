"""Which blocks of a page are in its gold text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

# A block counts as the gold's where half of its word quadruples are.
_GRAM, _SHARE = 4, 0.5
# Places in the gold where one block may start; more only costs time.
_STARTS, _SHORT_STARTS = 5, 30


def labels(texts: Sequence[str], gold: str, words_of: Callable[[str], list[str]]) -> npt.NDArray[np.int8]:
    """1 where a block is in the gold, in order: the heaviest increasing chain of positions.

    Mere occurrence would call "Read more" body wherever the gold has it once.
    """
    g = words_of(gold)
    grams: dict[tuple[str, ...], list[int]] = {}
    first: dict[str, list[int]] = {}
    for i, word in enumerate(g):
        grams.setdefault(tuple(g[i : i + _GRAM]), []).append(i)
        first.setdefault(word, []).append(i)
    size = len(g) + 2
    # A Fenwick tree over end positions: (weight of the best chain, its last node).
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    nodes: list[tuple[int, int]] = []
    for k, text in enumerate(texts):
        w = words_of(text)
        fresh = []
        for p in _starts(w, g, grams, first):
            weight, previous = _best(tree, p + 1)
            nodes.append((k, previous))
            fresh.append((min(p + len(w), size), (weight + len(w) ** 1.2, len(nodes) - 1)))
        for at, value in fresh:
            while at <= size:
                tree[at] = max(tree[at], value)
                at += at & -at
    y = np.zeros(len(texts), dtype=np.int8)
    node = _best(tree, size)[1]
    while node != -1:
        y[nodes[node][0]] = 1
        node = nodes[node][1]
    return y


def _best(tree: list[tuple[float, int]], at: int) -> tuple[float, int]:
    best = (0.0, -1)
    while at > 0:
        best = max(best, tree[at])
        at -= at & -at
    return best


def _starts(
    w: list[str], g: list[str], grams: dict[tuple[str, ...], list[int]], first: dict[str, list[int]]
) -> list[int]:
    if not w:
        return []
    if len(w) < _GRAM:
        return [p for p in first.get(w[0], []) if g[p : p + len(w)] == w][:_SHORT_STARTS]
    hits = [(j, grams[q]) for j in range(len(w) - _GRAM + 1) if (q := tuple(w[j : j + _GRAM])) in grams]
    if len(hits) < _SHARE * (len(w) - _GRAM + 1):
        return []
    offset, places = hits[0]
    return [max(0, p - offset) for p in places[:_STARTS]]
