"""What the cleaners may know of the page beside the article's subtree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.clean.weigher import Weigher
from ingest.items import Overrides


@dataclass(frozen=True, slots=True)
class Context:
    """`scores` is the extractor's probability, one per block of the soup in order, that the block is body;
    empty where there is none (plain text). `overrides` is what the reader decided against the rules.
    """

    scores: Sequence[float] = ()
    language: str | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    site_name: str | None = None
    host: str = ""
    """The page's own site: where its links lead is evidence."""
    weigher: Weigher | None = None
    """The trained weights that overrule doubtful rules; None where no extractor gave scores."""
    overrides: Overrides = field(default=Overrides())
