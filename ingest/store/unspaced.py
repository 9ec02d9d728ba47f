"""Text of scripts that put no spaces between words, made findable: overlapping pairs of characters.

SQLite's own tokenizer takes a Chinese sentence for one word, and its trigram tokenizer finds nothing shorter
than three characters, which most Chinese words are. Pairs find any run of one character or more.
"""

from __future__ import annotations

import re

# Thai, Lao, Myanmar, Khmer; kana, bopomofo; Han with its extensions and compatibility forms.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
# The high bytes of UTF-16 that none of them has: alphabets with spaces, punctuation, symbols.
_SPACED = bytes(high for high in range(0x30) if high not in (0x0E, 0x10, 0x17))


def has_unspaced(text: str) -> bool:
    """Whether any part of the text is in a script without spaces."""
    return may_be_unspaced(text) and _RUN.search(text) is not None


def may_be_unspaced(text: str) -> bool:
    """False for most articles of most libraries, in a tenth of the time that a pattern takes."""
    if text.isascii():
        return False
    return bool(text.encode("utf-16-be", "surrogatepass")[::2].translate(None, _SPACED))


def paired(text: str) -> str:
    """The text with each unspaced run as its pairs of characters: "北京市" becomes "北京 京市 市"."""
    return _RUN.sub(lambda run: f" {_pairs(run[0])} ", text)


def paired_query(run: str) -> str:
    """The FTS5 expression that finds an unspaced run of a query: a phrase of pairs, or a prefix."""
    if len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(run[at : at + 2] for at in range(len(run) - 1)) + '"'


def unspaced_runs(text: str) -> list[tuple[str, bool]]:
    """The text cut where its script changes: (part, whether it is unspaced), blank parts left out."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for run in _RUN.finditer(text):
        parts += [(text[end : run.start()], False), (run[0], True)]
        end = run.end()
    parts.append((text[end:], False))
    return [(part.strip(), unspaced) for part, unspaced in parts if part.strip()]


def _pairs(run: str) -> str:
    return " ".join(run[at : at + 2] for at in range(len(run)))
