"""What blocks and elements are called and how they begin and end, as tokens for the linear scorers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

# Everything but letters parts the words of a name.
_LETTERS = bytes(c | 32 if chr(c).isalpha() and c < 128 else 10 if c == 10 else 32 for c in range(256))
# Boilerplate shows in a block's first and last words; more would learn the topics of the training pages.
FIRST, LAST, SHORT = 10, 4, 10
# Characters read at a block's head and tail.
HEAD, TAIL = 120, 50
# A word longer than this is a run of an unspaced script; its first characters say how it begins.
LONGEST = 12


def name_tokens(name: str) -> list[str]:
    """The words of one class, id or role: "articleBody-2" gives article, body."""
    return [t for t in next(names_tokens([name])) if len(t) > 1]


def names_tokens(names: Sequence[str]) -> Iterator[set[str]]:
    """The same for many names at once, single letters among them. A name has no white space."""
    data = np.frombuffer("\n".join(names).encode("ascii", "replace"), dtype=np.uint8)
    upper = (data >= ord("A")) & (data <= ord("Z"))
    humps = upper[1:] & (data[:-1] >= ord("a")) & (data[:-1] <= ord("z"))
    cut = np.insert(data, np.flatnonzero(humps) + 1, ord(" ")) if humps.any() else data
    for line in cut.tobytes().translate(_LETTERS).decode("ascii").split("\n"):
        yield set(line.split())


@lru_cache(maxsize=1)
def _plain() -> npt.NDArray[np.uint32]:
    """Each character of the basic plane as it stands in a token: lower-case, 0 for a digit, else a space."""
    plain = [c.lower()[0] if c.isalnum() or c == "_" else " " for c in map(chr, range(0x10000))]
    table = np.array(["0" if c.isdecimal() else c for c in plain], dtype="U1").view(np.uint32)
    table[ord("\n")] = ord("\n")
    return table


def characters(lines: Sequence[str]) -> npt.NDArray[np.uint32]:
    """All lines' characters as they stand in tokens, line breaks between the lines; a number is one 0."""
    codes = np.frombuffer("\n".join(lines).encode("utf-32-le", "replace"), dtype=np.uint32)
    # Above the basic plane nothing is a word: the last entry's is a space.
    plain = _plain().take(codes, mode="clip")
    is_digit = plain == ord("0")
    again = is_digit[1:] & is_digit[:-1]
    return np.delete(plain, np.flatnonzero(again) + 1) if again.any() else plain


def heads_of(texts: Sequence[str]) -> list[str]:
    return [text[:HEAD] for text in texts]


def tails_of(texts: Sequence[str]) -> list[str]:
    """What the last words are taken from: a short text has one part only."""
    return [text if len(text) <= HEAD else text[-TAIL:] for text in texts]


def kinds_of(text: str) -> list[str]:
    """Every token of a block with its kind before it: first, last, pair, opening, whole."""
    head, tail = (
        str(characters(part).tobytes(), "utf-32-le") for part in (heads_of([text]), tails_of([text]))
    )
    first = [word[:LONGEST] for word in head.split()[: FIRST + 1]]
    last = [word[-LONGEST:] for word in tail.split()[-LAST:]]
    tokens = ["t_" + w for w in first[:FIRST]]
    tokens += ["e_" + w for w in last]
    tokens += [f"p_{a} {b}" for a, b in pairwise(first)]
    if first:
        tokens.append("a_" + first[0])
        if len(first) <= SHORT and len(text) <= HEAD:
            tokens.append("f_" + " ".join(first))
    return tokens
