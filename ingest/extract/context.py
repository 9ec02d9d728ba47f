"""What a page's blocks say of each other: with the linear scores, and with a first guess at the body."""

from __future__ import annotations

import numpy as np

from ingest.extract.features import Array, Ints, Sums, columns_of, shift, spread
from ingest.extract.sketch import Sketch, region, running

# Blocks to each side that a smoothed score looks at.
_WINDOWS = (4, 12)


def with_linear(s: Sketch, near: Array, far: Array, word: Array) -> Array:
    """The sketch's rows with the linear scores of names and words, and those of the neighbours."""
    total, least, most = spread(s.parent, s.depth, far)
    owner, up, above = s.levels[:3]
    names = columns_of(
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
        ]
    )
    both = names[:, 0] + names[:, 6]
    key = np.column_stack([s.key, both, word])
    columns = [s.static, names, word[:, None], (both + word)[:, None]]
    for by in (1, 2, 3):
        columns += [shift(key, by), shift(key, -by)]
    guess = (1 / (1 + np.exp(-np.clip(both + word, -20, 20)))).astype(np.float32)
    columns.append(_windows(guess, s.words))
    columns.append(region(s.levels, s.begin, s.end, guess * s.words, s.words, s.key[:, 1])[:, :])
    columns.append(_by_signature(s, guess)[:, None])
    columns.append(_under_heading(s, word, both))
    columns.append(_direct(s, guess))
    return np.hstack(columns).astype(np.float32)


def _under_heading(s: Sketch, *scores: Array) -> Array:
    """What the scores say of a block's heading, how far it is, and whether one parent holds both."""
    at = np.maximum(s.heading, 0)
    known = s.heading >= 0
    index = np.arange(len(at))
    columns = [np.where(known, score[at], 0) for score in scores]
    columns.append(np.where(known, np.log1p(index - at), -1))
    columns += [np.where(known, level[at] == level, -1) for level in s.levels[1:4]]
    columns.append(np.where(known, s.depth[s.owner] - s.depth[s.owner[at]], 0))
    return columns_of(columns)


def _direct(s: Sketch, p: Array) -> Array:
    """The share of the page's mass that hangs one, two, three steps under the same element as the block."""
    mass = p * s.words
    total = max(float(mass.sum()), 1.0)
    return columns_of([np.bincount(at, weights=mass)[at] / total for at in s.levels[1:4]])


# Blocks this likely are taken for certain where the flow of the text is judged.
_CERTAIN = 0.8


def _flow(s: Sketch, p: Array) -> Array:
    """How far the certain text is before and behind, how much is still to come, the best of what is near."""
    n = len(p)
    index = np.arange(n)
    certain = p >= _CERTAIN
    last = np.maximum.accumulate(np.where(certain, index, -1))
    following = np.minimum.accumulate(np.where(certain, index, n)[::-1])[::-1]
    mass = running(np.where(certain, s.words, 0))
    to_come = mass[-1] - mass[1:]
    spoken = running(s.words)
    gap = np.where(last >= 0, spoken[index] - spoken[np.minimum(last + 1, n)], -1)
    ahead = np.where(following < n, spoken[np.minimum(following, n)] - spoken[index], -1)
    columns = [
        np.where(last >= 0, np.log1p(index - last), -1),
        np.where(following < n, np.log1p(following - index), -1),
        to_come / max(mass[-1], 1),
        np.log1p(to_come),
        np.log1p(np.maximum(gap, 0)),
        np.log1p(np.maximum(ahead, 0)),
    ]
    for reach in (3, 8):
        padded = np.concatenate([np.zeros(reach), p, np.zeros(reach)])
        views = np.lib.stride_tricks.sliding_window_view(padded, reach)
        columns += [views[:n].max(1), views[reach + 1 : reach + 1 + n].max(1)]
    return columns_of(columns)


# A run of this many unlikely blocks parts the text; the main part is the heaviest.
_GAPS = (2, 6)
_UNLIKELY = 0.3


def _parts(s: Sketch, p: Array) -> Array:
    """Where the text falls into parts: how heavy a block's part is, and how far from the main one."""
    n, index = len(p), np.arange(len(p))
    mass, spoken = p * s.words, running(s.words)
    likely = np.flatnonzero(p >= _UNLIKELY)
    columns: list[Array | Ints | Sums] = []
    for gap in _GAPS:
        if not len(likely):
            columns += [np.full(n, -1)] * 7
            continue
        starts = likely[np.r_[True, np.diff(likely) > gap]]
        part = np.maximum(np.searchsorted(starts, index, side="right") - 1, 0)
        weight = np.bincount(part, weights=mass, minlength=len(starts))
        size = np.bincount(part, weights=s.words, minlength=len(starts))
        main = int(np.argmax(weight))
        last = np.array([likely[np.searchsorted(likely, b) - 1] for b in (*starts[1:], n)])
        first_main, last_main = starts[main], last[main]
        away = np.where(index < first_main, first_main - index, np.maximum(index - last_main, 0))
        unspoken = np.where(
            index < first_main,
            spoken[first_main] - spoken[index],
            np.maximum(spoken[index] - spoken[last_main + 1], 0),
        )
        columns += [
            part - main, weight[part] / max(weight[main], 1), weight[part] / np.maximum(size[part], 1),
            np.log1p(weight[part]), np.log1p(away), np.log1p(unspoken),
            np.full(n, np.log1p(weight[main + 1 :].sum())),
        ]  # fmt: skip
    return columns_of(columns)


