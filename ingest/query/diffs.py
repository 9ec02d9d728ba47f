"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

from ingest.store.unspaced import has_unspaced

Kind = Literal["same", "removed", "added"]

# A word with the space after it; each paragraph's end by itself, so that paragraphs stay apart.
_WORD = re.compile(r"\n+|[^\s]+[^\S\n]*|[^\S\n]+")


def word_diff(old: str, new: str) -> tuple[tuple[Kind, str], ...]:
    """Runs of text in reading order: in both, in the old one only, in the new one only.

    The runs without "added" make up the old text, those without "removed" the new one, to the byte.
    """
    before, after = _words(old), _words(new)
    runs: list[tuple[Kind, str]] = []
    # The heuristic that ignores frequent words would report "the" as changed in long texts.
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("same", "".join(before[a:b])))
            continue
        if b > a:
            runs.append(("removed", "".join(before[a:b])))
        if d > c:
            runs.append(("added", "".join(after[c:d])))
    return tuple(runs)


def _words(text: str) -> list[str]:
    return list(text) if has_unspaced(text) and " " not in text.strip() else _WORD.findall(text)
