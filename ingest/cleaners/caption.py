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


def judge(block: Block) -> Verdict | None:
    text = block.text
    if len(text) > LONGEST or not (
        block.hits.get(CATEGORY) or CATEGORY in block.own | block.near or _CREDIT.search(text)
    ):
        return None
    extra, why = 0.0, ""
    if _CREDIT.search(text):
        extra, why = CREDITED, "credit"
    before = block.owner.find_previous_sibling()
    if before is not None and (before.name in ("img", "figure", "picture") or before.find("img") is not None):
        extra, why = extra + UNDER_PICTURE, why or "under-picture"
    return weigh(block, CATEGORY, extra=extra, why=why, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    '<div><img src="a.jpg"><p class="wp-caption-text">The old lock. Photo: Ida Holm</p></div>',
    "<p>Photo: Ida Holm / Getty Images</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The photo, which hung in her kitchen for forty years, shows four men and a dog on a raft.</p>",
)
