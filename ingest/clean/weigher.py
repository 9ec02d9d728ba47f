"""The trained weights that cleaning uses where the extractor has spoken."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.clean.appeal import Appeal
from ingest.clean.trees import Trees


@dataclass(frozen=True, slots=True)
class Weigher:
    """The trees of `learned.py` and the linear model of `appeal.py`, which may be missing."""

    trees: Trees
    appeal: Appeal | None = None
