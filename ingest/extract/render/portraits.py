"""Portraits of those who wrote the article: they illustrate the byline, not the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.items import Image

# What stands around the name in an alternative text: "Headshot of …", "…'s avatar".
_BEFORE = re.compile(
    r"^(?:(?:author|profile|staff)\W+)?(?:photo|picture|portrait|headshot|image|avatar|foto|bild|author|autor(?:in)?|by|von"
    r"|par|por)\b\W*(?:(?:of|von|de|di)\b)?\W*"
)
_AFTER = re.compile(
    r"(?:['’]s)?\W*(?:avatar|headshot|portrait|photo|picture|author|profile(?: (?:photo|picture))?)?\W*$"
)
# A caption that does no more than name the writer.
_LONGEST_CAPTION = 80


def is_portrait(image: Image, people: Sequence[str]) -> bool:
    """Whether a picture's own words say that it shows one of these people and nothing else."""
    if not image.alt:
        return False
    caption = (image.caption or "").casefold()
    if len(caption) > _LONGEST_CAPTION:
        return False
    said = image.alt.casefold().strip()
    shown = {said, _BEFORE.sub("", said), _AFTER.sub("", said), _AFTER.sub("", _BEFORE.sub("", said))}
    return any(
        name in shown and (not caption or name in caption) for name in (one.casefold() for one in people)
    )
