"""Searching: the language of queries, filters, scripts without spaces, folded copies."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import NotFound
from ingest.query import Reader, filters, ranking, search
from ingest.query.dates import first_moment, last_moment
from ingest.query.excerpts import excerpt, marked
from ingest.query.words import parse_words
from ingest.store.search_index import date_facets


def found(reader: Reader, words: str, **filters: object) -> list[str]:
    hits = reader.search(words, reader.filters(**filters)).hits  # type: ignore[arg-type]
    return [hit.url.split("//")[1].split("?")[0] for hit in hits]


CEASEFIRE = "www.outlet.example/world/ceasefire"
BUDGET = "news.example/economy/budget"


@pytest.mark.parametrize(
    ("words", "urls"),
    [
        ("ceasefire", [CEASEFIRE]),
        ("CEASEFIRE talks", [CEASEFIRE]),
        ("elysee", [CEASEFIRE]),
        ('"talks were resumed"', [CEASEFIRE]),
        ('"talks resumed were"', []),
        ("deleg*", [CEASEFIRE]),
        ("deleg", []),
        ("title:geneva", [CEASEFIRE]),
        ("title:sunday", []),
        ("subtitle:week", [CEASEFIRE]),
        ("NEAR(talks monday, 4)", [CEASEFIRE]),
        ("NEAR(ceasefire pleased, 1)", []),
        ("parliament -footballer", []),
        ("parliament NOT hockey", [BUDGET]),
        ("footballer OR geneva", [CEASEFIRE, BUDGET]),
        ("(footballer OR geneva) passed", [BUDGET]),
        ("规定", ["zh.example/1"]),
        ("京", ["zh.example/1"]),
        ("Apple 北京市", ["zh.example/1"]),
        ("定规", []),
        ("-parliament -ministry -规定 -lorries", [CEASEFIRE]),
        ("-(parliament OR ministry) NOT lorries NOT 京", [CEASEFIRE]),
    ],
)
def test_the_language_of_queries(reader: Reader, words: str, urls: list[str]) -> None:
    assert sorted(found(reader, words)) == sorted(urls)


@pytest.mark.parametrize(
    ("filters", "hit"),
    [
        ({"sources": ["outlet.example"]}, True),
        ({"sources": ["news.example"]}, False),
        ({"since": "2026-11-22"}, True),
        ({"until": "2026-11-21"}, False),
        ({"since": "2026", "until": "2026"}, True),
        ({"since": "2026-11-22T12:30"}, False),
        ({"languages": ["en"]}, True),
        ({"languages": ["en-US"]}, True),
        ({"languages": ["de"]}, False),
        ({"authors": ["bo öst"]}, True),
        ({"authors": ["bo öst"], "since": "2026-11-23"}, False),
        ({"tags": ["war", "economy"]}, True),
        ({"authors": ["Ann Lee"], "tags": ["Diplomacy"], "languages": ["en"], "since": "2026-11"}, True),
    ],
)
def test_filters(reader: Reader, filters: dict[str, object], hit: bool) -> None:
    assert found(reader, "ceasefire", **filters) == ([CEASEFIRE] if hit else [])
    # The same filters without words, by SQL instead of the index.
    urls = [item.url for item in reader.articles(reader.filters(**filters))]  # type: ignore[arg-type]
    assert (f"https://{CEASEFIRE}" in urls) == hit


def test_copies_of_a_story_are_one_hit(reader: Reader) -> None:
    (hit,) = reader.search("lorries").hits
    assert [copy.outlet for copy in hit.also_at] in (["daily.example"], ["news.example"])
    assert len(reader.search("lorries", fold=False).hits) == 2


def test_without_words_the_newest(reader: Reader) -> None:
    assert found(reader, "", languages=["zh"]) == ["zh.example/1"]
    assert reader.search("", reader.filters(since="2026-11-22"), limit=1).hits[0].also_at
    assert not found(reader, "-", languages=["zh"])


def test_titles_weigh_more(reader: Reader) -> None:
    assert found(reader, "bridges OR budget OR passed")[0] == BUDGET


def test_a_source_that_does_not_exist(reader: Reader) -> None:
    with pytest.raises(NotFound, match=r"there are daily\.example, news\.example"):
        reader.filters(sources=["nowhere.example"])
    with pytest.raises(NotFound, match="did you mean Ann Lee"):
        reader.filters(authors=["Anne Lee"])


@given(st.text(alphabet="ab \"*()-:^{}+,.北京'\\\0NEAROT", max_size=30))
def test_no_query_is_a_syntax_error(text: str) -> None:
    words = parse_words(text)
    if words is not None:
        db = sqlite3.connect(":memory:")
        db.execute("CREATE VIRTUAL TABLE t USING fts5(title, subtitle, body, facets)")
        db.execute("SELECT * FROM t WHERE t MATCH ?", [f"{{title subtitle body}} : ({words.expression})"])
        db.close()


def test_excerpts_mark_what_was_found() -> None:
    assert marked("The Élysée talks", ("elysee",)) == (("The ", False), ("Élysée", True), (" talks", False))
    long = "Nothing here. " * 60 + "At last a match stands here. " + "More text. " * 60
    runs = excerpt((long, ""), ("match",))
    assert ("match", True) in runs
    assert len("".join(text for text, _ in runs)) < 300


def test_dates_as_people_type_them() -> None:
    now = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    assert first_moment("2026-11").isoformat() == "2026-11-01T00:00:00+00:00"
    assert last_moment("2026-11").isoformat() == "2026-12-01T00:00:00+00:00"
    assert last_moment("2026-11-22").isoformat() == "2026-11-23T00:00:00+00:00"
    assert first_moment("7d", now).isoformat() == "2026-11-15T15:30:00+00:00"
    assert first_moment("yesterday", now).isoformat() == "2026-11-21T00:00:00+00:00"
    with pytest.raises(ValueError, match="no date"):
        first_moment("soon")


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_date_facets_cover_the_range_once(first: date, last: date) -> None:
    days = sum(
        {"xyear": 365.25, "xmonth": 30.4, "xday": 1}[facet.rstrip("0123456789")]
        for facet in date_facets(first, last)
    )
    expected = max(0, (last - first).days + 1)
    assert abs(days - expected) <= max(4, expected * 0.02)


def test_a_large_library_finds_the_same(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that are too common to be weighed change the order at most, and never what is found."""
    queries = ("talks", "the ceasefire", "the", "the OR ceasefire", "the -footballer", '"the budget"', "t*")
    whole = {words: sorted(found(reader, words)) for words in queries}
    assert all(whole.values())
    monkeypatch.setattr(ranking, "SMALL", 0)
    for budget in (0, 2, 450_000):
        monkeypatch.setattr(ranking, "_BUDGET", budget)
        for words in queries:
            assert sorted(found(reader, words)) == whole[words]
    assert found(reader, "the budget", sources=["news.example"]) == [BUDGET]


