"""All cleaners judge the untouched tree; then one place removes and writes the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.clean.context import Context
from ingest.clean.judge import Judged, judge_all
from ingest.clean.markup import markup_of
from ingest.clean.remove import remove
from ingest.items import Removal

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


def strip(soup: BeautifulSoup, context: Context) -> tuple[Removal, ...]:
    """Remove every convicted block from the soup, in place, and return the ledger in document order."""
    judged = judge_all(soup, context)
    ledger = ledger_of(judged)
    remove(judged)
    return ledger


def ledger_of(judged: Sequence[Judged]) -> tuple[Removal, ...]:
    """The convicted blocks as rows of the ledger; positions count kept blocks too."""
    return tuple(
        Removal(
            category=one.verdict.category,
            rule=one.verdict.rule,
            text=one.block.text,
            position=one.block.index,
            version=one.verdict.version,
            confidence=round(one.verdict.confidence, 3),
            markup=markup_of(one.block),
        )
        for one in judged
        if one.verdict is not None
    )
