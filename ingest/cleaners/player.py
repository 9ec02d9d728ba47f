"""Read-aloud buttons, players, machine summaries."""

from __future__ import annotations

import re

from ingest.clean import Block, Verdict, weigh

CATEGORY = "player"
VERSION = 1
# "AUDIO: … (4 Min)": a player's title with its length.
TIMED = 4.5
_TIMED = re.compile(
    r"^(?:audio|video|podcast|listen|anhören|hören)\s*[:|].{3,120}\(\d+\W?\s*(?:min\w*|sek\w*|sec\w*)\W*\)$"
    r"|^(?:\d{1,2}:)?\d{1,2}:\d\d(?:\s*/\s*(?:\d{1,2}:)?\d{1,2}:\d\d)$",
    re.I,
)


def judge(block: Block) -> Verdict | None:
    if len(block.text) < 160 and _TIMED.match(block.text):
        return weigh(block, CATEGORY, extra=TIMED, why="length", version=VERSION)
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<button>Listen to this article</button>",
    "<p>AUDIO: The bridge is open again (2 Min)</p>",
    "<p>Artikel anhören</p>",
    "<p>Écouter l’article</p>",
    "<p>Escuchar este artículo</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>You could listen to the harbour from up there, he said, and tell every engine by its sound.</p>",
)
