"""What blocks and elements are called and how they begin and end, as tokens for the linear scorers."""

from __future__ import annotations

import itertools
import re

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAME = re.compile(r"[a-z]{2,}")
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
# Boilerplate shows in a block's first and last words; more would learn the topics of the training pages.
FIRST, LAST, SHORT = 10, 4, 10
# Characters read at a block's head and tail.
HEAD, TAIL = 120, 50
# A word longer than this is a run of an unspaced script; its first characters say how it begins.
_LONGEST = 12


def name_tokens(name: str) -> list[str]:
    """The words of one class, id or role: "articleBody-2" gives article, body."""
    return list(set(_NAME.findall(_CAMEL.sub(" ", name).lower())))


def text_tokens(text: str) -> tuple[list[str], list[str]]:
    """A block's first words and its last ones, lower-case, all numbers alike."""
    words = _WORD.findall(_DIGITS.sub("0", text[:HEAD].lower()))
    last = words if len(text) <= HEAD else _WORD.findall(_DIGITS.sub("0", text[-TAIL:].lower()))
    return [w[:_LONGEST] for w in words[: FIRST + 1]], [w[-_LONGEST:] for w in last[-LAST:]]


def kinds_of(text: str) -> list[str]:
    """Every token of a block with its kind before it: first, last, pair, opening, whole."""
    first, last = text_tokens(text)
    tokens = ["t_" + w for w in first[:FIRST]]
    tokens += ["e_" + w for w in last]
    tokens += [f"p_{a} {b}" for a, b in itertools.pairwise(first)]
    if first:
        tokens.append("a_" + first[0])
        if len(first) <= SHORT and len(text) <= HEAD:
            tokens.append("f_" + " ".join(first))
    return tokens
