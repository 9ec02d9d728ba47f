"""A value with where it was read, and the cleaning that every declared text needs."""

from __future__ import annotations

import html
import math
import re
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """What was read, its source ("json-ld headline", "meta og:title", "h1", …) and the raw text."""

    value: T
    source: str
    raw: str


def plain(text: object) -> str:
    """A declared text as a reader would see it: entities decoded (often twice), markup and breaks gone."""
    if not isinstance(text, str):
        return ""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def folded(text: str) -> str:
    """The words alone, case folded: what two spellings of the same headline have in common."""
    return " ".join(_WORD.findall(text.casefold()))


def strings(value: object) -> list[str]:
    """Every text in a JSON value that stands for one or many: a string, a list, or things with a name."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    if isinstance(value, dict):
        return strings(value.get("name") or value.get("@value"))
    return []


def logistic(logit: float) -> float:
    """The logistic function, safe for large arguments."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
