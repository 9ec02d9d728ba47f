"""Finding one article, and what the library knows of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ingest.commands._printing import as_text
from ingest.errors import NotFound
from ingest.items import Article
from ingest.query import Reader, open_library
from ingest.query.diffs import word_diff
from ingest.query.stored import standfirst_of
from tests.query.conftest import CEASEFIRE, STORIES


@pytest.mark.parametrize(
    "url",
    [
        "https://www.outlet.example/world/ceasefire",
        "http://outlet.example/world/ceasefire/?utm_source=x&fbclid=1#top",
        "outlet.example/world/ceasefire",
        "outlet.example/wor",
        "1",
    ],
)
def test_any_spelling_of_an_address_finds_the_article(reader: Reader, url: str) -> None:
    assert reader.article(url).url == CEASEFIRE.url


def test_an_unknown_address_names_near_ones(reader: Reader) -> None:
    with pytest.raises(NotFound, match=r"did you mean https://www\.outlet\.example/world/ceasefire"):
        reader.article("https://outlet.example/world/ceasefires-2")
    with pytest.raises(NotFound, match="more than one article begins like this"):
        reader.article("news.example/")


def test_what_was_saved_comes_back(reader: Reader) -> None:
    item = reader.article("1")
    for name in ("title", "subtitle", "authors", "published", "tags", "images", "links", "rights", "removed"):
        assert getattr(item.article, name) == getattr(CEASEFIRE, name), name
    assert item.article.provenance == CEASEFIRE.provenance
    assert item.article.body == CEASEFIRE.body.replace("Sunday", "Monday")
    page = item.read_page()
    assert page is not None
    assert b"Monday" in page.body
    assert item.revision == 2


def test_revisions_and_their_difference(reader: Reader) -> None:
    first, last = reader.revisions("1")
    assert (first.body, last.is_current) == (CEASEFIRE.body, True)
    diff = word_diff(first.body, last.body)
    assert [(kind, text) for kind, text in diff if kind != "same"] == [
        ("removed", "Sunday."),
        ("added", "Monday."),
    ]
    assert "".join(text for kind, text in diff if kind != "added") == first.body
    assert "".join(text for kind, text in diff if kind != "removed") == last.body


def test_articles_come_newest_first(reader: Reader) -> None:
    dates = [item.sort_utc for item in reader.articles()]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == reader.count() == len(STORIES)


def test_nothing_can_be_written(reader: Reader) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.db.execute("DELETE FROM articles")


def test_a_file_that_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all, but long enough" * 50)
    with pytest.raises(NotFound, match="no library of ingest"):
        open_library(tmp_path / "notes.txt")
    with pytest.raises(NotFound, match="ingest fetch"):
        open_library(tmp_path / "missing.db")


def test_a_damaged_library_is_called_damaged(reader: Reader, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    whole = sqlite3.connect(broken)
    reader.db.backup(whole)
    whole.execute("PRAGMA journal_mode = DELETE")
    whole.close()
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 4])
    with pytest.raises(NotFound, match=r"damaged; `sqlite3 FILE \.recover`"):
        open_library(broken)


@pytest.mark.parametrize(
    ("standfirst", "body", "shown"),
    [
        (
            "The mayor opened the bridge on Monday, in the rain.",
            "The mayor opened the bridge on Monday",
            True,
        ),
        (
            "The mayor opened the bridge on Monday, in the rain.",
            "The mayor opened the bridge on Monday – in the rain.\n\nMore.",
            False,
        ),
        ("A bridge", "A bridge too far for the mayor, who stayed at home on Monday.", True),
        ("", "The mayor stayed at home.", False),
    ],
)
def test_a_standfirst_is_not_shown_twice(standfirst: str, body: str, shown: bool) -> None:
    article = Article(url="https://outlet.example/a", title="A", subtitle=standfirst or None, body=body)
    assert bool(standfirst_of(article)) is shown
    assert (bool(standfirst) and standfirst in as_text(article)) is shown
