"""Who wrote it: author boxes, and the line about the author under the text."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "bio"
VERSION = 1
NAMED_ONLY = True
# The author's own name opens the block and the text is over: the block is about the author.
NAMED = 3.5
NAMED_BEFORE = 1.5
LONGEST = 900


def judge(block: Block) -> Verdict | None:
    context = block.context
    authors = context.authors if context else ()
    text = block.text
    named = bool(block.hits.get(CATEGORY)) or CATEGORY in block.own | block.near
    opens = any(author and text.startswith(author) for author in authors)
    if named and opens and block.place != "between" and len(text) < LONGEST:
        extra = NAMED if block.place == "after" else NAMED_BEFORE
        return weigh(block, CATEGORY, extra=extra, why="author", version=VERSION)
    if (
        block.place == "between"
        and CATEGORY not in block.own | block.near
        and not block.says(CATEGORY, "line")
    ):
        # In the middle of a text people are introduced with the same words.
        return None
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<h4>About the author</h4>",
    "<p>Dora Finch is a freelance writer who writes about rivers. Her work has appeared in several magazines.</p>",
    "<h4>Über den Autor</h4>",
    "<h4>À propos de l’auteur</h4>",
    "<h4>Sobre el autor</h4>",
)
KEEPS: tuple[str, ...] = (
    "<p>Finch, who had walked the river from end to end, said that she had never seen it so low.</p>",
)
