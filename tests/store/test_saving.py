"""One URL becomes one row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ingest.items import Article, Image, Link, Page, Removal
from ingest.store import Library

AT = datetime.now(UTC)
URL = "https://outlet.example/story"
BODY = " ".join(f"Sentence number {n} says something about the harbour." for n in range(30))


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(":memory:") as library:
        yield library


def make_page(url: str = URL, *, at: datetime = AT, **fields: object) -> Page:
    return Page(url=url, body=b"<html>page</html>", fetched_at=at, **fields)  # type: ignore[arg-type]


def make_article(url: str = URL, body: str = BODY, **fields: object) -> Article:
    return Article(url=url, title="The harbour", body=body, **fields)  # type: ignore[arg-type]


def count(library: Library, table: str) -> int:
    return int(library.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_saving_twice_gives_one_row(library: Library) -> None:
    assert library.save(make_article(), make_page()).outcome == "new"
    assert library.save(make_article(), make_page(at=AT + timedelta(hours=2))).outcome == "unchanged"
    assert count(library, "articles") == count(library, "revisions") == count(library, "pages") == 1


def test_all_parts_are_stored(library: Library) -> None:
    article = make_article(
        authors=("Ada Byron", "Mary Shelley", "Ada Byron"),
        tags=("sea",),
        images=(Image("https://outlet.example/a.jpg", caption="A boat"),),
        links=(Link("https://other.example/", "the report"),),
        removed=(Removal("donation", "plea", "Give us money.", 7),),
    )
    library.save(article, make_page())
    names = [row["name"] for row in library.db.query("SELECT name FROM authors ORDER BY id")]
    assert names == ["Ada Byron", "Mary Shelley"]
    assert [count(library, t) for t in ("article_authors", "tags", "images", "links", "removals")] == [
        2,
        1,
        1,
        1,
        1,
    ]
    found = library.db.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'harbour'").fetchall()
    assert len(found) == 1


def test_a_corrected_sentence_makes_a_revision_and_typography_none(library: Library) -> None:
    library.save(make_article(), make_page())
    same = library.save(make_article(body=BODY.replace(" says ", "  says\u00a0")), make_page())
    assert same.outcome == "unchanged"
    changed = library.save(make_article(body=BODY.replace("number 3 ", "number three ")), make_page())
    assert (changed.outcome, changed.reason) == ("changed", "correction")
    versions = list(library.db.query("SELECT number, kind, body, is_current FROM versions"))
    assert [(v["number"], v["kind"], v["is_current"]) for v in versions] == [
        (1, "first", 0),
        (2, "correction", 1),
    ]
    assert "number 3 " in versions[0]["body"]
    assert "number three" in versions[1]["body"]


def test_a_much_shorter_text_is_an_attempt(library: Library) -> None:
    library.save(make_article(), make_page())
    kept = library.save(make_article(body="We value your privacy."), make_page())
    assert (kept.outcome, kept.reason) == ("kept", "much shorter text")
    assert library.db.execute("SELECT body FROM articles").fetchone()[0] == BODY
    assert count(library, "attempts") == 1


def test_a_failure_is_a_row_until_it_works(library: Library) -> None:
    library.fail(URL, "fetch", "host unreachable")
    library.fail(URL, "fetch", "host unreachable")
    assert library.db.execute("SELECT attempts FROM failures").fetchone()[0] == 2
    library.save(make_article(), make_page())
    assert count(library, "failures") == 0


def test_every_spelling_of_an_address_is_one_story(library: Library) -> None:
    library.save(
        make_article(),
        make_page(requested_url="http://outlet.example/s/1", redirects=("https://o.example/1",)),
    )
    for spelling in (
        "http://www.outlet.example/story/?utm_source=feed#top",
        "https://m.outlet.example/story/amp/",
        "https://outlet.example/story?fbclid=1&amp=1",
        "http://outlet.example/s/1",
    ):
        assert not library.is_due(spelling), spelling
        assert library.save(make_article(spelling), make_page(spelling)).outcome == "unchanged", spelling
    assert count(library, "articles") == 1


def test_a_canonical_that_many_stories_claim_belongs_to_none(library: Library) -> None:
    lie = "https://outlet.example/news"
    texts = {
        "a": "The council met on Monday and agreed to rebuild the old pier before the next summer season"
        " begins.",
        "b": "Scientists found a beetle in the northern forests that nobody had described before this"
        " expedition.",
        "c": "A train left the rails near the border last night and eleven passengers were treated for"
        " bruises.",
    }
    for name, text in texts.items():
        url = f"https://outlet.example/{name}"
        library.save(make_article(url, text, canonical_url=lie), make_page(url))
    urls = {row["url"] for row in library.db.query("SELECT url FROM articles")}
    assert urls == {f"https://outlet.example/{name}" for name in texts}


def test_a_canonical_that_is_declared_later_makes_one_story_of_two_rows(library: Library) -> None:
    copy, story = "https://outlet.example/live/12", "https://outlet.example/harbour"
    early = BODY.replace("number 3 ", "number three ")
    first = library.save(make_article(copy, early), make_page(copy))
    library.save(make_article(copy, BODY.replace("number 4 ", "number four ")), make_page(copy))
    library.fail(copy, "fetch", "timeout")
    second = library.save(make_article(story), make_page(story))
    assert first.article_id != second.article_id
    declared = library.save(
        make_article(copy, canonical_url=story), make_page(copy, at=AT + timedelta(hours=3))
    )
    assert (declared.outcome, declared.article_id) == ("unchanged", second.article_id)
    assert [row["url"] for row in library.db.query("SELECT url FROM articles")] == [story]
    assert library.find(copy) == library.find(story) == second.article_id
    versions = [(v["kind"], v["body"]) for v in library.db.query("SELECT kind, body FROM versions")]
    assert versions[0] == ("first (merged)", early)
    assert [kind for kind, _ in versions] == ["first (merged)", "correction (merged)", "first"]
    assert versions[2][1] == BODY
    assert count(library, "attempts") == 1 and count(library, "pages") == 2
    assert library.db.execute("PRAGMA foreign_key_check").fetchall() == []
    library.db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
