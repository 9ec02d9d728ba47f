"""Prompts to comment, comment forms, and the threads under them."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh
from ingest.clean.weigh import QUOTED

CATEGORY = "comments"
VERSION = 2
NAMED_ONLY = True
# Inside something called comments, after the text: a thread, whatever its entries say.
THREAD = 4.5


def judge(block: Block) -> Verdict | None:
    if CATEGORY in block.near and block.place == "after":
        # Those who comment quote each other.
        extra = THREAD - QUOTED if block.is_quote else THREAD
        return weigh(block, CATEGORY, extra=extra, why="thread", version=VERSION)
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<h3>Leave a comment</h3>",
    "<p>Your email address will not be published. Required fields are marked *</p>",
    "<p>Melden Sie sich an, um zu kommentieren.</p>",
    "<p>Connectez-vous pour laisser un commentaire.</p>",
    "<p>Inicia sesión para comentar esta noticia.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The mayor refused to comment on the figures, and the council’s lawyer did not reply to our letters.</p>",
)