def _ended(s: Sketch, p: Array, names: Array, word: Array) -> Array:
    """Signs, since the text began, that it is over: the longest break, the worst words and names passed."""
    index = np.arange(len(p))
    mass = running(p * s.words)
    begun = index >= int(np.searchsorted(mass[1:], 0.05 * mass[-1]))
    unlikely = (p < _UNLIKELY) & begun
    broken = np.where(unlikely, 0, index + 1)
    run = np.where(unlikely, index + 1 - np.maximum.accumulate(broken), 0)
    spoken = running(np.where(unlikely, s.words, 0))
    silent = spoken[1:] - spoken[np.maximum.accumulate(broken)]
    heads = (s.heading == index) & begun
    columns = [
        np.maximum.accumulate(run), np.log1p(np.maximum.accumulate(silent)), np.log1p(spoken[1:]),
        np.cumsum(unlikely) / np.maximum(np.cumsum(begun), 1), np.cumsum(unlikely & (s.key[:, 1] > 0.8)),
        np.minimum.accumulate(np.where(begun, word, 9)), np.minimum.accumulate(np.where(begun, names, 9)),
        np.minimum.accumulate(np.where(heads, p, 1)), np.minimum.accumulate(np.where(heads, word, 9)),
        np.minimum.accumulate(np.where(begun, s.depth[s.owner], 99)), mass[:-1] / max(mass[-1], 1),
    ]  # fmt: skip
    return columns_of(columns)


def _windows(p: Array, words: Array) -> Array:
    """The mean score of the text around each block, by words, and how much of it lies before."""
    n = len(p)
    heavy, weight = running(p * words), running(words)
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
    return columns_of(columns)


def _by_signature(s: Sketch, p: Array) -> Array:
    heavy = np.bincount(s.signature, weights=p * s.words)
    weight = np.bincount(s.signature, weights=s.words)
    return (heavy / np.maximum(weight, 1))[s.signature].astype(np.float32)


def with_guess(s: Sketch, rows: Array, p: Array) -> Array:
    """The rows with the first guess and what it says of regions: container, branches, neighbours."""
    # Where `with_linear` put its own columns: the least of the names around a block, and its words' score.
    linear = s.static.shape[1]
    keyed = np.column_stack([p, s.words])
    columns = [rows, p[:, None]]
    for by in (1, 2, 3, 4):
        columns += [shift(keyed, by)[:, :1], shift(keyed, -by)[:, :1]]
    columns += [_windows(p, s.words), region(s.levels, s.begin, s.end, p * s.words, s.words, s.key[:, 1])]
    columns += [
        _by_signature(s, p)[:, None],
        _container(s, p),
        _direct(s, p),
        _flow(s, p),
        _under_heading(s, p),
        _parts(s, p),
        _ended(s, p, rows[:, linear + 7], rows[:, linear + 10]),
    ]
    return np.hstack(columns).astype(np.float32)


# Text counts for a container where it is likelier body than this, against it where it is not.
_CUTS = (0.2, 0.5)


def _container(s: Sketch, p: Array) -> Array:
    """Membership in the dominant container by two definitions, and the branch of it a block hangs on."""
    columns = []
    for cut in _CUTS:
        gain = running((p - cut) * s.words)
        worth = gain[s.end] - gain[s.begin]
        best = len(worth) - 1 - int(np.argmax(worth[::-1]))
        low, high = s.begin[best], s.end[best]
        index = np.arange(len(p))
        within = (index >= low) & (index < high)
        outside = np.where(index < low, low - index, np.where(index >= high, index - high + 1, 0))
        columns += [within, np.log1p(outside), np.where(within, (index - low) / max(high - low, 1), -1)]
        columns.append(np.where(within, s.depth[s.owner] - s.depth[best], -1))
    branch = _branch(s, best)
    mass, weight = running(p * s.words), running(s.words)
    at = np.maximum(branch, 0)
    known = branch >= 0
    share = (mass[s.end] - mass[s.begin])[at]
    columns += [
        np.where(known, share / max(mass[-1], 1), -1),
        np.where(known, share / np.maximum((weight[s.end] - weight[s.begin])[at], 1), -1),
        np.where(known, np.log1p((s.end - s.begin)[at]), -1),
    ]
    return columns_of(columns)


def _branch(s: Sketch, best: int) -> Ints:
    """Per block the child of the container it hangs on; -1 outside."""
    out = np.full(len(s.owner), -1, dtype=np.int64)
    for child in np.flatnonzero(s.parent == best):
        if child != best:
            out[s.begin[child] : s.end[child]] = child
    return out
