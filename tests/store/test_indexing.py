"""The indexes know what is committed, whoever wrote it and in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.items import Article, Page
from ingest.query import open_library
from ingest.store import Library

PAGE = Page("https://outlet.example/1", b"<p>", datetime(2026, 11, 22, tzinfo=UTC))
STORY = Article(PAGE.url, "A heron in the harbour", "It stood there for an hour, 北京市, and was gone.")


def found(path: Path, words: str) -> int:
    with open_library(path) as reader:
        return reader.search(words).matches


def check(library: Library) -> None:
    """FTS5 compares its index with the text."""
    library.db.conn.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    assert not library.db.conn.execute("SELECT * FROM unindexed").fetchall()


def test_an_article_that_changes_twice_in_one_group(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    with Library(path) as library:
        with library.batch():
            library.save(STORY, PAGE)
            library.save(replace(STORY, title="A stork in the harbour"), PAGE)
            library.save(replace(STORY, title="A crane in the harbour"), PAGE)
        check(library)
        assert [found(path, word) for word in ("heron", "stork", "crane", "京市")] == [0, 0, 1, 1]
        with library.batch():
            library.save(replace(STORY, title="A stork again", body="It was gone."), PAGE)
            library.save(STORY, PAGE)
        check(library)
        assert [found(path, word) for word in ("heron", "stork", "crane", "京市")] == [1, 0, 0, 1]


def test_an_article_that_goes_before_it_was_indexed(tmp_path: Path) -> None:
    with Library(tmp_path / "articles.db") as library:
        with library.batch():
            library.save(STORY, PAGE)
            library.db.conn.execute("DELETE FROM articles")
        check(library)
        library.save(STORY, PAGE)
        library.db.conn.execute("DELETE FROM articles")
        check(library)


def test_one_that_fails_leaves_the_others_of_its_group_indexed(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    with Library(path) as library:
        with library.batch():
            library.save(STORY, PAGE)
            with pytest.raises(TypeError):
                library.save(replace(STORY, url="https://outlet.example/2", confidence=None), PAGE)  # type: ignore[arg-type]
        check(library)
    assert found(path, "heron") == 1


def test_what_another_program_writes_is_indexed_at_the_next_opening(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    with Library(path) as library:
        library.save(STORY, PAGE)
        library.db.conn.execute("UPDATE articles SET title = 'A pelican'")
    with Library(path) as library:
        check(library)
    assert [found(path, word) for word in ("heron", "pelican")] == [0, 1]
