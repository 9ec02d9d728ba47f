"""The dense part of a page: one row of numbers a block, computed for all blocks at once."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import unescape
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from lxml.html import HtmlElement

from ingest.extract.outline import BITS, Outline

Array = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]

# Classes of characters, one bit each: what a block's text is made of.
UPPER, DIGIT, COMMA, STOP, SPACE, UNSPACED, LETTER, MARK = (1 << n for n in range(8))
_COMMAS = ",،、，;；"
_STOPS = ".!?…。！？؟۔।॥"
_MARKS = "|©®™@→»›•/&#+▶"
_CLOSERS = "\"'”’»)]」』"
TAGS = "p div li h1 h2 h3 h4 h5 h6 td th blockquote pre figcaption section article dt dd a button".split()
_TAG_ID = {tag: n for n, tag in enumerate(TAGS)}
# Ancestors of the owner that get features of their own.
LEVELS = 6


@lru_cache(maxsize=1)
def _classes() -> npt.NDArray[np.uint8]:
    """For each character of the basic plane its class bits."""
    table = np.zeros(0x10000, dtype=np.uint8)
    for code in range(0x3000):
        c = chr(code)
        if c.isalpha():
            table[code] |= LETTER
        if c.isupper():
            table[code] |= UPPER
        if c.isdigit():
            table[code] |= DIGIT
        if c.isspace():
            table[code] |= SPACE
    for low, high in (
        (0x0E00, 0x0EFF),
        (0x1000, 0x109F),
        (0x1780, 0x17FF),
        (0x3040, 0x30FF),
        (0x3400, 0x9FFF),
    ):
        table[low : high + 1] |= UNSPACED | LETTER
    for signs, bit in ((_COMMAS, COMMA), (_STOPS, STOP), (_MARKS, MARK)):
        for c in signs:
            table[ord(c)] |= bit
    return table


def _sums(values: npt.NDArray[np.bool_], bounds: Ints) -> Ints:
    total = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(values, out=total[1:])
    return total[bounds[1:]] - total[bounds[:-1]]


class Texts:
    """Counts over the characters of each block."""

    def __init__(self, texts: list[str]) -> None:
        joined = "".join(texts)
        codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
        # Above the basic plane: rare Han and emoji, counted as unspaced text and as nothing.
        kinds = np.where(codes < 0x10000, _classes()[np.minimum(codes, 0xFFFF)], 0)
        self.size = np.array([len(t) for t in texts], dtype=np.int64)
        bounds = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum(self.size, out=bounds[1:])
        count = {
            bit: _sums((kinds & bit) != 0, bounds)
            for bit in (UPPER, DIGIT, COMMA, STOP, SPACE, UNSPACED, LETTER, MARK)
        }
        self.count = count
        # A character of an unspaced script counts as a word: so does the metric the field uses.
        self.words = np.where(count[UNSPACED] * 2 > self.size, count[UNSPACED], count[SPACE] + 1)
        self.first = kinds[bounds[:-1]]
        last, before = codes[bounds[1:] - 1], codes[np.maximum(bounds[1:] - 2, 0)]
        closed = np.isin(last, [ord(c) for c in _CLOSERS])
        ending = np.where(closed, before, last)
        self.stopped = np.isin(ending, [ord(c) for c in _STOPS])
        self.closed = closed
        self.colon = np.isin(last, [ord(":"), ord("：")])
        self.asks = np.isin(last, [ord("?"), ord("？"), ord("؟")])
        self.opens = np.isin(codes[bounds[:-1]], [ord(c) for c in "\"'“„«‘「『—–-"])


# A shorter text is in any longer one by chance.
_LONG_ENOUGH = 8
_NOT_WORD = re.compile(r"[\W_]+")


def squeeze(text: str) -> str:
    """Letters and digits only, without case: what two renderings of one text have in common."""
    return _NOT_WORD.sub("", text.casefold())


_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")', re.S)
_MARKUP = re.compile(r"<[^<>]*>")


def _declared_body(root: HtmlElement) -> str:
    """The longest articleBody of the page's JSON-LD, read without the rest: broken JSON is common."""
    found = ""
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json" and "articleBody" in (script.text or ""):
            for quoted in _ARTICLE_BODY.findall(script.text):
                try:
                    text = str(json.loads(quoted, strict=False))
                except ValueError:
                    continue
                found = max(found, text, key=len)
    return _MARKUP.sub(" ", unescape(found)) if found else ""


