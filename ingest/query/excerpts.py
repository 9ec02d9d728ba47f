"""The part of a text that shows why it was found, with the matches marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ingest.store.unspaced import has_unspaced

Runs = tuple[tuple[str, bool], ...]

# Two lines of a terminal, or of a phone twice as many.
_LENGTH = 220


def marked(text: str, terms: Sequence[str]) -> Runs:
    """The text as runs, each with whether it is a match."""
    runs: list[tuple[str, bool]] = []
    end = 0
    for start, stop in _matches(text, terms):
        if start > end:
            runs.append((text[end:start], False))
        runs.append((text[start:stop], True))
        end = stop
    if end < len(text):
        runs.append((text[end:], False))
    return tuple(runs)


def excerpt(texts: Sequence[str], terms: Sequence[str]) -> Runs:
    """The stretch with the most different matches, from the first of the texts that has any."""
    for text in texts:
        text = " ".join(text.split())
        found = _matches(text, terms)
        if found:
            start = _best_start(text, found)
            return _cut(text, start, terms)
    return _cut(" ".join(texts[0].split()), 0, ())


def _best_start(text: str, found: Sequence[tuple[int, int]]) -> int:
    def variety(start: int) -> tuple[int, int]:
        inside = [text[a:b].casefold() for a, b in found if start <= a and b <= start + _LENGTH]
        return len(set(inside)), len(inside)

    # Looking at the first matches is enough: what comes later is seldom a better summary.
    first = max((start for start, _ in found[:50]), key=lambda start: (variety(start), -start))
    # A few words before the match, from the beginning of the sentence where it is near.
    return max(
        0,
        text.rfind(". ", max(0, first - 80), first) + 2
        if ". " in text[max(0, first - 80) : first]
        else first - 60,
    )


def _cut(text: str, start: int, terms: Sequence[str]) -> Runs:
    end = min(len(text), start + _LENGTH)
    if start and not text[start - 1].isspace():
        space = text.find(" ", start, start + 20)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", end - 20, end)
        end = space if space >= 0 else end
    runs = marked(text[start:end], terms)
    before = (("…", False),) if start else ()
    after = (("…", False),) if end < len(text) else ()
    return (*before, *runs, *after)


def _matches(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where the terms stand, by the index's own rule: case and accents do not count, words are whole."""
    if not terms:
        return []
    folded = _folded(text)
    return [match.span() for match in _pattern(tuple(terms)).finditer(folded)]


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    parts = []
    for term in sorted(terms, key=len, reverse=True):
        words = re.findall(r"\w+", _folded(term))
        body = r"[\W_]+".join(map(re.escape, words))
        if not body:
            continue
        if has_unspaced(term):
            parts.append(body)
        else:
            parts.append(rf"(?<!\w){body}" + (r"\w*" if term.endswith("*") else r"(?!\w)"))
    return re.compile("|".join(parts) or r"(?!)")


def _folded(text: str) -> str:
    """Lower case without accents, character by character, so that places stay the same."""
    if text.isascii():
        return text.lower()
    return "".join(_folded_character(character) for character in text)


@lru_cache(maxsize=65_536)
def _folded_character(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character
