"""A page's plain text, as a person copies it: one block a line, headline and captions among the rest."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from itertools import groupby

from ingest.extract.render.captions import split_credit

# A line this long that ends like a sentence is prose; headlines and labels are shorter or end otherwise.
_PROSE = 90
_SENTENCE_END = re.compile(r"[.!?…。！？][”\"’»')\]]*$")
_BULLET = re.compile(r"^[•·▪◦*‣–-]\s+")
_SHORTEST_TITLE, _LONGEST_TITLE = 12, 250
# Between a headline and its repetition stand a standfirst and a picture's words, not an article.
_MOST_HEAD_LINES = 8
_FEWEST_SENTENCE_WORDS = 6
_BODY, _NOT_BODY = 0.9, 0.02


@dataclass(frozen=True, slots=True)
class Copied:
    """The text's lines and which of them are its head: numbers of title lines, standfirst and captions.

    `groups` has a number for each line, the same for lines with no blank line between them.
    """

    lines: tuple[str, ...]
    groups: tuple[int, ...] = ()
    titles: tuple[int, ...] = ()
    subtitle: int | None = None
    captions: tuple[int, ...] = ()

    def markup(self) -> str:
        """The text as a page, so that the cleaners judge it like any other."""
        groups = groupby(range(len(self.lines)), key=lambda number: self.groups[number])
        blocks = "".join(f"<div>{''.join(map(self._block, numbers))}</div>" for _, numbers in groups)
        return f"<html><body><article>{blocks}</article></body></html>"

    def scores(self, gone: Collection[int]) -> tuple[float, ...]:
        """What the extractor would say: the head's picture words and short lines after the prose are no body.

        `gone` are the lines that the cleaners convict by what they say: a plea is long, and no prose.
        """
        last = max((n for n, line in enumerate(self.lines) if is_prose(line) and n not in gone), default=-1)
        return tuple(
            _NOT_BODY if number in self.captions or number > last > 0 else _BODY
            for number in range(len(self.lines))
        )

    def _block(self, number: int) -> str:
        text = escape(self.lines[number])
        if number in self.titles:
            return f"<h1>{text}</h1>"
        if number in self.captions:
            return f'<p class="wp-caption-text">{text}</p>'
        return f"<p>{text}</p>"


def read_lines(text: str) -> Copied:
    """Find the head: a headline that is said twice, as pages do, or else what comes before the prose."""
    rows = [" ".join(raw.split()) for raw in text.splitlines()]
    lines = tuple(_BULLET.sub("", row) for row in rows if row)
    groups = tuple(rows[:n].count("") for n, row in enumerate(rows) if row)
    for first, line in enumerate(lines):
        if not _is_title(line):
            continue
        again = next(
            (n for n in range(first + 1, min(first + _MOST_HEAD_LINES, len(lines))) if lines[n] == line), None
        )
        if again is not None:
            return _head(lines, groups, first, again, (first, again))
    start = next((n for n, line in enumerate(lines) if is_prose(line)), len(lines))
    title = next((n for n in range(start) if _is_title(lines[n]) and _is_near_prose(lines, n, start)), None)
    return Copied(lines, groups) if title is None else _head(lines, groups, title, start, (title,))


def _head(
    lines: tuple[str, ...], groups: tuple[int, ...], first: int, end: int, titles: tuple[int, ...]
) -> Copied:
    between = range(first + 1, end)
    subtitle = next(
        (n for n in between if _is_sentence(lines[n]) and split_credit(lines[n])[1] is None), None
    )
    # With the headline said twice, what else stands between belongs to the picture.
    captions = tuple(n for n in between if n != subtitle) if len(titles) > 1 else ()
    return Copied(lines, groups, titles, subtitle, captions)


def _is_title(line: str) -> bool:
    return (
        _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE
        and _SENTENCE_END.search(line) is None
        and len(line.split()) > 1
        and "©" not in line
    )


def _is_near_prose(lines: tuple[str, ...], number: int, start: int) -> bool:
    return start < len(lines) and start - number <= _MOST_HEAD_LINES


def is_prose(line: str) -> bool:
    return len(line) >= _PROSE and _SENTENCE_END.search(line) is not None


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _FEWEST_SENTENCE_WORDS and _SENTENCE_END.search(line) is not None
