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

from ahocorasick import Automaton

Hits: TypeAlias = dict[str, dict[str, int]]
"""Category -> kind -> how many different phrases of it were found."""

KINDS = ("line", "label", "strong", "weak")
# A longer block is prose or a list: its words are looked up no further than this.
LONGEST = 1500
# A line of several sentences is no line.
LONGEST_LINE = 160
# With fewer letters an open end would take in half of the dictionary: such a word is taken as it stands.
STEM = 4
_ASCII_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_COUNTS = re.compile(r"^ (?:\d+ )+| (?:\d+ )+$")
_AFTER_LABEL = ":：–—|»>›→·•-【】"


@dataclass(frozen=True, slots=True, eq=False)
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
    anywhere: Automaton = field(default_factory=Automaton)
    """The others, by their longest part: one pass over a text finds all that stand in it."""
    packed: Automaton = field(default_factory=Automaton)
    """Those of unspaced scripts, by their first part."""
    known: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)
    """Category, kind and parts of all."""


def fold(text: str) -> str:
    """Lower case, words apart by single spaces, a space at both ends."""
    return f" {' '.join(words_of(text))} "


def words_of(text: str) -> list[str]:
    """A text's words without case."""
    if text.isascii():
        return text.lower().translate(_ASCII_WORDS).split()
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@cache
def index() -> Index:
    """All lexicons, read once; what stands in several of them ("Facebook") is one phrase."""
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
    found.anywhere.make_automaton()
    found.packed.make_automaton()
    return found


def add(to: Index, category: str, kind: str, phrase: str) -> None:
    """Read one phrase of a lexicon into an index."""
    parts, words = [], []
    for piece in phrase.split(" + "):
        folded = fold(piece)
        if _WIDE.search(piece):
            parts.append(folded.replace(" ", ""))
            continue
        own = folded.split()
        words += own
        is_open = piece.rstrip().endswith("*") and (len(own[-1]) >= STEM or own[-1] != max(own, key=len))
        parts.append(folded.rstrip() if is_open else folded)
    entry = Phrase(category, kind, tuple(parts), len(words))
    key = (category, kind, entry.parts)
    if key in to.known:
        return
    to.known.add(key)
    if not words:
        _enter(to.packed, parts[0], entry)
    elif kind == "line" and parts[0][-1] == " ":
        to.lines.setdefault(parts[0], []).append(entry)
    elif kind in ("line", "label"):
        to.openings.setdefault(words[0], []).append(entry)
    else:
        _enter(to.anywhere, max(parts, key=len), entry)


def _enter(automaton: Automaton, key: str, phrase: Phrase) -> None:
    automaton.add_word(key, (*automaton.get(key, ()), phrase))


def find(text: str) -> Hits:
    """The categories that a block's text speaks for."""
    known = index()
    words = words_of(text[:LONGEST])
    if not words:
        return {}
    folded = f" {' '.join(words)} "
    found: list[Phrase] = []
    if len(folded) <= LONGEST_LINE:
        is_counted = words[0].isdecimal() or words[-1].isdecimal()
        found += known.lines.get(_COUNTS.sub(" ", folded) if is_counted else folded, ())
    for phrase in known.openings.get(words[0], ()):
        if folded.startswith(phrase.parts[0]) and (
            len(folded) <= LONGEST_LINE if phrase.kind == "line" else _ends_label(text, phrase.words)
        ):
            found.append(phrase)
    for _, phrases in known.anywhere.iter(folded):
        for phrase in phrases:
            parts = phrase.parts
            if phrase not in found and (len(parts) == 1 or all(part in folded for part in parts)):
                found.append(phrase)
    if not text.isascii() and _WIDE.search(text):
        packed = folded.replace(" ", "")
        for _, phrases in known.packed.iter(packed):
            found += [p for p in phrases if p not in found and _found_wide(p, packed, text)]
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
