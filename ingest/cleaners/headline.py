"""The headline and the standfirst, said again inside the article's container."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh
from ingest.phrases import fold

CATEGORY = "headline"
VERSION = 1
SAME = 6.0
# Shorter titles may stand in a text by chance.
SHORTEST = 12


def judge(block: Block) -> Verdict | None:
    context = block.context
    if context is None or len(block.text) < SHORTEST or block.place == "after":
        return None
    if block.place == "between" and not block.is_heading:
        return None
    for whole in (context.title, context.subtitle):
        if whole and abs(len(whole) - len(block.text)) < 8 and fold(whole) == fold(block.text):
            return weigh(block, CATEGORY, extra=SAME, why="title" if whole is context.title else "standfirst")
    return None


EXAMPLES: tuple[str, ...] = ("<h1>The page’s own headline</h1>",)
KEEPS: tuple[str, ...] = ("<h2>What the divers found</h2>",)
