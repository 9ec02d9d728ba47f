"""Which of the articles found come first: bm25 over the words that tell something, within bounded work.

To weigh a word, bm25 walks the list of all articles that have it, once a search: 50 µs for a thousand. So
only words up to a total length of lists are weighed, the rarest first, and none that half of all articles
have, which bm25 itself gives no weight. Where nothing is left to weigh, titles with the words come first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf

from ingest.query.beginnings import SHORT, SMALL
from ingest.query.stored import Rows
from ingest.query.words import Part, Words

# A match in the title weighs ten times one in the body, one in the standfirst four times; facets nothing.
WEIGHTS = "10.0, 4.0, 1.0, 0.0"
# List entries that a search may walk to weigh its words: some 15 ms.
_BUDGET = 300_000
# How often a word is used is seen in four stretches of the library, of so many articles each.
_STRETCHES, _STRETCH = 4, 5000


@dataclass(frozen=True, slots=True)
class Scale:
    """What weighing a search's parts would take: `weighed` are those that are worth it."""

    newest: int
    weighed: tuple[Part, ...]
    is_long: bool
    """Whether even finding the matches is long: a phrase, and all its words are very common."""


def table(words: Words) -> str:
    """The index that answers the query."""
    return "unspaced_fts" if words.unspaced else "articles_fts"


def scale(rows: Rows, words: Words) -> Scale:
    """Which of the query's parts are weighed, the rarest first, as far as the budget goes."""
    newest = next(rows("SELECT coalesce(max(id), 0) AS newest FROM articles", []))["newest"]
    if newest <= SMALL:
        return Scale(newest, words.parts, is_long=False)
    costs = {part: _cost(rows, words, part, newest) for part in words.parts}
    weighed, left = [], _BUDGET
    for part in sorted(costs, key=lambda part: costs[part]):
        if costs[part] <= left:
            weighed.append(part)
            left -= int(costs[part])
    is_phrase = any(len(part.words) > 1 for part in words.parts)
    return Scale(newest, tuple(weighed), is_long=is_phrase and not weighed)


def best(
    rows: Rows, words: Words, outlets: str, found: Sequence[int], scale: Scale, limit: int
) -> list[tuple[int, float]]:
    """The best of the articles found (ids, newest first) with their ranks; equals stay newest first."""
    if not found:
        return []
    if scale.weighed:
        wanted = (" AND " if words.wants_all else " OR ").join(f"({p.expression})" for p in scale.weighed)
        text, rank = f"{{title subtitle body}} : ({wanted})", f"bm25({table(words)}, {WEIGHTS})"
    else:
        text, rank = f"title : ({words.expression})", "-1.0"
    if outlets and _entries(rows, words, f"facets : ({outlets})", scale.newest) <= SMALL:
        text = f"({text}) AND facets : ({outlets})"
    sql = (
        f"SELECT f.rowid AS id, {rank} AS rank FROM {table(words)} f WHERE {table(words)} MATCH ?"
        " AND f.rowid BETWEEN ? AND ? AND +f.rowid IN (SELECT value FROM json_each(?))"
        " ORDER BY rank, f.rowid DESC LIMIT ?"
    )
    parameters = [text, found[-1], found[0], json.dumps(found), limit]
    ranked = {row["id"]: row["rank"] for row in rows(sql, parameters)}
    rest = (number for number in found if number not in ranked)
    return [*ranked.items(), *((number, 0.0) for number in islice(rest, limit - len(ranked)))]


def _cost(rows: Rows, words: Words, part: Part, newest: int) -> float:
    """List entries to walk for a part; endless for short beginnings and what half of all articles have."""
    if any(word.endswith("*") and len(word.strip('"*')) < SHORT for word in part.words):
        return inf
    entries = [_entries(rows, words, word, newest) for word in part.words]
    return inf if len(entries) == 1 and entries[0] > newest / 2 else sum(entries)


def _entries(rows: Rows, words: Words, expression: str, newest: int) -> float:
    """About how many articles match an expression."""
    if newest <= SMALL:
        return 0
    sql = f"SELECT count(*) AS n FROM {table(words)} WHERE {table(words)} MATCH ? AND rowid BETWEEN ? AND ?"
    # A beginning costs the same wherever one looks: once is enough.
    stretches = 1 if expression.endswith("*") else _STRETCHES
    ends = [newest * number // stretches for number in range(1, stretches + 1)]
    seen: int = sum(next(rows(sql, [expression, end - _STRETCH + 1, end]))["n"] for end in ends)
    return seen / (stretches * _STRETCH) * newest
