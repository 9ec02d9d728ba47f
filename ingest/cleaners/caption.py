"""Captions and credits of pictures that fell into the text."""

from __future__ import annotations

import re

from ingest.clean import Block, Verdict, weigh

CATEGORY = "caption"
VERSION = 1
# A short block right under a picture that names an agency or a photographer.
CREDITED = 3.0
UNDER_PICTURE = 1.2
LONGEST = 300
_CREDIT = re.compile(
    r"(?:photo|image|picture|foto|bild|фото|fot\.|写真|图片?|圖)\s*(?:by|von|:|：|/|©)|\((?:photo|foto|image|bild|ap|afp|reuters|dpa)\b[^)]*\)\s*$"
    r"|(?:getty images|/ ?(?:afp|reuters|ap|dpa|epa))\W*$",
    re.I,
)
# What any of these must contain: looked for first, because the pattern takes ten times as long.
_MARKS = "photo image picture foto bild фото fot. 写真 图 圖 getty afp reuters dpa epa (ap /ap".split()


def judge(block: Block) -> Verdict | None:
    text = block.text
    if len(text) > LONGEST:
        return None
    credited = _has_credit(text)
    if not (credited or CATEGORY in block.hits or CATEGORY in block.own or CATEGORY in block.near):
        return None
    extra, why = (CREDITED, "credit") if credited else (0.0, "")
    before = block.owner.find_previous_sibling()
    if before is not None and (before.name in ("img", "figure", "picture") or before.find("img") is not None):
        extra, why = extra + UNDER_PICTURE, why or "under-picture"
    return weigh(block, CATEGORY, extra=extra, why=why, version=VERSION)


def _has_credit(text: str) -> bool:
    folded = text.lower().replace("/ ", "/")
    return any(mark in folded for mark in _MARKS) and bool(_CREDIT.search(text))


EXAMPLES: tuple[str, ...] = (
    '<div><img src="a.jpg"><p class="wp-caption-text">The old lock. Photo: Ida Holm</p></div>',
    "<p>Photo: Ida Holm / Getty Images</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The photo, which hung in her kitchen for forty years, shows four men and a dog on a raft.</p>",
)
