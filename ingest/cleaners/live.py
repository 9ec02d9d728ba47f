"""Controls of live blogs."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "live"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>This live blog is now closed.</p>",
    "<button>Newest first</button>",
)
KEEPS: tuple[str, ...] = ("<p>The blog that the students keep is read live in three schools.</p>",)
