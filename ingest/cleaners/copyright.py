"""Copyright lines; what they say is kept in `article.rights`."""

from __future__ import annotations

import re

from ingest.clean import Block, Verdict, weigh

CATEGORY = "copyright"
VERSION = 1
# A sign, a year and a name in a short block are a copyright line and nothing else.
SIGNED = 5.5
LONGEST = 250
_SIGN = re.compile(
    r"^\W{0,3}(?:©|Ⓒ|\(c\)\s*(?:19|20)\d\d|copyright\b.{0,20}(?:©|\(c\)|(?:19|20)\d\d))|©\s*(?:19|20)\d\d",
    re.I,
)


def judge(block: Block) -> Verdict | None:
    if len(block.text) < LONGEST and "caption" not in block.own and _SIGN.search(block.text):
        return weigh(block, CATEGORY, extra=SIGNED, why="sign", version=VERSION)
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>Copyright © 2024 Harbour Courier Ltd.</p>",
    "<p>© Lanterne 2023. All rights reserved.</p>",
    "<p>Alle Rechte vorbehalten.</p>",
    "<p>Tous droits réservés</p>",
    "<p>Todos los derechos reservados.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The film’s copyright runs out in 2031, seventy years after the director’s death, and then anyone may show it.</p>",
)
