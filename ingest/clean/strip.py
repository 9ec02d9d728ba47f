"""All cleaners judge the untouched tree; then one place removes and writes the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from ingest.items import Removal


@dataclass(frozen=True, slots=True)
class Context:
    """What the cleaners may know of the page beside the subtree.

    `scores` is the extractor's probability, one per block of the soup in order, that the block is body;
    empty where there is none (plain text).
    """

    scores: Sequence[float] = ()
    language: str | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    site_name: str | None = None


def strip(soup: BeautifulSoup, context: Context) -> tuple[Removal, ...]:
    """Remove every convicted block from the soup, in place, and return the ledger in document order."""
    return ()
