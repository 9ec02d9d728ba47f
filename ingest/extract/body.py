"""Which blocks are the article, and which element holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from lxml.html import HtmlElement

from ingest.extract.document import Document
from ingest.extract.features import Array
from ingest.extract.metadata import Metadata
from ingest.extract.outline import Outline, outline
from ingest.extract.scorer import Scorer, scorer

# A block is body from here on.
BODY = 0.5


@dataclass(frozen=True, slots=True)
class Body:
    """The article's container and, for each of its blocks in document order, how likely it is body text.

    `texts` are those blocks' texts. `confidence` is the probability that the page has an article at all.
    """

    container: HtmlElement
    scores: Sequence[float]
    confidence: float
    texts: Sequence[str] = ()


def find_body(document: Document, metadata: Metadata, weights: Scorer | None = None) -> Body | None:
    """The smallest element around all blocks that the scorer takes for body; None where there are none."""
    page = outline(document.root)
    if not page.texts:
        return None
    scores = (weights or scorer()).scores(document, metadata, page)
    chosen = np.flatnonzero(scores >= BODY)
    if not len(chosen):
        return None
    at = _around(page, int(chosen[0]), int(chosen[-1]))
    low, high = page.begin[at], page.end[at]
    inside = scores[low:high]
    return Body(
        page.elements[at], inside.tolist(), _confidence(inside, page.texts[low:high]), page.texts[low:high]
    )


def _around(page: Outline, first: int, last: int) -> int:
    """The innermost element that holds both blocks whole."""
    at = page.owner[first]
    while at and not page.begin[at] <= first <= last < page.end[at]:
        at = page.parent[at]
    return at


def _confidence(scores: Array, texts: list[str]) -> float:
    """How sure the scorer is of the text it takes."""
    size = np.array([len(t) for t in texts], dtype=np.float32)
    taken = scores >= BODY
    return float((scores * size)[taken].sum() / max(float(size[taken].sum()), 1.0))
