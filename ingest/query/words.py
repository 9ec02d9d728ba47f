"""What a person types into a search box, as an FTS5 expression that never fails to parse.

Words are all wanted; "a phrase", pre*, -without, title:word, title:"a phrase", a OR b, NEAR(a b, 5) and
parentheses work as in most search engines. Anything else is taken for words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.store.unspaced import has_unspaced, paired, paired_query, unspaced_runs

COLUMNS = ("title", "subtitle", "body")
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<near>NEAR\(\s*(?P<inside>[^()]*?)\s*(?:,\s*(?P<distance>\d+)\s*)?\))
      | (?P<open>-?\()
      | (?P<close>\))
      | (?P<operator>(?:AND|OR|NOT)(?=[\s("]))
      | (?P<minus>-(?=[^\s-]))?(?:(?P<column>title|subtitle|body):)?
        (?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s()"]+))(?P<star>\*)?
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One word, phrase or NEAR of a query as an FTS5 expression, and each of its words by itself."""

    expression: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A parsed query: the FTS5 expression, the plain terms to highlight, and which index answers it.

    `parts` are what it wants, without what it excludes; a match has all of them where `wants_all`, else any.
    Where `is_partial`, only the usual words of a short beginning are looked for. Where `is_without`, nothing
    is wanted: the expression says which articles to leave out.
    """

    expression: str
    terms: tuple[str, ...]
    unspaced: bool
    parts: tuple[Part, ...] = ()
    wants_all: bool = True
    is_partial: bool = False
    is_without: bool = False


def _as_it_is(_beginning: str) -> Sequence[str]:
    return ()


def parse_words(text: str, words_of: Callable[[str], Sequence[str]] = _as_it_is) -> Words | None:
    """The query as an expression; None where it holds nothing that could be searched for.

    `words_of` gives the words that stand for a beginning, or none where it is to be asked for as it is.
    """
    # SQLite ends a text at NUL, and takes no lone surrogate (a byte of a shell that is not UTF-8).
    text = text.replace("\0", " ").encode("utf-8", "replace").decode()
    parser = _Parser(text, words_of, unspaced=has_unspaced(text))
    expression = parser.everything()
    if not expression:
        without = " OR ".join(parser.unwanted)
        return Words(without, (), parser.unspaced, is_without=True) if without else None
    terms, parts = tuple(parser.terms), tuple(parser.parts)
    return Words(expression, terms, parser.unspaced, parts, parser.wants_all, parser.is_partial)


def _says_something(text: str) -> bool:
    """Whether there is a letter or digit in it: the index knows nothing else."""
    return any(character.isalnum() for character in text)


class _Parser:
    """Recursive descent over the tokens; whatever is unbalanced or dangling is left out."""

    def __init__(self, text: str, words_of: Callable[[str], Sequence[str]], *, unspaced: bool) -> None:
        self.tokens = [match for match in _TOKEN.finditer(text) if match[0].strip()]
        self.unspaced = unspaced
        self.words_of = words_of
        self.is_partial = self.is_excluding = False
        self.terms: list[str] = []
        self.parts: list[Part] = []
        self.unwanted: list[str] = []
        self.wants_all = not any(match["operator"] == "OR" or match["open"] for match in self.tokens)
        self.at = 0

    def everything(self) -> str:
        """The whole query, over closing parentheses that nothing opened."""
        parts = [self.any_of()]
        while self.peek():
            self.at += 1
            parts.append(self.any_of())
        parts = [part for part in parts if part]
        return parts[0] if len(parts) == 1 else " AND ".join(f"({part})" for part in parts)

    def any_of(self) -> str:
        parts = [self.all_of()]
        while (token := self.peek()) and token["operator"] == "OR":
            self.at += 1
            parts.append(self.all_of())
        parts = [part for part in parts if part]
        return parts[0] if len(parts) == 1 else " OR ".join(f"({part})" for part in parts)

    def all_of(self) -> str:
        """Terms up to an OR or a closing parenthesis: the wanted ones, then NOT the unwanted ones."""
        wanted: list[str] = []
        unwanted: list[str] = []
        negative = False
        while (token := self.peek()) and not token["close"] and token["operator"] != "OR":
            self.at += 1
            if token["operator"]:
                negative = token["operator"] == "NOT"
                continue
            minus = negative or bool(token["minus"]) or token["open"] == "-("
            negative = False
            part = self.term(token, keep=not minus)
            if part:
                (unwanted if minus else wanted).append(part)
        if not wanted:
            self.unwanted += unwanted
            return ""
        expression = " AND ".join(wanted)
        return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression

    def term(self, token: re.Match[str], *, keep: bool) -> str:
        if token["open"]:
            kept = len(self.terms), len(self.parts)
            outside, self.is_excluding = self.is_excluding, self.is_excluding or not keep
            inside = self.any_of()
            self.is_excluding = outside
            self.at += 1  # the closing parenthesis, or the end
            if not keep:
                del self.terms[kept[0] :], self.parts[kept[1] :]
            return f"({inside})" if inside else ""
        if token["near"]:
            words = [word for word in re.findall(r"[^\s\"]+", token["inside"]) if _says_something(word)]
            inside = " ".join(f'"{paired(word)}"' for word in words)
            near = f"NEAR({inside}, {token['distance'] or 10})" if inside else ""
            return self.keep(near, words, " ".join(words), prefix=False) if keep else near
        text = token["phrase"] if token["phrase"] is not None else token["word"]
        prefix = bool(token["star"])
        if token["phrase"] is None and text.endswith("*"):
            text, prefix = text.rstrip("*"), True
        quoted = (self.usual(text) if prefix and keep else "") or self.quote(text, prefix=prefix)
        if not quoted:
            return ""
        part = f"{token['column']} : {quoted}" if token["column"] else quoted
        return self.keep(part, [text + "*" if prefix else text], text, prefix=prefix) if keep else part

    def keep(self, part: str, terms: list[str], text: str, *, prefix: bool) -> str:
        """Note a part that is wanted, to mark its terms and to weigh it."""
        self.terms += terms
        words = [f'"{word}"' for word in re.findall(r"\w+", paired(text))]
        if words and prefix:
            words[-1] += "*"
        if part:
            self.parts.append(Part(part, tuple(words)))
        return part

    def usual(self, beginning: str) -> str:
        """The usual words for a beginning that is too short; what is excluded, is so to the last word."""
        words = () if self.unspaced or self.is_excluding else self.words_of(beginning)
        self.is_partial |= bool(words)
        return "(" + " OR ".join(f'"{word}"' for word in words) + ")" if words else ""

    def quote(self, text: str, *, prefix: bool = False) -> str:
        """The text as FTS5 strings: quotes doubled; nothing where it has no letter or digit at all."""
        if not _says_something(text):
            return ""
        if self.unspaced and has_unspaced(text):
            parts = [
                paired_query(part) if unspaced else self.quote(part) for part, unspaced in unspaced_runs(text)
            ]
            parts = [part for part in parts if part]
            return parts[0] if len(parts) == 1 else "(" + " AND ".join(parts) + ")"
        text = text.replace('"', '""')
        return f'"{text}"*' if prefix else f'"{text}"'

    def peek(self) -> re.Match[str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None
