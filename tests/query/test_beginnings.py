"""Short beginnings in a large library are asked for by the words that the newest articles have for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.query import Reader, beginnings, open_library
from ingest.query.words import parse_words
from ingest.store import Library
from tests.query.conftest import article, page

TEXTS = ("An abbot spoke.", "The abbey is open.", "Ábaco and abbey.", "Nothing of it.", "It was abandoned.")


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """A library of five articles that passes for a large one, of which the newest four are looked at."""
    path = tmp_path / "articles.db"
    with Library(path) as library, library.batch():
        for number, text in enumerate(TEXTS):
            item = article(f"https://a.example/{number}", f"Story {number}", text)
            library.save(item, page(item))
    for name, value in (("SMALL", 1), ("_NEWEST", 4), ("_FEW", 1)):
        monkeypatch.setattr(beginnings, name, value)
    with open_library(path) as reader:
        yield reader


def ids(reader: Reader, words: str) -> list[int]:
    return sorted(hit.id for hit in reader.search(words).hits)


def test_the_usual_words_stand_for_a_short_beginning(large: Reader) -> None:
    first, *others = beginnings.common_words(large.rows, "AB")
    assert (first, sorted(others)) == ("abbey", ["abaco", "abandoned"])
    assert ids(large, "ab*") == [2, 3, 5]
    assert large.search("ab*").is_capped  # "3 or more": the first article's word is not usual
    assert ids(large, "ab* -abbey") == [5]
    assert ids(large, "title:ab*") == []


def test_what_is_excluded_or_long_or_rare_is_asked_for_as_it_is(
    large: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ids(large, "story -ab*") == [4]
    assert ids(large, "story -(nothing OR ab*)") == []
    assert ids(large, "abbo*") == [1]
    assert ids(large, '"an ab"*') == [1]
    monkeypatch.setattr(beginnings, "_FEW", 100)
    assert ids(large, "ab*") == [1, 2, 3, 5]
    assert not large.search("ab*").is_capped


@given(st.text(alphabet='ab "*()-:,.é京NEAROT', max_size=30))
def test_no_query_is_a_syntax_error(text: str) -> None:
    words = parse_words(text, lambda beginning: ["abc", "abd"] if beginning.isalnum() else [])
    if words is not None:
        db = sqlite3.connect(":memory:")
        db.execute("CREATE VIRTUAL TABLE t USING fts5(title, subtitle, body, facets)")
        db.execute("SELECT * FROM t WHERE t MATCH ?", [f"{{title subtitle body}} : ({words.expression})"])
        db.close()
