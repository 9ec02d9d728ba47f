"""Full-text search: candidates from the index's posting lists, ranking among the newest of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ingest.query import beginnings, ranking
from ingest.query import filters as conditions
from ingest.query.excerpts import excerpt, marked
from ingest.query.filters import Filters
from ingest.query.stored import Rows
from ingest.query.words import Words, parse_words

# Ranking costs 3 µs an article beside the index's own work; with more matches the oldest go unranked.
RANKED = 4000
# A phrase of very common words is looked for among the newest articles first, and further back only where
# these have few: reading its words' places in a million articles takes 67 ms, in these 16.
RECENT, ENOUGH = 250_000, 500
# Enough to fill a page of results after stories told several times were folded into one.
_FOLDING = 5


@dataclass(frozen=True, slots=True)
class Copy:
    """The same story elsewhere."""

    id: int
    url: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One story found. `title` and `snippet` are runs of text with whether each is a match."""

    id: int
    url: str
    title: tuple[tuple[str, bool], ...]
    snippet: tuple[tuple[str, bool], ...]
    outlet: str
    authors: str
    published: datetime | None
    language: str | None
    body_words: int
    rank: float
    also_at: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found. `matches` counts articles before folding; there are more where `is_capped`."""

    hits: tuple[Hit, ...]
    matches: int
    is_capped: bool


def search(
    rows: Rows,
    text: str,
    filters: Filters,
    *,
    limit: int,
    offset: int = 0,
    newest: bool = False,
    fold: bool = True,
) -> Results:
    """Stories that match the words and the filters, best first; see `ingest.query.words` for the language."""
    words = parse_words(text, partial(beginnings.common_words, rows))
    if words is None:
        return _newest(rows, filters, limit, offset, fold=fold) if not text.strip() else Results((), 0, False)
    if words.is_without:
        return _newest(rows, filters, limit, offset, fold=fold, without=words)
    scale = ranking.scale(rows, words)
    found, is_capped = _found(rows, words, filters, scale)
    wanted = offset + limit
    most = wanted * _FOLDING if fold else wanted
    if newest:
        ranked = [(article_id, 0.0) for article_id in found[:most]]
    else:
        ranked = ranking.best(rows, words, conditions.outlet_expression(filters), found, scale, most)
    shown = _fold(rows, ranked, wanted)[offset:] if fold else ranked[offset:]
    hits = _hits(rows, words, shown, with_copies=fold)
    return Results(tuple(hits), len(found), is_capped)


def _found(rows: Rows, words: Words, filters: Filters, scale: ranking.Scale) -> tuple[list[int], bool]:
    """The candidates, newest first, and whether there may be more."""
    if scale.is_long:
        recent = _candidates(rows, words, filters, scale.newest - RECENT)
        if len(recent) >= ENOUGH:
            return recent, True
    found = _candidates(rows, words, filters, 0)
    return found, words.is_partial or len(found) == RANKED


def _newest(
    rows: Rows, filters: Filters, limit: int, offset: int, *, fold: bool, without: Words | None = None
) -> Results:
    """Without wanted words: the newest articles that meet the filters, but those that match `without`."""
    wanted = conditions.condition(filters, rows)
    where = wanted.sql or "1"
    if without is not None:
        match = f"{{title subtitle body}} : ({without.expression})"
        # Words with spaces between them are in the first index alone, whatever else is left out.
        for table in dict.fromkeys(("articles_fts", ranking.table(without))):
            where += f" AND a.id NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"
            wanted = conditions.Condition(where, (*wanted.parameters, match))
    sql = f"SELECT a.id FROM articles a WHERE {where} ORDER BY a.sort_utc DESC, a.id DESC LIMIT ?"
    ids = [(row["id"], 0.0) for row in rows(sql, [*wanted.parameters, (offset + limit) * _FOLDING])]
    shown = _fold(rows, ids, offset + limit)[offset:] if fold else ids[offset : offset + limit]
    counted = f"SELECT count(*) AS n FROM (SELECT 1 FROM articles a WHERE {where} LIMIT {RANKED})"
    matches = next(rows(counted, wanted.parameters))["n"]
    nothing = Words("", (), unspaced=False)
    return Results(tuple(_hits(rows, nothing, shown, with_copies=fold)), matches, matches == RANKED)


def _candidates(rows: Rows, words: Words, filters: Filters, since: int) -> list[int]:
    """The newest articles that match, up to the number that is ranked, from the id `since` on."""
    table = ranking.table(words)
    exact = conditions.beyond_facets(filters)
    # The plus keeps SQLite from asking the index once for every id.
    narrow = f" AND {exact.sql}".replace("a.id ", "+f.rowid ") if exact.sql else ""
    sql = (
        f"SELECT f.rowid AS id FROM {table} f WHERE {table} MATCH ? AND f.rowid > ?{narrow}"
        f" ORDER BY f.rowid DESC LIMIT {RANKED}"
    )
    parameters = [_match(words, filters), since, *exact.parameters]
    # All in one value: thousands of rows would each cost a dict.
    found = next(rows(f"SELECT json_group_array(id) AS ids FROM ({sql})", parameters))["ids"]
    return sorted(json.loads(found), reverse=True)


def _match(words: Words, filters: Filters) -> str:
    facets = conditions.facet_expression(filters)
    text = f"{{title subtitle body}} : ({words.expression})"
    return f"({text}) AND (facets : ({facets}))" if facets else text


def _fold(rows: Rows, ranked: Sequence[tuple[int, float]], wanted: int) -> list[tuple[int, float]]:
    """The first of each story cluster, in order, as many as wanted."""
    ids = ", ".join(str(article_id) for article_id, _ in ranked)
    sql = f"SELECT id, cluster_id FROM articles WHERE id IN ({ids}) AND cluster_id IS NOT NULL"
    clusters = {row["id"]: row["cluster_id"] for row in rows(sql, [])}
    seen: set[int] = set()
    kept = []
    for article_id, rank in ranked:
        cluster = clusters.get(article_id)
        if cluster in seen:
            continue
        if cluster is not None:
            seen.add(cluster)
        kept.append((article_id, rank))
    return kept[:wanted]


def _hits(rows: Rows, words: Words, shown: Sequence[tuple[int, float]], *, with_copies: bool) -> list[Hit]:
    ids = ", ".join(str(article_id) for article_id, _ in shown)
    sql = (
        "SELECT a.id, a.url, a.title, a.subtitle, a.body, a.host, a.site_name, a.published, a.language,"
        " a.body_words, a.cluster_id,"
        " (SELECT group_concat(name, ', ') FROM (SELECT n.name FROM article_authors t JOIN authors n"
        f" ON n.id = t.author_id WHERE t.article_id = a.id ORDER BY t.position)) AS authors"
        f" FROM articles a WHERE a.id IN ({ids})"
    )
    found = {row["id"]: row for row in rows(sql, [])}
    hits = []
    for article_id, rank in shown:
        row = found[article_id]
        copies = cluster_members(rows, row["cluster_id"], article_id) if with_copies else ()
        hits.append(
            Hit(
                id=article_id,
                url=row["url"],
                title=marked(row["title"] or row["url"], words.terms),
                snippet=excerpt((row["body"], row["subtitle"] or ""), words.terms),
                outlet=row["site_name"] or row["host"].removeprefix("www."),
                authors=row["authors"] or "",
                published=datetime.fromisoformat(row["published"]) if row["published"] else None,
                language=row["language"],
                body_words=row["body_words"],
                rank=rank,
                also_at=copies,
            )
        )
    return hits


def cluster_members(rows: Rows, cluster: int | None, but: int) -> tuple[Copy, ...]:
    """The other articles of a story cluster, oldest first."""
    if cluster is None:
        return ()
    sql = (
        "SELECT id, url, host, site_name FROM articles WHERE cluster_id = ? AND id <> ? ORDER BY sort_utc, id"
    )
    return tuple(
        Copy(row["id"], row["url"], row["site_name"] or row["host"].removeprefix("www."))
        for row in rows(sql, [cluster, but])
    )
