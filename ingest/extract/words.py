"""What blocks and elements are called and how they begin and end, as tokens for the linear scorers."""

from __future__ import annotations

import re

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAME = re.compile(r"[a-z]{2,}")
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
# Boilerplate shows in a block's first and last words; more would learn the topics of the training pages.
FIRST, LAST, SHORT = 10, 4, 10
# A word longer than this is a run of an unspaced script; its first characters say how it begins.
_LONGEST = 12


def name_tokens(names: str) -> list[str]:
    """The words of an element's class, id and role: "articleBody-2" gives article, body."""
    return list(set(_NAME.findall(_CAMEL.sub(" ", names).lower())))


def text_tokens(text: str) -> list[str]:
    """First and last words, pairs of the first words, and the whole text of a short block."""
    low = _DIGITS.sub("0", text[:160].lower())
    words = [w[:_LONGEST] for w in _WORD.findall(low)]
    tail = (
        words
        if len(text) <= 160
        else [w[-_LONGEST:] for w in _WORD.findall(_DIGITS.sub("0", text[-60:].lower()))]
    )
    first = words[:FIRST]
    tokens = ["t_" + w for w in first]
    tokens += ["e_" + w for w in tail[-LAST:]]
    tokens += [f"p_{a}_{b}" for a, b in zip(first, words[1 : FIRST + 1], strict=False)]
    if words:
        tokens.append("a_" + words[0])
        if len(words) <= SHORT and len(text) <= 160:
            tokens.append("f_" + " ".join(words))
    return tokens