def test_without_weights_titles_come_first(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "SMALL", 0)
    monkeypatch.setattr(ranking, "_BUDGET", 0)
    # The budget was stored later.
    assert found(reader, "geneva OR parliament") == [CEASEFIRE, BUDGET]
    assert found(reader, "delegates OR parliament") == [BUDGET, CEASEFIRE]


def test_phrases_of_common_words_are_looked_for_among_the_newest(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "SMALL", 0)
    monkeypatch.setattr(ranking, "_BUDGET", 0)
    words = parse_words('"the ministry said"')
    assert words
    newest = ranking.scale(reader.rows, words).newest
    everywhere = reader.search('"the ministry said"', fold=False)
    assert everywhere.matches > 1
    assert not everywhere.is_capped
    last = max(hit.id for hit in everywhere.hits)
    monkeypatch.setattr(search, "RECENT", newest - last + 1)
    monkeypatch.setattr(search, "ENOUGH", 1)
    recent = reader.search('"the ministry said"', fold=False)
    assert [hit.id for hit in recent.hits] == [last]
    assert recent.is_capped


def test_many_articles_of_a_name_are_walked_by_date(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """An author of thousands: another plan, the same articles in the same order."""
    wanted = reader.filters(authors=["Ann Lee"], since="2026")
    few = [item.url for item in reader.articles(wanted, limit=5)], reader.count(wanted)
    monkeypatch.setattr(filters, "_MANY", 1)
    assert "+a.id IN" in filters.condition(wanted, reader.rows).sql
    assert ([item.url for item in reader.articles(wanted, limit=5)], reader.count(wanted)) == few
    assert few[1] == 2
