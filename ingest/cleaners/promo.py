"""Boxes that sell: calls to action in something that the page itself calls a promotion or a button."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "promo"
VERSION = 1
NAMED_ONLY = True
# A button with a call to action, or a short line in a box called "cta" or "promo".
BUTTON = 2.2


def judge(block: Block) -> Verdict | None:
    if not (CATEGORY in block.own or CATEGORY in block.near):
        return None
    if len(block.text) < 60 and ("cta" in block.hits or block.link_density > 0.8 or block.tag == "button"):
        return weigh(block, CATEGORY, extra=BUTTON, why="call", version=VERSION)
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    '<div class="cta-box"><a class="btn btn-primary" href="/go">Get started with a plan</a></div>',
)
KEEPS: tuple[str, ...] = (
    '<div class="banner"><p>The banner hung across the street until the storm took it away.</p></div>',
)
