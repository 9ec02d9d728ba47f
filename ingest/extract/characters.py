"""A page's text as arrays of characters: what its blocks are made of, counted for all of them at once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ingest.extract.features import Array

# Classes of characters, one bit each: what a block's text is made of.
UPPER, DIGIT, COMMA, STOP, SPACE, UNSPACED, LETTER, MARK = (1 << n for n in range(8))
_COMMAS = ",،、，;；"
_STOPS = ".!?…。！？؟۔।॥"
_MARKS = "|©®™@→»›•/&#+▶"
_CLOSERS = "\"'”’»)]」』"
# What a block's last character, or the one before a closing quote, says: a bit each, in a table of their own.
_CLOSED, _STOPPED, _COLON, _ASKS, _OPENS = (1 << n for n in range(5))
_ENDINGS = (
    (_CLOSERS, _CLOSED), (_STOPS, _STOPPED), (":：", _COLON), ("?？؟", _ASKS), ("\"'“„«‘「『—–-", _OPENS),
)  # fmt: skip


@lru_cache(maxsize=1)
def _classes() -> npt.NDArray[np.uint8]:
    """For each character of the basic plane its class bits; above it, rare Han and emoji are nothing."""
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


@lru_cache(maxsize=1)
def _kinds() -> tuple[npt.NDArray[np.intp], Array]:
    """For each character the number of its combination of classes, and per number the eight bits."""
    combinations, number = np.unique(_classes(), return_inverse=True)
    return number.astype(np.intp), ((combinations[:, None] >> np.arange(8)) & 1).astype(np.float32)


@lru_cache(maxsize=1)
def _endings() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)
    for signs, bit in _ENDINGS:
        for c in signs:
            table[ord(c)] |= bit
    return table


@lru_cache(maxsize=1)
def _squeezed() -> npt.NDArray[np.uint32]:
    """Each letter and digit of the basic plane without case; 0 for all other characters."""
    table = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        c = chr(code)
        if c.isalnum():
            table[code] = ord(c.casefold()) if len(c.casefold()) == 1 else code
    return table


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)


class Texts:
    """Counts over the characters of each block."""

    def __init__(self, texts: list[str]) -> None:
        n, codes = len(texts), _codes("".join(texts))
        self.codes = codes
        self.size = np.array([len(t) for t in texts], dtype=np.int64)
        self.bounds = bounds = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(self.size, out=bounds[1:])
        number, bits = _kinds()
        block = np.repeat(np.arange(0, n * len(bits), len(bits)), self.size)
        block += number.take(codes, mode="clip")
        # Whole numbers, exact as floats.
        counted = np.bincount(block, minlength=n * len(bits)).reshape(n, -1) @ bits.astype(np.float64)
        count = {1 << bit: counted[:, bit] for bit in range(8)}
        self.count = count
        # A character of an unspaced script counts as a word: so does the metric the field uses.
        self.words = np.where(count[UNSPACED] * 2 > self.size, count[UNSPACED], count[SPACE] + 1)
        self.first = _classes().take(codes[bounds[:-1]], mode="clip")
        endings = _endings()
        last = endings.take(codes[bounds[1:] - 1], mode="clip")
        before = endings.take(codes[np.maximum(bounds[1:] - 2, 0)], mode="clip")
        self.closed = (last & _CLOSED) != 0
        self.stopped = (np.where(self.closed, before, last) & _STOPPED) != 0
        self.colon = (last & _COLON) != 0
        self.asks = (last & _ASKS) != 0
        self.opens = (endings.take(codes[bounds[:-1]], mode="clip") & _OPENS) != 0

    def squeezed(self, blocks: list[int], most: int) -> list[str]:
        """Letters and digits only, without case, of the first `most` characters of these blocks."""
        plain = _squeezed().take(self.codes, mode="clip")
        kept = plain != 0
        at = np.zeros(len(plain) + 1, dtype=np.int64)
        np.cumsum(kept, out=at[1:])
        text = str(plain[kept].tobytes(), "utf-32-le")
        begin = self.bounds[:-1][blocks]
        end = np.minimum(begin + most, self.bounds[1:][blocks])
        return [text[a:b] for a, b in zip(at[begin].tolist(), at[end].tolist(), strict=True)]


def squeeze(text: str) -> str:
    """Letters and digits only, without case: what two renderings of one text have in common."""
    plain = _squeezed().take(_codes(text), mode="clip")
    return str(plain[plain != 0].tobytes(), "utf-32-le")
