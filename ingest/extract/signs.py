"""Signs around a block that are no text: pictures beside it, rules, slanted type, the kind of page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from lxml.html import HtmlElement

from ingest.extract.features import Array, Ints, columns_of
from ingest.extract.outline import Outline

_PICTURES = frozenset("img picture video audio embed amp-img amp-video".split())
_RULES = frozenset(["hr"])
_MARKS = _PICTURES | _RULES
# What text is set in, a bit each: slanted, small, a link.
_STYLES = {**dict.fromkeys("em i cite".split(), 1), **dict.fromkeys("small time sub sup".split(), 2), "a": 4}
# Ancestors whose pictures are counted, and the most that makes a difference.
_AROUND, _GALLERY = 3, 9
# What JSON-LD calls the page; looked for as it is written, since much of it is broken.
_TYPES = ("NewsArticle", "BlogPosting", '"Article"', "Product", "VideoObject", "FAQPage", "Recipe")


def signs(scripts: Sequence[HtmlElement], o: Outline, levels: list[Ints], begin: Ints, end: Ints) -> Array:
    """One row a block; `scripts` are the page's, JSON-LD among them."""
    declared = "".join(s.text or "" for s in scripts if s.get("type") == "application/ld+json")
    n = len(o.texts)
    pictures, rules = _before(o, n)
    running = np.zeros(n + 1)
    np.cumsum(pictures[:n], out=running[1:])
    owner = levels[0]
    inner = np.array(o.inner, dtype=np.int64)
    up = np.where(inner == owner, owner, np.array(o.parent, dtype=np.int64)[inner])
    tag, style = o.tag, _STYLES.get
    styles = np.array(
        [style(tag[a], 0) | style(tag[b], 0) for a, b in zip(inner.tolist(), up.tolist(), strict=True)]
    )
    columns = [
        pictures[:n],
        pictures[1:],
        rules[:n] > 0,
        rules[1:] > 0,
        *(np.minimum(running[end[at]] - running[begin[at]], _GALLERY) for at in levels[:_AROUND]),
        *((styles & bit) != 0 for bit in (1, 2, 4)),
        inner == owner,
        owner == levels[1],
        *(np.full(n, kind in declared) for kind in _TYPES),
    ]
    return columns_of(columns)


def _before(o: Outline, n: int) -> tuple[Ints, Ints]:
    """How many pictures, how many rules stand between a block and the one before it; and before the end."""
    at = [(b, tag in _RULES) for tag, b in zip(o.tag, o.begin, strict=True) if tag in _MARKS]
    begin, is_rule = np.array(at, dtype=np.int64).reshape(-1, 2).T
    counts = np.bincount(begin * 2 + is_rule, minlength=2 * n + 2)
    return counts[::2], counts[1::2]
