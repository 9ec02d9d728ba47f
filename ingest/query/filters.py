"""Which articles are meant: one set of filters for search, export, statistics and the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ingest.store import search_index

Rows = Callable[[str, Sequence[Any]], Iterator[dict[str, Any]]]

# To look up so many takes 0.1 s; to find the newest thirty of so many in a million, half of that.
_MANY = 2000


@dataclass(frozen=True, slots=True)
class Filters:
    """Articles that meet all of these. Several values of one field mean any of them.

    `since` is the first moment that counts, `until` the first that does not (aware datetimes); they look at
    the publication date, or at the time an undated article was first seen.
    """

    source_ids: tuple[int, ...] = ()
    hosts: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    where: str | None = None
    """An SQL condition on `articles`, for what the others cannot say."""

    def without_dates(self) -> Filters:
        return replace(self, since=None, until=None)


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL over the alias `a` of `articles`, with its parameters; empty for "any article"."""

    sql: str
    parameters: tuple[object, ...]


def condition(filters: Filters, rows: Rows | None = None) -> Condition:
    """All the filters as one SQL condition.

    SQLite looks up each article of an author or a tag, 50 µs apiece. With `rows` (that runs a query), those
    of many articles are told from the others, and articles are walked through by date instead.
    """
    by_id = _by_id(filters)
    if rows and filters.where is None and by_id and all(_is_many(rows, part) for part in by_id if part.sql):
        by_id = [replace(part, sql=part.sql.replace("a.id IN", "+a.id IN", 1)) for part in by_id]
    return _joined([*_outlets(filters), *_languages(filters), within("a.sort_utc", filters), *by_id])


def failure_condition(filters: Filters) -> Condition:
    """The filters for `failures f`, by the last try; what failed has no author, tag or language."""
    if filters.authors or filters.tags or filters.languages or filters.where:
        return Condition("0", ())
    wanted = _joined([*_outlets(filters, "f"), within("f.last_at", filters)])
    return replace(wanted, sql=wanted.sql or "1")


def within(column: str, filters: Filters) -> Condition:
    """The filters' dates alone, for a column with times in UTC."""
    return _joined(
        [
            Condition(f"{column} {sign} ?", (_text(moment),))
            for sign, moment in ((">=", filters.since), ("<", filters.until))
            if moment
        ]
    )


def _is_many(rows: Rows, part: Condition) -> bool:
    """Whether so many articles meet the condition that the newest of them are soon met among all."""
    ids = part.sql.removeprefix("a.id IN ")
    sql = f"SELECT count(*) AS n FROM (SELECT 1 FROM {ids} LIMIT {_MANY})"
    return bool(next(rows(sql, part.parameters))["n"] == _MANY)


def beyond_facets(filters: Filters) -> Condition:
    """What the full-text index's facets do not answer, as an SQL condition on `a.id` alone.

    Reading a date from `articles` costs a walk over the row's text, so dates come from their index: of the
    first and the last day, which the facets take whole, the articles out of time are left out.
    """
    conditions = _by_id(filters)
    if filters.since and (day := _midnight(filters.since)) != filters.since:
        conditions.append(_not_between(day, filters.since))
    if filters.until and (day := _midnight(filters.until)) != filters.until:
        conditions.append(_not_between(filters.until, day + timedelta(days=1)))
    return _joined(conditions)


def facet_expression(filters: Filters) -> str:
    """The filters as far as the full-text index knows them, as an FTS5 expression; dates by whole days."""
    groups = [
        _outlet_facets(filters),
        [search_index.language_facet(language) for language in filters.languages],
    ]
    if filters.since or filters.until:
        first = _midnight(filters.since).date() if filters.since else date(1900, 1, 1)
        last = date(2100, 12, 31)
        if filters.until:
            last = (filters.until.astimezone(UTC) - timedelta(microseconds=1)).date()
        groups.append(search_index.date_facets(first, last) or ["xnever"])
    return " AND ".join(f"({' OR '.join(group)})" for group in groups if group)


def outlet_expression(filters: Filters) -> str:
    """The outlets alone, as an FTS5 expression; empty for "any outlet"."""
    return " OR ".join(_outlet_facets(filters))


def _outlet_facets(filters: Filters) -> list[str]:
    sources = [search_index.source_facet(source_id) for source_id in filters.source_ids]
    return sources + [search_index.host_facet(host) for host in filters.hosts]


def _outlets(filters: Filters, table: str = "a") -> list[Condition]:
    """Sources and hosts are two ways to name an outlet: either will do."""
    parts = [
        _any_of(f"{table}.source_id", filters.source_ids),
        _any_of(f"{table}.host", filters.hosts),
    ]
    parts = [part for part in parts if part.sql]
    sql = " OR ".join(part.sql for part in parts)
    return [Condition(f"({sql})", tuple(p for part in parts for p in part.parameters))] if parts else []


def _languages(filters: Filters) -> list[Condition]:
    primary = tuple(language.split("-")[0].lower() for language in filters.languages)
    return [_any_of("lower(substr(a.language, 1, instr(a.language || '-', '-') - 1))", primary)]


def _not_between(start: datetime, end: datetime) -> Condition:
    sql = "a.id NOT IN (SELECT id FROM articles WHERE sort_utc >= ? AND sort_utc < ?)"
    return Condition(sql, (_text(start), _text(end)))


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _by_id(filters: Filters) -> list[Condition]:
    conditions = [
        _named("article_authors", "author_id", "authors", filters.authors),
        _named("article_tags", "tag_id", "tags", filters.tags),
    ]
    if filters.where:
        # Every unqualified column must be the article's own, whatever else the query joins.
        conditions.append(Condition(f"a.id IN (SELECT id FROM articles WHERE {filters.where})", ()))
    return conditions


def _named(table: str, column: str, names: str, wanted: Sequence[str]) -> Condition:
    """Articles by an author's or tag's name, spelled as stored."""
    if not wanted:
        return Condition("", ())
    marks = ", ".join("?" * len(wanted))
    return Condition(
        f"a.id IN (SELECT t.article_id FROM {table} t JOIN {names} n ON n.id = t.{column}"
        f" WHERE n.name IN ({marks}))",
        tuple(wanted),
    )


def _any_of(column: str, values: Sequence[object]) -> Condition:
    if not values:
        return Condition("", ())
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def _joined(conditions: Sequence[Condition]) -> Condition:
    told = [part for part in conditions if part.sql]
    return Condition(
        " AND ".join(part.sql for part in told),
        tuple(parameter for part in told for parameter in part.parameters),
    )
