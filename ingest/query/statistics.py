"""Counts over the library: articles by day and source, words, removals by category, failures, runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ingest.query.filters import Filters, condition, failure_condition, within
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
    """All counts for the articles that meet the filters, and for what belongs to them."""
    wanted = condition(filters)
    where, parameters = wanted.sql or "1", wanted.parameters

    def counts(sql: str, values: Sequence[Any] = parameters) -> list[tuple[str, int]]:
        return [(str(row["name"]), int(row["n"])) for row in rows(f"{sql} ORDER BY n DESC, name", values)]

    parts = _parts(rows, where, parameters)
    clusters = (
        f"SELECT count(DISTINCT a.cluster_id) AS n FROM articles a WHERE a.cluster_id IS NOT NULL AND {where}"
    )
    of_articles = f"JOIN articles a ON a.id = r.article_id WHERE {where}" if wanted.sql else ""
    removed = f"SELECT r.category AS name, count(*) AS n FROM removals r {of_articles} GROUP BY r.category"
    failed = failure_condition(filters)
    failures = f"SELECT stage || ': ' || reason AS name, count(*) AS n FROM failures f WHERE {failed.sql}"
    page_bytes, html_bytes = _sizes(rows, where if wanted.sql else "", parameters)
    return Statistics(
        articles=sum(row["n"] for row in parts),
        words=sum(row["words"] for row in parts),
        days=volume(rows, filters, days),
        outlets=_by_count(((row["host"], row["n"]) for row in parts), top),
        languages=_by_count(((_primary(row["language"]), row["n"]) for row in parts), top),
        removed=counts(removed)[:top],
        failures=counts(f"{failures} GROUP BY 1", failed.parameters)[:top],
        clusters=next(rows(clusters, parameters))["n"],
        revisions=sum(row["revisions"] for row in parts),
        page_bytes=page_bytes,
        html_bytes=html_bytes,
        runs=_runs(rows, filters),
    )


def _parts(rows: Rows, where: str, parameters: Sequence[Any]) -> list[dict[str, Any]]:
    """Articles, words and later versions a language and host: all from one index, in its order."""
    sql = (
        "SELECT a.language AS language, a.host AS host, count(*) AS n, sum(a.body_words) AS words,"
        f" sum(a.revision - 1) AS revisions FROM articles a WHERE {where} GROUP BY a.language, a.host"
    )
    return list(rows(sql, parameters))


def _by_count(named: Iterable[tuple[str, int]], top: int) -> list[tuple[str, int]]:
    """Articles a name, most first, then by name."""
    found: Counter[str] = Counter()
    for name, count in named:
        found[name] += count
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:top]


def _primary(language: str | None) -> str:
    """The language whatever its region."""
    return (language or "unknown").split("-")[0].lower()


def _sizes(rows: Rows, where: str, parameters: Sequence[Any]) -> tuple[int, int]:
    """What the kept pages take, with the dictionaries that read them, and how large they are as HTML."""
    of_articles = f" AND id IN (SELECT a.page_id FROM articles a WHERE {where})" if where else ""
    pages = (
        "SELECT coalesce(sum(length(body)), 0) AS kept, coalesce(sum(body_bytes), 0) AS html FROM pages"
        f" WHERE body IS NOT NULL{of_articles}"
    )
    used = f" WHERE id IN (SELECT dictionary_id FROM pages WHERE 1{of_articles})" if where else ""
    dictionaries = f"SELECT coalesce(sum(length(body)), 0) AS kept FROM dictionaries{used}"
    size = next(rows(pages, parameters))
    return size["kept"] + next(rows(dictionaries, parameters))["kept"], size["html"]


def _runs(rows: Rows, filters: Filters) -> list[dict[str, Any]]:
    """The last runs begun within the dates, of those that changed such an article or met such a failure."""
    others = filters.without_dates()
    wanted, failed = condition(others), failure_condition(others)
    dates = within("started_at", filters)
    which, parameters = dates.sql or "1", dates.parameters
    if wanted.sql:
        which += (
            f" AND (id IN (SELECT a.run_id FROM articles a WHERE {wanted.sql})"
            f" OR id IN (SELECT f.run_id FROM failures f WHERE {failed.sql}))"
        )
        parameters = (*parameters, *wanted.parameters, *failed.parameters)
    sql = (
        "SELECT id, command, started_at, finished_at, outcome, pages, new, changed, unchanged, kept,"
        f" failed FROM runs WHERE {which} ORDER BY id DESC LIMIT 10"
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
