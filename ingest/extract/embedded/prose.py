"""Which value of a page's data is the article: long prose, near the article's title, under a fitting key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ingest.extract.embedded.elements import blocks_of, resolved, text_blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from ingest.extract.embedded.data import Value

DEEPEST = 60
# Values looked at in one page's data; beyond it lies a catalogue, not an article.
MOST_VALUES = 200_000
# A value under the article's own title is the article, if it has any length at all.
TITLE_WEIGHT = 4.0
BODY_WEIGHT = 2.0
# Candidates that are built in full: lists hold lists, so the right one is seldom the first.
MOST_CANDIDATES = 24
# Shorter strings are labels.
SMALLEST = 300

_BODY_KEY = re.compile(r"body|content|article|story|paragraph|text|html|block|element|main", re.I)
_OTHER_KEY = re.compile(
    r"comment|related|recirc|teaser|summary|description|excerpt|bio\b|author|terms|privacy|polic(?:y|ies)|config|translation|"
    r"messages?$|i18n|locale|label|cookie|consent|footer|header|menu|nav|sidebar|promo|newsletter|recommend|trending|latest",
    re.I,
)
# A stop behind a word (quotes may stand between), or a stop of a script that writes without spaces, or a
# run of Thai or Lao, which have none. A greedy word before the stop would take quadratic time.
_SENTENCE = re.compile(
    r"(?<=[^\W\d_])[\"'”’»)\]]{0,3}[.!?…](?:[\"'”’»)\]]{0,3})(?=\s|$|<)|[。！？।॥။።؟]|[\u0e00-\u0eff]{40,}"
)
_CODE = re.compile(r"[{};=]\s*\n|function\s*\(|=>|\bvar\s|!important|@media|\bconst\s")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


class Prose(NamedTuple):
    """A candidate: its elements, its characters of prose, and how much speaks for it."""

    blocks: list[HtmlElement]
    size: int
    weight: float

    @classmethod
    def of_text(cls, text: str) -> Prose:
        size = prose_size(text)
        return cls(text_blocks(text), size, size * BODY_WEIGHT)


def prose_size(text: str) -> int:
    """Characters of a text that reads as sentences, else 0. Markup does not count."""
    bare = _TAG.sub(" ", text)
    sentences = len(_SENTENCE.findall(bare))
    if sentences < 3 or len(bare) > sentences * 600 or len(_CODE.findall(bare)) > sentences / 4:
        return 0
    return len(" ".join(bare.split()))


def best_prose(value: Value, title: str | None) -> Prose | None:
    """The heaviest candidate anywhere in a value."""
    root = value if isinstance(value, dict) else {}
    found: list[tuple[float, Value]] = []
    for item, weight in _walk(value, " ".join(_WORD.findall((title or "").casefold()))):
        size = _rough_size(item, root)
        if size >= SMALLEST:
            found.append((size * weight, item))
    # The rough size counts neighbours too, so several of the best are read in full.
    found.sort(key=lambda pair: -pair[0])
    best: Prose | None = None
    for weighed, item in found[:MOST_CANDIDATES]:
        rough = _rough_size(item, root)
        blocks = blocks_of(item, root)
        size = prose_size(" ".join(words for block in blocks for words in block.itertext()))
        if size >= SMALLEST and (best is None or size * weighed / rough > best.weight):
            best = Prose(blocks, size, size * weighed / rough)
    return best


def _walk(value: Value, title: str) -> Iterator[tuple[Value, float]]:
    """Strings and lists that may be a body, each with the weight of its key and of the title beside it."""
    stack: list[tuple[Value, float, float, int]] = [(value, 1.0, 1.0, 0)]
    for _ in range(MOST_VALUES):
        if not stack:
            return
        item, key_weight, title_weight, depth = stack.pop()
        if isinstance(item, str):
            if len(item) >= SMALLEST:
                yield item, key_weight * title_weight
        elif depth < DEEPEST:
            if isinstance(item, list):
                if len(item) > 1:
                    yield item, key_weight * title_weight
                stack += [(v, key_weight, title_weight, depth + 1) for v in reversed(item) if v]
            elif isinstance(item, dict):
                if title and any(_is_title(v, title) for v in item.values()):
                    title_weight = TITLE_WEIGHT
                stack += [
                    (v, BODY_WEIGHT if _BODY_KEY.search(k) else key_weight, title_weight, depth + 1)
                    for k, v in reversed(item.items())
                    if v and not isinstance(v, bool | int | float) and not _OTHER_KEY.search(k)
                ]


def _is_title(value: Value, title: str) -> bool:
    return isinstance(value, str) and len(value) < 300 and " ".join(_WORD.findall(value.casefold())) == title


def _rough_size(item: Value, root: dict[str, Value]) -> int:
    """Characters of prose right below a value, without building anything."""
    if isinstance(item, str):
        return prose_size(item)
    size = 0
    stack: list[tuple[Value, int]] = [(item, 0)]
    while stack and size < 1_000_000:
        part, depth = stack.pop()
        if isinstance(part, str):
            size += len(part) if " " in part or len(part) > 40 else 0
        elif depth > 8:
            continue
        elif isinstance(part, list):
            stack += [(v, depth + 1) for v in part]
        elif isinstance(part, dict):
            stack += [(v, depth + 1) for v in resolved(part, root).values()]
    return size