class Witnesses:
    """What the page says elsewhere of its article's text: titles, descriptions, JSON-LD body."""

    def __init__(self, root: HtmlElement) -> None:
        titles, descriptions = [root.findtext(".//title") or ""], []
        for meta in root.iterfind("head/meta"):
            key = (meta.get("property") or meta.get("name") or "").lower()
            if key in ("og:title", "twitter:title"):
                titles.append(meta.get("content") or "")
            elif key in ("og:description", "description", "twitter:description"):
                descriptions.append(meta.get("content") or "")
        self.titles = [t for t in (squeeze(t) for t in titles) if t]
        self.descriptions = [d for d in {squeeze(d.rstrip(". …")) for d in descriptions} if len(d) >= 16]
        self.body = squeeze(_declared_body(root))

    def rows(self, texts: list[str], telling: list[int]) -> Array:
        """Per block: is it (in) a title, is it (in) a description, is it in the declared body."""
        out = np.zeros((len(texts), 6), dtype=np.float32)
        body, titles, descriptions = self.body, self.titles, self.descriptions
        out[:, 5] = len(body) > 0
        for n in telling:
            text = texts[n]
            if len(text) < _LONG_ENOUGH:
                continue
            plain = squeeze(text[:200])
            if not plain:
                continue
            if len(text) <= 300:
                for t in titles:
                    if plain in t:
                        out[n, 0] = max(out[n, 0], len(plain) / len(t))
                    elif len(t) > 10 and t in plain:
                        out[n, 1] = 1
            for d in descriptions:
                if plain[:60] in d:
                    out[n, 2] = 1
                elif d[:60] in plain:
                    out[n, 3] = 1
            if body:
                out[n, 4] = 1 if plain[:80] in body else -1
        return out


def spread(parent: Ints, depth: Ints, own: Array) -> tuple[Array, Array, Array]:
    """Sum, least and most of a value along each element's chain of ancestors, itself included."""
    total, least, most = own.copy(), own.copy(), own.copy()
    order = np.argsort(depth, kind="stable")
    cuts = np.searchsorted(depth[order], np.arange(1, int(depth.max(initial=0)) + 2))
    for low, high in pairwise(cuts):
        here = order[low:high]
        up = parent[here]
        total[here] += total[up]
        least[here] = np.minimum(least[here], least[up])
        most[here] = np.maximum(most[here], most[up])
    return total, least, most


def ancestors(o: Outline) -> list[Ints]:
    """For each level the element that many steps above each block's owner."""
    parent = np.array(o.parent, dtype=np.int64)
    at = np.array(o.owner, dtype=np.int64)
    out = [at]
    for _ in range(LEVELS - 1):
        at = parent[at]
        out.append(at)
    return out


def shift(x: Array, by: int) -> Array:
    """The rows of the blocks `by` places before (or, negative, after); -1 where there are none."""
    out = np.full_like(x, -1)
    n = len(x)
    if abs(by) < n:
        if by > 0:
            out[by:] = x[:-by]
        else:
            out[:by] = x[-by:]
    return out


def inside_bits(o: Outline, owners: Ints) -> Array:
    bits = np.array(o.inside, dtype=np.int64)[owners]
    return np.asarray((bits[:, None] >> np.arange(BITS)) & 1, dtype=np.float32)


def tag_rows(o: Outline, at: Ints) -> Array:
    ids = np.array([_TAG_ID.get(t, len(TAGS)) for t in o.tag], dtype=np.int64)[at]
    return np.asarray(ids[:, None] == np.arange(len(TAGS)), dtype=np.float32)
