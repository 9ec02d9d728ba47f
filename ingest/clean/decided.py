"""What people decided about blocks: it holds whatever the rules and the weights say."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.clean.block import Block
from ingest.clean.verdict import Verdict
from ingest.items import Overrides, fingerprint

CATEGORY = "dropped"
_DROPPED = Verdict(CATEGORY, f"{CATEGORY}/by-hand", 1.0, ("taken out of all articles of the site",))


def as_decided(
    blocks: Sequence[Block], verdicts: Sequence[Verdict | None], wanted: Overrides
) -> list[Verdict | None]:
    """The verdicts, those overruled that people want otherwise; a block kept by name stays anyway."""
    if wanted == Overrides():
        return list(verdicts)
    return [_decided(block, verdict, wanted) for block, verdict in zip(blocks, verdicts, strict=True)]


def _decided(block: Block, verdict: Verdict | None, wanted: Overrides) -> Verdict | None:
    name = fingerprint(block.text) if wanted.kept or wanted.dropped else ""
    if name in wanted.kept:
        return None
    if verdict is None:
        # A caption is the picture's, and stays with it.
        return _DROPPED if name in wanted.dropped and not block.in_caption else None
    return None if wanted.rules & {verdict.rule, verdict.category} else verdict
