"""Which blocks are the article, and which element holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from lxml.html import HtmlElement

from ingest.clean.blocks import BLOCK_TAGS
from ingest.extract.document import Document
from ingest.extract.features import Array
from ingest.extract.metadata import Metadata
from ingest.extract.outline import Outline, outline
from ingest.extract.scorer import Scorer, scorer

# A block is body from here on.
BODY = 0.5
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


@dataclass(frozen=True, slots=True)
class Body:
    """The article's container and, for each of its blocks in document order, how likely it is body text.

    `texts` are those blocks' texts; `foreign` are branches of the container that do not belong to it, whose
    blocks are not among them. `confidence` is the probability that the page has an article at all.
    """

    container: HtmlElement
    scores: Sequence[float]
    confidence: float
    texts: Sequence[str] = ()
    foreign: Sequence[HtmlElement] = ()


def find_body(
    document: Document, metadata: Metadata, weights: Scorer | None = None, page: Outline | None = None
) -> Body | None:
    """The smallest element around all blocks that the scorer takes for body; None where there are none.

    `page` is the page's outline where the caller has it already.
    """
    page = page or outline(document.root)
    if not page.texts:
        return None
    scores = (weights or scorer()).scores(document, page)
    chosen = np.flatnonzero(scores >= BODY)
    # Headings alone are no article: "Page not found".
    if all(page.tag[page.owner[n]] in _HEADINGS for n in chosen):
        return None
    at = _around(page, int(chosen[0]), int(chosen[-1]))
    kept, branches = _without_foreign(page, scores, at)
    container, *foreign = page.elements([at, *branches])
    inside, texts = scores[kept], [page.texts[n] for n in kept]
    return Body(container, inside.tolist(), _confidence(inside, texts), texts, foreign)


def _around(page: Outline, first: int, last: int) -> int:
    """The innermost element that holds both blocks whole."""
    at = page.owner[first]
    while at and not page.begin[at] <= first <= last < page.end[at]:
        at = page.parent[at]
    return at


# A branch with this many blocks, none of them likelier than that, is a menu or a forum beside the article.
_BRANCH, _FOREIGN = 16, 0.05


def _without_foreign(page: Outline, scores: Array, at: int) -> tuple[list[int], list[int]]:
    """The container's blocks that stay, and its foreign branches."""
    low, high = page.begin[at], page.end[at]
    likely = np.zeros(len(scores) + 1, dtype=np.int64)
    np.cumsum(scores >= _FOREIGN, out=likely[1:])
    gone = np.zeros(len(scores), dtype=bool)
    begin, end = np.array(page.begin), np.array(page.end)
    branch = (begin >= low) & (end <= high) & (end - begin >= _BRANCH) & (likely[end] == likely[begin])
    done, foreign = low, []
    for e in np.flatnonzero(branch):
        if e > at and begin[e] >= done and page.tag[e] in BLOCK_TAGS:
            foreign.append(int(e))
            gone[begin[e] : end[e]] = True
            done = int(end[e])
    return [n for n in range(low, high) if not gone[n]], foreign


def _confidence(scores: Array, texts: list[str]) -> float:
    """How sure the scorer is of the text it takes."""
    size = np.array([len(t) for t in texts], dtype=np.float32)
    taken = scores >= BODY
    return float((scores * size)[taken].sum() / max(float(size[taken].sum()), 1.0))
