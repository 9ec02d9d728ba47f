"""The full-text index: FTS5 over `articles`, kept by triggers, so that no writer has to think of it.

Beside the text it indexes each article's facets (source, host, language, day, month, year) as words that no
page contains, so a filter is one more posting list and not a look at every match: with 200,000 articles a
word of every article within one source takes 1 ms, by a join 77 ms.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from ingest.store.unspaced import has_unspaced, paired

_TEXT = ("title", "subtitle", "body")
# An update that changes none of these leaves the index alone.
_WATCHED = (*_TEXT, "host", "source_id", "language", "published_utc")


def _facets(row: str) -> str:
    """The SQL of a row's facets; {row} is a table or "new" or "old"."""
    return (
        f"'xhost' || hex({row}.host) || ' xsource' || coalesce({row}.source_id, 0)"
        " || ' xlanguage' || coalesce("
        f"lower(substr({row}.language, 1, instr({row}.language || '-', '-') - 1)), '')"
        f" || ' xday' || replace(substr({row}.sort_utc, 1, 10), '-', '')"
        f" || ' xmonth' || replace(substr({row}.sort_utc, 1, 7), '-', '')"
        f" || ' xyear' || substr({row}.sort_utc, 1, 4)"
    )


_INSERT = f"""INSERT INTO articles_fts (rowid, title, subtitle, body, facets)
    VALUES (new.id, new.title, new.subtitle, new.body, {_facets("new")});"""
_DELETE = f"""INSERT INTO articles_fts (articles_fts, rowid, title, subtitle, body, facets)
    VALUES ('delete', old.id, old.title, old.subtitle, old.body, {_facets("old")});"""
_CHANGED = " OR ".join(f"old.{column} IS NOT new.{column}" for column in _WATCHED)

# External content: the text is stored once, in `articles`.
ARTICLES_FTS = f"""
CREATE VIEW searchable AS
SELECT a.id, a.title, a.subtitle, a.body, {_facets("a")} AS facets FROM articles a;

CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, subtitle, body, facets,
    content = 'searchable', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
-- Merging eight segments at a time saves a fifth of the time of saving; searching takes the same.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 8);
-- A match in the title weighs ten times one in the body, one in the standfirst four times; facets nothing.
INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 0.0)');

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    {_INSERT}
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    {_DELETE}
    DELETE FROM unspaced_fts WHERE rowid = old.id;
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF {", ".join(_WATCHED)} ON articles WHEN {_CHANGED} BEGIN
    {_DELETE}
    {_INSERT}
END;

-- Articles in scripts without spaces once more, as pairs of characters: see ingest/store/unspaced.py.
CREATE VIRTUAL TABLE unspaced_fts USING fts5(
    title, subtitle, body, facets, tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO unspaced_fts (unspaced_fts, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 0.0)');
"""


def index_unspaced(db: sqlite3.Connection, article_id: int) -> None:
    """Bring an article's row in `unspaced_fts` up to date; nothing is stored for text with spaces."""
    row = db.execute(f"SELECT {', '.join(_TEXT)} FROM articles WHERE id = ?", [article_id]).fetchone()
    texts = [text or "" for text in row] if row else []
    if db.execute("SELECT 1 FROM unspaced_fts_docsize WHERE id = ?", [article_id]).fetchone():
        db.execute("DELETE FROM unspaced_fts WHERE rowid = ?", [article_id])
    if any(has_unspaced(text) for text in texts):
        db.execute(
            "INSERT INTO unspaced_fts (rowid, title, subtitle, body, facets)"
            " VALUES (?, ?, ?, ?, (SELECT facets FROM searchable WHERE id = ?))",
            [article_id, *map(paired, texts), article_id],
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
