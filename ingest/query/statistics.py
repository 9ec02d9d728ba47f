"""Counts over the library: articles by day and source, words, removals by category, failures, runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ingest.query.filters import Filters, condition
from ingest.query.stored import Rows


@dataclass(frozen=True, slots=True)
class Statistics:
    """Each list is ordered as people read it: days in order, the rest largest first."""

    articles: int
    words: int
    days: list[tuple[str, int]]
    outlets: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    removed: list[tuple[str, int]]
    failures: list[tuple[str, int]]
    clusters: int
    revisions: int
    page_bytes: int
    html_bytes: int
    runs: list[dict[str, Any]]


def statistics(rows: Rows, filters: Filters, *, days: int = 30, top: int = 15) -> Statistics:
    """All counts for the articles that meet the filters; failures and runs are the library's as a whole."""
    wanted = condition(filters)
    where, parameters = wanted.sql or "1", wanted.parameters

    def counts(sql: str, *values: Any) -> list[tuple[str, int]]:
        return [(str(row["name"]), int(row["n"])) for row in rows(sql, values)]

    def by(column: str) -> list[tuple[str, int]]:
        sql = (
            f"SELECT coalesce({column}, 'unknown') AS name, count(*) AS n FROM articles a WHERE {where}"
            f" GROUP BY 1 ORDER BY n DESC, name LIMIT {top}"
        )
        return counts(sql, *parameters)

    languages = _by_language(rows, where, parameters)
    clusters = (
        f"SELECT count(DISTINCT a.cluster_id) AS n FROM articles a WHERE a.cluster_id IS NOT NULL AND {where}"
    )
    of_articles = f"JOIN articles a ON a.id = r.article_id WHERE {where}" if wanted.sql else ""
    pages = (
        "SELECT coalesce(sum(length(body)), 0)"
        " + (SELECT coalesce(sum(length(body)), 0) FROM dictionaries) AS kept,"
        " coalesce(sum(body_bytes), 0) AS html FROM pages"
    )
    kept = next(rows(f"{pages} WHERE body IS NOT NULL", []))
    return Statistics(
        articles=sum(row["n"] for row in languages),
        words=sum(row["words"] for row in languages),
        days=volume(rows, filters, days),
        outlets=by("a.host"),
        languages=[(row["name"], row["n"]) for row in languages[:top]],
        removed=counts(
            f"SELECT r.category AS name, count(*) AS n FROM removals r {of_articles}"
            f" GROUP BY 1 ORDER BY n DESC LIMIT {top}",
            *parameters,
        ),
        failures=counts(
            "SELECT stage || ': ' || reason AS name, count(*) AS n FROM failures GROUP BY 1"
            f" ORDER BY n DESC LIMIT {top}"
        ),
        clusters=next(rows(clusters, parameters))["n"],
        revisions=sum(row["revisions"] for row in languages),
        page_bytes=kept["kept"],
        html_bytes=kept["html"],
        runs=list(
            rows(
                "SELECT id, command, started_at, finished_at, outcome, pages, new, changed, unchanged, kept,"
                " failed FROM runs ORDER BY id DESC LIMIT 10",
                [],
            )
        ),
    )


def _by_language(rows: Rows, where: str, parameters: Sequence[Any]) -> list[dict[str, Any]]:
    """Articles, words and later versions a language: one walk for all that stands in no index."""
    language = "lower(substr(a.language, 1, instr(a.language || '-', '-') - 1))"
    sql = (
        f"SELECT coalesce({language}, 'unknown') AS name, count(*) AS n, sum(a.body_words) AS words,"
        f" sum(a.revision - 1) AS revisions FROM articles a WHERE {where}"
        " GROUP BY 1 ORDER BY n DESC, name"
    )
    return list(rows(sql, parameters))


def volume(rows: Rows, filters: Filters, days: int) -> list[tuple[str, int]]:
    """Articles a day, empty days included, up to the last day that has any (today at the latest)."""
    wanted = condition(filters)
    where, parameters = wanted.sql or "1", wanted.parameters
    # A page may claim to be from next year; what lies ahead of tomorrow does not stretch the plot.
    ahead = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
    last = next(
        rows(
            f"SELECT max(a.sort_utc) AS last FROM articles a WHERE {where} AND a.sort_utc <= ?",
            [*parameters, ahead],
        )
    )["last"]
    if last is None:
        return []
    end = date.fromisoformat(last[:10])
    start = end - timedelta(days=days - 1)
    sql = (
        f"SELECT substr(a.sort_utc, 1, 10) AS day, count(*) AS n FROM articles a"
        f" WHERE {where} AND a.sort_utc >= ? AND a.sort_utc <= ? GROUP BY 1"
    )
    found = {row["day"]: row["n"] for row in rows(sql, [*parameters, start.isoformat(), ahead])}
    every = (start + timedelta(days=number) for number in range(days))
    return [(day.isoformat(), found.get(day.isoformat(), 0)) for day in every]
