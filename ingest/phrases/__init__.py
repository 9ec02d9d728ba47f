"""The cleaners' lexicons: one TOML file a language, one table a category, and the matcher that reads them.

    [newsletter]
    line = ["sign up for our newsletter"]      the whole block says this
    label = ["newsletter"]                      it opens the block and a sign (: – | »), or nothing, follows
    strong = ["straight to your inbox"]         anywhere in the block
    weak = ["inbox"]                            anywhere; counts only together with other evidence

Case and punctuation do not matter. `*` ends a word openly ("subscri*"); ` + ` joins pieces that must all
occur, in any order ("support + journalism"). A block's language need not be known: all files are asked.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TypeAlias

Hits: TypeAlias = dict[str, dict[str, int]]
"""Category -> kind -> how many different phrases of it were found."""

KINDS = ("line", "label", "strong", "weak")
# A longer block is prose or a list: its words are looked up no further than this.
LONGEST = 1500
# A line of several sentences is no line.
LONGEST_LINE = 160
# Words are indexed by their first letters, so that open-ended ones are found too.
STEM = 4
_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_COUNTS = re.compile(r"^ (?:\d+ )+| (?:\d+ )+$")
_AFTER_LABEL = ":：–—|»>›→·•-【】"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: `parts` are looked for in a folded text that has a space before and after each word."""

    category: str
    kind: str
    parts: tuple[str, ...]
    words: int


@dataclass(slots=True)
class Index:
    """All phrases, each where the matcher meets it first."""

    lines: dict[str, list[Phrase]] = field(default_factory=dict)
    """By the whole folded text."""
    openings: dict[str, list[Phrase]] = field(default_factory=dict)
    """Labels and lines with an open end, by their first word."""
    stems: dict[str, list[Phrase]] = field(default_factory=dict)
    """The others, by the stem of their longest word."""
    pairs: dict[str, list[Phrase]] = field(default_factory=dict)
    """Those of unspaced scripts, by their first two letters."""


def fold(text: str) -> str:
    """Lower case, words apart by single spaces, a space at both ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return f" {_NOT_WORD.sub(' ', text.casefold()).strip()} "


@cache
def index() -> Index:
    """All lexicons, read once."""
    found = Index()
    for file in sorted(files("ingest.phrases").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            for category, kinds in tomllib.loads(file.read_text("utf-8")).items():
                for kind, phrases in kinds.items():
                    if kind not in KINDS:
                        raise ValueError(
                            f"{file.name}: [{category}] {kind}: the kinds are {', '.join(KINDS)}"
                        )
                    for phrase in phrases:
                        add(found, category, kind, phrase)
    return found


def add(to: Index, category: str, kind: str, phrase: str) -> None:
    """Read one phrase of a lexicon into an index."""
    parts, stems = [], []
    for piece in phrase.split(" + "):
        open_end = piece.rstrip().endswith("*")
        if _WIDE.search(piece):
            part = fold(piece).replace(" ", "")
            parts.append(part)
            continue
        folded = fold(piece)
        stems += folded.split()
        parts.append(folded.rstrip() if open_end else folded)
    entry = Phrase(category, kind, tuple(parts), len(stems))
    if not stems:
        to.pairs.setdefault(parts[0][:2], []).append(entry)
    elif kind == "line" and parts[0][-1] == " ":
        to.lines.setdefault(parts[0], []).append(entry)
    elif kind in ("line", "label"):
        to.openings.setdefault(stems[0], []).append(entry)
    else:
        to.stems.setdefault(max(stems, key=len)[:STEM], []).append(entry)


def find(text: str) -> Hits:
    """The categories that a block's text speaks for."""
    known = index()
    folded = fold(text[:LONGEST])
    words = folded.split()
    found: list[Phrase] = []
    if words:
        if len(folded) <= LONGEST_LINE:
            found += known.lines.get(_COUNTS.sub(" ", folded), ())
        for phrase in known.openings.get(words[0], ()):
            if folded.startswith(phrase.parts[0]) and (
                len(folded) <= LONGEST_LINE if phrase.kind == "line" else _ends_label(text, phrase.words)
            ):
                found.append(phrase)
        stems = known.stems
        for stem in stems.keys() & {word[:STEM] for word in words}:
            for phrase in stems[stem]:
                parts = phrase.parts
                if parts[0] in folded and (len(parts) == 1 or all(part in folded for part in parts)):
                    found.append(phrase)
    if not text.isascii() and _WIDE.search(text):
        packed = folded.replace(" ", "")
        for pair in known.pairs.keys() & {packed[n : n + 2] for n in range(len(packed) - 1)}:
            found += [phrase for phrase in known.pairs[pair] if _found_wide(phrase, packed, text)]
    hits: Hits = {}
    for phrase in found:
        kinds = hits.setdefault(phrase.category, {})
        kinds[phrase.kind] = kinds.get(phrase.kind, 0) + 1
    return hits


def _found_wide(phrase: Phrase, packed: str, text: str) -> bool:
    first = phrase.parts[0]
    if phrase.kind == "line":
        return packed.strip("0123456789") == first
    if phrase.kind == "label":
        if not packed.startswith(first):
            return False
        after = text.lstrip("【「『[(（<＜■▼▶◆●・ ")[len(first) : len(first) + 1]
        return not after or not after.isalnum()
    return all(part in packed for part in phrase.parts)


def _ends_label(text: str, words: int) -> bool:
    """Whether the words that open the text are set off from the rest."""
    end = 0
    for _, match in zip(range(words), _WORD.finditer(text), strict=False):
        end = match.end()
    rest = text[end:].lstrip(" \u00a0*\"'”’)]")
    # "Play-to-earn" is a word, "Play - episode one" a label.
    return not rest or (rest[0] in _AFTER_LABEL and text[end : end + 1] != "-")
