"""Lists of tags, topics and sections."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "tags"
VERSION = 1
NAMED_ONLY = True
# In something called tags, all link and no sentence: a tag.
TAG = 2.5


def judge(block: Block) -> Verdict | None:
    named = CATEGORY in block.own or CATEGORY in block.near
    if named and block.link_density > 0.7 and len(block.text) < 60:
        return weigh(block, CATEGORY, extra=TAG, why="tag", version=VERSION)
    if named and not block.hits.get(CATEGORY) and len(block.text) > 60:
        return None
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    '<ul class="post-tags"><li class="tag"><a href="/t/rivers">Rivers</a></li></ul>',
    "<p>Filed under: Rivers, Bridges</p>",
    "<p>Schlagwörter: Flüsse, Brücken</p>",
    "<p>Mots-clés : fleuves, ponts</p>",
    "<p>Etiquetas: ríos, puentes</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The topics of the evening were the river, the bridge and the price of both.</p>",
)
