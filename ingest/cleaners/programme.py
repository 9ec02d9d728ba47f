"""Where and when a broadcaster shows the subject of the page."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "programme"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = ("<p>Dieses Thema im Programm: Nordfunk 1 | Nachmittag | 17:10 Uhr</p>",)
KEEPS: tuple[str, ...] = (
    "<p>The programme was broadcast for the first time in 1974 and has been on the air ever since.</p>",
)
