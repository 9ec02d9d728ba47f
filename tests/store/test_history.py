"""Revisions can be made, compared and taken back; pages are kept compressed, or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.items import Article, Image, Link, Page, Provenance, Removal
from ingest.store import Library, articles, dictionaries, reextraction
from ingest.store.pages import read_page

AT = datetime.now(UTC)
URL = "https://outlet.example/story"


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(":memory:") as library:
        yield library


def page(url: str = URL, body: bytes = b"<html></html>", at: datetime = AT) -> Page:
    return Page(url=url, body=body, fetched_at=at, headers={"content-type": "text/html", "etag": '"1"'})


texts = st.text(max_size=60)
names = st.text(min_size=1, max_size=12)
made_articles = st.builds(
    Article,
    url=st.just(URL),
    title=texts,
    body=texts.map(lambda text: text + " and a few words that never change, so that it is no empty shell"),
    subtitle=st.none() | texts,
    authors=st.lists(names, max_size=3).map(tuple),
    tags=st.lists(names, max_size=3).map(tuple),
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    images=st.lists(st.builds(Image, url=texts, caption=st.none() | texts), max_size=2).map(tuple),
    links=st.lists(st.builds(Link, url=texts, text=texts), max_size=2).map(tuple),
    removed=st.lists(
        st.builds(Removal, category=names, rule=names, text=texts, position=st.integers(0, 99)), max_size=3
    ).map(tuple),
    provenance=st.dictionaries(names, st.builds(Provenance, source=names, raw=texts), max_size=2),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=made_articles, second=made_articles)
def test_what_a_run_changed_is_taken_back_byte_for_byte(first: Article, second: Article) -> None:
    with Library(":memory:") as library:
        saved = library.save(first, page())
        before = list(library.db.query("SELECT * FROM articles")), articles.read_version(library.db, 1)
        run = library.start_run("reextract")
        changed = library.compare(saved.article_id, second)
        assert library.replace(saved.article_id, second, reextraction.KIND, run=run) == changed
        assert library.compare(saved.article_id, second) == []
        assert reextraction.undo(library.db, run) == (bool(changed), [])
        after = list(library.db.query("SELECT * FROM articles")), articles.read_version(library.db, 1)
        assert after == before
        library.db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")


@settings(max_examples=40, deadline=None)
@given(article=made_articles)
def test_saving_twice_gives_one_row(article: Article) -> None:
    with Library(":memory:") as library:
        library.save(article, page())
        assert library.save(article, page()).outcome == "unchanged"
        counts = [library.db.table(name).count for name in ("articles", "revisions", "pages")]
        assert counts == [1, 1, 1]


def test_pages_of_one_host_share_a_dictionary_and_come_back_whole(library: Library) -> None:
    frame = b"".join(
        b"<li><a href='/section/%d'>Section %d</a></li>" % (n * 7919, n * 104729) for n in range(900)
    )
    bodies = {f"https://outlet.example/{n}": frame + b"<p>Story %d</p>" % n + frame[n:] for n in range(6)}
    for url, body in bodies.items():
        library.save(Article(url=url, title=url, body=f"{url} " * 9), page(url, body))
    rows = list(library.db.query("SELECT * FROM pages ORDER BY id"))
    assert [row["dictionary_id"] for row in rows] == [1] * 6
    (dictionary,) = library.db.conn.execute("SELECT body FROM dictionaries").fetchone()
    assert rows[0]["body"] == b""
    assert len(rows[4]["body"]) < len(dictionary) / 10
    for row in rows:
        found = read_page(library.db, row)
        assert found is not None
        assert found.body == bodies[row["url"]]
        assert found.headers["etag"] == '"1"'


def test_hosts_of_one_page_share_a_dictionary(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionaries, "_SAMPLES", 12)
    rng = Random(7)
    snippets = [b"<script src='/%d/%d.js'></script>" % (n, rng.getrandbits(90)) for n in range(300)]
    bodies = {}
    for n in range(20):
        url = f"https://outlet{n}.example/" if n else "file:///page.html"
        own = b"<p>%d</p>" % rng.getrandbits(3000)
        bodies[url] = b"".join(rng.sample(snippets, 120)) + own + b"x" * (n == 15) * 600_000
        library.save(Article(url=url, title=url, body=f"{url} " * 9), page(url, bodies[url]))
    rows = list(library.db.query("SELECT id, length(body) AS size, host, dictionary_id FROM dictionaries"))
    assert [row["dictionary_id"] for row in rows] == [None] * 13 + [13] * 8
    assert rows[20]["size"] < rows[0]["size"] * 0.7
    dictionaries.forget(library.db)
    for row in library.db.query("SELECT * FROM pages"):
        found = read_page(library.db, row)
        assert found is not None
        assert found.body == bodies[row["url"]]
    library.db.conn.execute("UPDATE pages SET body = NULL, dictionary_id = NULL WHERE id <> 20")
    library.prune_pages(timedelta(days=100_000))
    assert library.db.conn.execute("SELECT count(*) FROM dictionaries").fetchone() == (2,)


def test_old_pages_are_pruned_and_articles_stay(library: Library) -> None:
    for n in range(5):
        url = f"https://outlet.example/{n}"
        old = AT - timedelta(days=n * 10)
        library.save(Article(url=url, title="A", body=f"Story {n} " * 20), page(url, b"<p>x" * 500, old))
    assert library.prune_pages(timedelta(days=15)) == 3
    assert library.db.table("articles").count == 5
    kept = library.db.execute("SELECT count(*) FROM pages WHERE body IS NOT NULL").fetchone()[0]
    assert kept == 2


def test_no_page_is_kept_where_none_is_wanted() -> None:
    with Library(":memory:", keep_pages=timedelta(0)) as library:
        library.save(Article(url=URL, title="A", body="A story of some words"), page())
        row = next(library.db.query("SELECT * FROM pages"))
        assert row["body"] is None
        assert row["body_bytes"] == len(b"<html></html>")
        assert library.validators(URL) == {"If-None-Match": '"1"'}


def test_rechecks_come_after_an_hour_a_day_and_a_week(library: Library) -> None:
    article = Article(url=URL, title="A", body="A story of some words", published=AT)
    due = []
    for hours in (0, 2, 30, 24 * 8):
        library.save(article, page(at=AT + timedelta(hours=hours)))
        due.append(library.db.execute("SELECT next_check_at FROM articles").fetchone()[0])
    waits = [datetime.fromisoformat(moment) - AT.replace(microsecond=0) for moment in due[:3]]
    assert waits == [timedelta(hours=1), timedelta(days=1), timedelta(days=7)]
    assert due[3] is None


def test_not_modified_is_a_look_and_settles_the_lease(library: Library) -> None:
    library.save(Article(url=URL, title="A", body="A story of some words", published=AT), page())
    assert library.unchanged(URL)
    assert not library.unchanged("https://outlet.example/unknown")


TEXTS = (
    "The council met on Monday and agreed to rebuild the old pier before the summer begins again.",
    "Scientists found a beetle in the northern forests that nobody had described before this year.",
    "A train left the rails near the border last night and eleven passengers were slightly bruised.",
)
addresses = st.sampled_from([f"https://outlet.example/{name}" for name in "abcd"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(addresses, st.none() | addresses, st.none() | addresses, st.sampled_from(TEXTS)),
        max_size=9,
    )
)
def test_whatever_pages_claim_of_their_addresses_every_story_is_found_again(
    pages: list[tuple[str, str | None, str | None, str]],
) -> None:
    with Library(":memory:") as library:
        for url, canonical, requested, body in pages:
            article = Article(url=url, title="A", body=body, canonical_url=canonical)
            fetched = Page(url, b"<p>", AT, requested_url=requested)
            saved = library.save(article, fetched)
            assert library.find(url) == saved.article_id
            assert library.find(saved.url) == saved.article_id
        assert library.db.execute("PRAGMA foreign_key_check").fetchall() == []
        bodies = {row["body"] for row in library.db.query("SELECT body FROM versions")}
        assert bodies == {body for *_, body in pages}
