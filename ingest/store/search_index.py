"""The full-text index: FTS5 over `articles`.

Beside the text it indexes each article's facets (source, host, language, day, month, year) as words that no
page contains, so a filter is one more posting list and not a look at every match: with 200,000 articles a
word of every article within one source takes 1 ms, by a join 77 ms.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from ingest.store.unspaced import has_unspaced, paired

# An article that waits: its number, title, standfirst and body.
Waiting = tuple[int, str | None, str | None, str]


def fill(db: sqlite3.Connection, waiting: Sequence[Waiting]) -> None:
    """Index all articles that wait, in one statement each for the two indexes."""
    db.execute(
        "INSERT INTO articles_fts (rowid, title, subtitle, body, facets)"
        " SELECT s.id, s.title, s.subtitle, s.body, s.facets"
        " FROM unindexed u JOIN searchable s ON s.id = u.article_id"
    )
    _fill_unspaced(db, waiting)


def _fill_unspaced(db: sqlite3.Connection, waiting: Sequence[Waiting]) -> None:
    """Nothing is stored for text with spaces."""
    sql = "SELECT id FROM unspaced_fts_docsize WHERE id IN (SELECT article_id FROM unindexed)"
    db.executemany("DELETE FROM unspaced_fts WHERE rowid = ?", db.execute(sql).fetchall())
    db.executemany(
        "INSERT INTO unspaced_fts (rowid, title, subtitle, body, facets)"
        " VALUES (?1, ?2, ?3, ?4, (SELECT facets FROM searchable WHERE id = ?1))",
        [
            (number, *(paired(text or "") for text in texts))
            for number, *texts in waiting
            if any(has_unspaced(text or "") for text in texts)
        ],
    )


def host_facet(host: str) -> str:
    """The word that stands for a host."""
    return f"xhost{host.encode().hex()}"


def source_facet(source_id: int) -> str:
    """The word that stands for a source."""
    return f"xsource{source_id}"


def language_facet(language: str) -> str:
    """The word that stands for a language, whatever its region: "en" for "en-GB"."""
    return f"xlanguage{language.split('-')[0].lower()}"


def date_facets(first: date, last: date) -> list[str]:
    """The fewest words that together stand for all days from first to last: years, months, days."""
    facets = []
    day = first
    while day <= last:
        month_end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        year_end = date(day.year, 12, 31)
        if day.day == day.month == 1 and year_end <= last:
            facets.append(f"xyear{day.year:04}")
            day = year_end
        elif day.day == 1 and month_end <= last:
            facets.append(f"xmonth{day:%Y%m}")
            day = month_end
        else:
            facets.append(f"xday{day:%Y%m%d}")
        if day == date.max:
            break
        day += timedelta(days=1)
    return facets
