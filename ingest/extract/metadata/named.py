"""What elements are called, where that says what they hold: a byline, a standfirst, a date, a property."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import ahocorasick

# What elements are called that matter here, lower-case. Ids and data attributes count as well as classes.
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|es)?|auteurs?|autore|verfasser|writer|reporter"
    r"|signature$|signé)"
)
_STANDFIRST = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:sub-?(?:head(?:line|ing)?|title|line)|dek|deck|lede"
    r"|lead(?:text)?|chapo|vorspann"
    r"|intro(?:duction|text)?|excerpt|summary|sottotitolo|occhiello|bajada|entradilla|untertitel|ingress"
    r"|manchet|preamble|abstract|description)(?:$|[\s_-])|article-?(?:subtitle|summary|lead|intro)"
)
_DATE = re.compile(r"(?:^|[\s_-])(?:date|datum|data|fecha|published?|pubdate|posted|time(?:stamp)?)")
# An itemprop that is read.
_PROPERTY = re.compile(r"(?:^|\s)(?:author|datepublished|datecreated|datemodified)(?:\s|$)")
# One of these is in every name of a byline or a property: looked for first, in all names at once.
_TELLING = (
    "byline", "by-line", "author", "autor", "auteur", "verfasser", "writer", "reporter", "signature", "signé",
    "datep", "datec", "datem",
)  # fmt: skip
# One of these, or of the former, is in every name that is of a kind.
_TELLING_MORE = (
    "first", "sub", "dek", "deck", "lede", "lead", "chapo", "vorspann", "intro", "excerpt", "summary",
    "sottotitolo", "occhiello", "bajada", "entradilla", "untertitel", "ingress", "manchet", "preamble",
    "abstract", "description", "date", "datum", "data", "fecha", "publish", "pubdate", "posted", "time",
)  # fmt: skip
_ALL = _TELLING + _TELLING_MORE


@lru_cache(maxsize=16384)
def kind(names: str) -> str | None:
    """ "byline", "standfirst", "date" or None; a site's names repeat, and each is judged once."""
    lower = names.lower()
    if not any(_telling(_ALL).iter(lower)):
        return None
    if _BYLINE.search(lower):
        return "byline"
    if _STANDFIRST.search(lower):
        return "standfirst"
    return "date" if _DATE.search(lower) else None


def called(names: Sequence[str]) -> dict[str, list[int]]:
    """Which of these names are a "byline" and which have a "property" that is read."""
    found: dict[str, list[int]] = {"byline": [], "property": []}
    hits = _hits(names)
    for at in [at for at, name in enumerate(names) if name in hits] if hits else ():
        if kind(names[at]) == "byline":
            found["byline"].append(at)
        if _PROPERTY.search(names[at].lower()):
            found["property"].append(at)
    return found


def _hits(names: Sequence[str]) -> set[str]:
    """Those that hold a telling word."""
    distinct = list(set(names))
    together = "\0".join(distinct).lower()
    lower, past = set(), -1
    for at, _ in _telling(_TELLING).iter(together):
        if at > past:
            past = together.find("\0", at)
            past = past if past >= 0 else len(together)
            lower.add(together[together.rfind("\0", 0, at) + 1 : past])
    return {name for name in distinct if name.lower() in lower} if lower else set()


@cache
def _telling(words: tuple[str, ...]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton
