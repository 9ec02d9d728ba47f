"""Whatever a fetch yields, a stored article never gets worse: through the pipelines, as in a crawl."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from ingest import session as session_module
from ingest.items import Article, Image, Page
from ingest.pipelines import Read, ReadArticle, StoreArticle
from ingest.session import Session, session_of
from ingest.store import Library
from tests.store.site import article_html
from tests.store.test_walls import WALLS

URL = "https://outlet.example/article/7"
STORY = article_html(7)
WORSE = {
    **WALLS,
    "empty shell": "<!doctype html><html><head><title>The Courier</title></head><body><div"
    " id=root></div></body></html>",
    "much shorter text": STORY.split("<p>", 1)[0]
    + "<p>The council of district 49 met at the old harbour.</p>",
}


class Pipelines:
    """The two pipelines on a library of their own."""

    def __init__(self, path: Path) -> None:
        self.crawler = get_crawler(Spider, {"INGEST_DB": str(path), "INGEST_QUEUE": "test"})
        self.session: Session = session_of(self.crawler)
        self.library: Library = self.session.library

    def take(self, html: str, status: int = 200) -> None:
        page = Page(URL, html.encode(), datetime.now(UTC), status=status)

        async def process() -> None:
            with suppress(DropItem):
                read = await ReadArticle(self.crawler).process_item(page)
                await StoreArticle(self.crawler).process_item(read)

        asyncio.run(process())


@pytest.fixture
def pipelines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipelines]:
    monkeypatch.setattr(session_module, "FLUSH_WRITES", 1)
    pipelines = Pipelines(tmp_path / "library.db")
    yield pipelines
    pipelines.session.close()


@pytest.mark.parametrize("name", WORSE)
def test_a_worse_page_is_an_attempt_and_no_change(pipelines: Pipelines, name: str) -> None:
    pipelines.take(STORY)
    before = pipelines.library.db.execute(
        "SELECT title, body, markdown, html, revision FROM articles"
    ).fetchall()
    pipelines.take(WORSE[name])
    after = pipelines.library.db.execute(
        "SELECT title, body, markdown, html, revision FROM articles"
    ).fetchall()
    assert after == before
    reasons = [reason for (reason,) in pipelines.library.db.execute("SELECT reason FROM attempts")]
    assert len(reasons) == 1
    # What is left of a story may be too little to be called an article at all.
    assert name in (*reasons, "empty shell") or reasons == ["no article on the page"], reasons
    assert pipelines.library.db.table("failures").count == 0
    kept = pipelines.library.db.execute("SELECT kept, failed FROM runs").fetchone()
    assert kept == (1, 0)
    stored = pipelines.library.db.execute("SELECT count(*), max(body_bytes) FROM pages").fetchone()
    assert stored == (1, len(STORY.encode()))


@pytest.mark.parametrize(
    "name", [name for name in WORSE if name not in ("paywall teaser", "much shorter text")]
)
def test_a_wall_is_no_article_the_first_time_either(pipelines: Pipelines, name: str) -> None:
    pipelines.take(WORSE[name])
    assert pipelines.library.db.table("articles").count == 0
    assert pipelines.library.db.execute("SELECT stage, attempts FROM failures").fetchall() == [("read", 1)]
    pipelines.take(STORY)
    assert pipelines.library.db.table("articles").count == 1
    assert pipelines.library.db.table("failures").count == 0


def test_a_changing_box_beside_the_story_makes_no_revision(pipelines: Pipelines) -> None:
    box = (
        "<aside><h2>Most read</h2><ul><li><a href=/a>{}</a></li><li><a href=/b>Another</a></li></ul></aside>"
    )
    for headline in ("A dog saved", "A cat saved"):
        pipelines.take(STORY.replace("</main>", "</main>" + box.format(headline)))
    assert pipelines.library.db.table("revisions").count == 1
    assert pipelines.library.db.execute("SELECT unchanged FROM runs").fetchone() == (1,)


def test_a_corrected_sentence_makes_one(pipelines: Pipelines) -> None:
    pipelines.take(STORY)
    pipelines.take(STORY.replace("careful compromise", "hasty compromise", 1))
    kinds = [kind for (kind,) in pipelines.library.db.execute("SELECT kind FROM revisions ORDER BY number")]
    assert kinds == ["first", "correction"]


def test_what_the_file_cannot_hold_is_a_failure_and_no_more(pipelines: Pipelines) -> None:
    page = Page(URL, b"<p>", datetime.now(UTC))
    absurd = Article(url=URL, title="A", body="words", images=(Image("https://o.example/i", width=10**30),))

    async def process() -> None:
        with pytest.raises(DropItem):
            await StoreArticle(pipelines.crawler).process_item(Read(page, absurd))

    asyncio.run(process())
    assert pipelines.library.db.table("articles").count == 0
    assert pipelines.library.db.execute("SELECT stage FROM failures").fetchall() == [("store",)]


def test_a_teaser_never_replaces_the_whole_text() -> None:
    url = "https://outlet.example/story"
    words = " ".join(f"word{n}" for n in range(100))
    whole = Article(url=url, title="A", body=words)
    teaser = replace(whole, body=" ".join(words.split()[:80]), paywalled=True)
    with Library(":memory:") as library:
        page = Page(url, b"<p>", datetime.now(UTC))
        library.save(whole, page)
        assert library.save(teaser, page).reason == "paywall teaser"
        assert library.save(replace(whole, title=None), page).reason == "title lost"
        assert library.save(whole, replace(page, status=503)).reason == "error page (HTTP 503)"
