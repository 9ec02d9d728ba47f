"""Libraries of every earlier version, with something in each table, are upgraded when they are opened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.items import Article, Page
from ingest.query import open_library
from ingest.store import Library
from ingest.store.migrations import known

EARLIER = sorted((Path(__file__).parent / "libraries").glob("version_*.sql"))
Rows = dict[str, list[tuple[Any, ...]]]


def all_rows(path: Path) -> Rows:
    """Table -> its rows; without FTS5's own tables, which hold the same in another form."""
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*_fts*'"
        names = [name for (name,) in db.execute(sql)]
        return {name: sorted(db.execute(f"SELECT * FROM [{name}]"), key=repr) for name in names}


@pytest.fixture(params=EARLIER, ids=lambda path: path.stem)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "articles.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(request.param.read_text("utf-8"))
    return path


def test_every_earlier_version_is_here() -> None:
    assert [path.stem for path in EARLIER] == [f"version_{number}" for number in range(1, len(known()))]


def test_every_table_has_rows_before(earlier: Path) -> None:
    assert [name for name, rows in all_rows(earlier).items() if not rows] == []


def test_nothing_is_lost_and_a_copy_is_kept(earlier: Path) -> None:
    before = all_rows(earlier)
    Library(earlier).close()
    after = all_rows(earlier)
    for rows in (before, after):
        del rows["_sqlite_migrations"]
        rows.pop("unindexed", None)  # what waited is indexed now
    # A later version may have more columns, after those that were there.
    widths = {name: len(rows[0]) for name, rows in before.items()}
    assert {name: [row[: widths[name]] for row in rows] for name, rows in after.items() if rows} == before
    (copy,) = earlier.parent.glob("*.bak")
    kept = all_rows(copy)
    del kept["_sqlite_migrations"]
    kept.pop("unindexed", None)
    assert kept == before


def test_it_has_what_a_new_one_has(earlier: Path, tmp_path: Path) -> None:
    def made_of(path: Path) -> set[tuple[str, str]]:
        Library(path).close()
        with closing(sqlite3.connect(path)) as db:
            parts = set(db.execute("SELECT type, name FROM sqlite_master"))
            return parts | set(db.execute("SELECT k, v FROM articles_fts_config"))

    assert made_of(earlier) == made_of(tmp_path / "new.db")


def test_it_is_searched_and_written_as_a_new_one(earlier: Path) -> None:
    with open_library(earlier) as reader:  # read-only: not upgraded, and still answered
        assert reader.search("ceasefire").matches == 1
    with Library(earlier) as library:
        text = "A ferry has been found on the moon."
        page = Page("https://new.example/1", b"<p>", datetime.now(UTC))
        new = library.save(Article(page.url, "New", text), page)
        assert new.outcome == "new"
        library.db.conn.execute("DELETE FROM articles WHERE title LIKE 'Ceasefire%'")
        library.db.conn.execute("UPDATE articles SET title = 'A bridge' WHERE title LIKE 'Bridges%'")
    with Library(earlier) as library, open_library(earlier) as reader:
        for index in ("articles_fts", "unspaced_fts"):  # 1: compare with the text, too
            library.db.conn.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        assert library.db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert [hit.id for hit in reader.search("ferry moon").hits] == [new.article_id]
        assert not reader.search("ceasefire").hits
        assert reader.search("title:bridge").matches == 1
        assert reader.search("苹果").matches == 1
