"""Which blocks are the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.extract.document import Document
from ingest.extract.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Body:
    """The article's container and, for each of its blocks in document order, how likely it is body text.

    `confidence` is the probability that the page has an article at all.
    """

    container: HtmlElement
    scores: Sequence[float]
    confidence: float


def find_body(document: Document, metadata: Metadata) -> Body | None:
    """The element that holds the article."""
    mass: dict[HtmlElement, float] = {}
    for p in document.root.iter("p"):
        size = len(p.text_content())
        for depth, element in zip(range(1, 3), p.iterancestors(), strict=False):
            mass[element] = mass.get(element, 0) + size / depth
    if not mass:
        return None
    return Body(max(mass, key=mass.__getitem__), (), 1.0)
