# ruff: noqa: E501 - pages stand here as sites write them
"""Sources from discovery to the second crawl, as a person does it on the command line."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.servers import Outlet, article, serving

FAST = [
    *("--allow-private", "--delay", "0", "--progress", "none"),
    *("-s", "AUTOTHROTTLE_ENABLED=0", "-s", "INGEST_BACKOFF=0.05", "-s", "DOWNLOAD_TIMEOUT=5"),
]
NOW = "2026-11-22T10:00:00+00:00"


def story(n: int, more: str = "") -> bytes:
    page = article(f"Story {n} from the town by the river", f"rain {n}").decode()
    return page.replace("</article>", f"<p>{more}</p></article>" if more else "</article>").encode()


def feed(outlet: Outlet, *numbers: int) -> bytes:
    items = "".join(
        f"<item><title>Story {n} from the town by the river</title><link>{outlet.url(f'/news/story-of-rain-{n}')}"
        f"?utm_source=rss</link><pubDate>Sun, 22 Nov 2026 0{n}:00:00 +0200</pubDate></item>"
        for n in numbers
    )
    head = "<title>The Outlet</title><language>en</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def sitemap(outlet: Outlet, *numbers: int) -> bytes:
    urls = "".join(
        f"<url><loc>{outlet.url(f'/news/story-of-rain-{n}')}</loc><news:news><news:publication_date>{NOW}"
        f"</news:publication_date><news:title>Story {n}</news:title></news:news></url>"
        for n in numbers
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    ).encode()


def put_up(outlet: Outlet) -> None:
    """A small outlet: a front page, a feed, a news sitemap behind an index, a section of two pages."""
    html, xml = {"Content-Type": "text/html"}, {"Content-Type": "application/xml"}
    front = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Hi</body></html>'
    pages = outlet.pages
    pages["/"] = (200, html, front.encode())
    pages["/robots.txt"] = (
        200,
        {"Content-Type": "text/plain"},
        f"User-agent: *\nSitemap: {outlet.url('/index.xml')}\n".encode(),
    )
    pages["/feed.xml"] = (200, xml | {"ETag": '"feed-1"'}, feed(outlet, 1, 2))
    child = f"<sitemapindex><sitemap><loc>{outlet.url('/news.xml')}</loc></sitemap></sitemapindex>"
    pages["/index.xml"] = (200, xml, child.encode())
    pages["/news.xml"] = (200, xml, sitemap(outlet, 2, 3))
    for n in range(1, 9):
        pages[f"/news/story-of-rain-{n}"] = (200, html | {"ETag": f'"{n}"'}, story(n))
    for page, numbers in ((1, (4, 5)), (2, (6,))):
        links = "".join(
            f'<h2><a href="/news/story-of-rain-{n}">Story {n} from the town by the river</a></h2>'
            for n in numbers
        )
        more = f'<a rel="next" href="/section?page={page + 1}">Next</a>' if page == 1 else ""
        path = "/section" if page == 1 else "/section?page=2"
        pages[path] = (200, html, f"<html><body><main>{links}{more}</main></body></html>".encode())
    parts = ["First part", "Second part", "Third part"]
    for n, words in enumerate(parts, 1):
        onward = f'<a href="/long-tale-of-rain/{n + 1}">{n + 1}</a>' if n < 3 else ""
        text = "".join(f"<p>{words} of the long tale, sentence {i}, with enough words.</p>" for i in range(5))
        path = "/long-tale-of-rain" + (f"/{n}" if n > 1 else "")
        head = "<head><meta property='og:type' content='article'></head>"
        tale = (
            f"<html>{head}<body><article><h1>A long tale of rain</h1>{text}</article>{onward}</body></html>"
        )
        pages[path] = (200, html, tale.encode())
    amp = (
        story(7)
        .replace(b"<html", b"<html amp")
        .replace(
            b"<head>", f'<head><link rel="canonical" href="{outlet.url("/news/story-of-rain-7")}">'.encode()
        )
    )
    pages["/amp/story-of-rain-7"] = (200, html, amp)
    pages["/once-broken"] = (404, html, b"<html><body>gone</body></html>")


@dataclass
class Story:
    """What the commands printed and what stood in the library after each step."""

    outlet: Outlet
    db: Path
    said: dict[str, subprocess.CompletedProcess[str]] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    stored: dict[str, dict[str, str]] = field(default_factory=dict)

    def do(self, step: str, *words: str) -> subprocess.CompletedProcess[str]:
        before = len(self.outlet.log)
        done = subprocess.run(
            [sys.executable, "-m", "ingest", *words, "--db", str(self.db)],
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        self.said[step] = done
        self.asked[step] = [path for _, _, path in self.outlet.log[before:] if path != "/robots.txt"]
        with sqlite3.connect(self.db) as db:
            self.stored[step] = dict(db.execute("SELECT url, title FROM articles").fetchall())
        db.close()
        return done

    def rows(self, sql: str) -> list[tuple]:
        db = sqlite3.connect(self.db)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    db = tmp_path_factory.mktemp("crawling") / "articles.db"
    with serving() as outlet:
        put_up(outlet)
        story_ = Story(outlet, db)
        # No scheme: https is tried, and this outlet has none.
        story_.do("add", "source", "add", outlet.url("/").removeprefix("http://"), *FAST)
        story_.do("crawl", "crawl", *FAST)
        outlet.pages["/feed.xml"] = (
            200,
            outlet.pages["/feed.xml"][1] | {"ETag": '"feed-2"'},
            feed(outlet, 8, 1),
        )
        changed = story(1, "A correction: it rained for eight days, not seven, the mayor now says.")
        outlet.pages["/news/story-of-rain-1"] = (200, {"Content-Type": "text/html", "ETag": '"1b"'}, changed)
        with sqlite3.connect(db) as library:  # an hour goes by
            library.execute("UPDATE articles SET next_check_at = '2026-01-01T00:00:00+00:00'")
        library.close()
        lost = outlet.pages.pop("/index.xml")
        story_.do("again", "crawl", "--json", *FAST)
        outlet.pages["/index.xml"] = lost
        story_.do(
            "section", "source", "add", outlet.url("/section"), "--kind", "section", "--depth", "2", *FAST
        )
        tale, copy, broken = (
            outlet.url(p) for p in ("/long-tale-of-rain", "/amp/story-of-rain-7", "/once-broken")
        )
        story_.do("fetch", "fetch", tale, copy, broken, *FAST)
        outlet.pages["/once-broken"] = (200, {"Content-Type": "text/html"}, story(9))
        story_.do("due", "crawl", "--due", "--retry-failed", *FAST)
        yield story_


def test_add_finds_the_feed_and_the_news_sitemap_and_tries_an_article(told: Story) -> None:
    done = told.said["add"]
    assert done.returncode == 0, done.stderr
    assert told.rows("SELECT kind, name FROM sources WHERE id < 3") == [
        ("feed", "The Outlet"),
        ("sitemap", None),
    ]
    assert "'Story 1 from the town by the river'" in done.stderr
    assert told.stored["add"] == {}, "a trial stores no article"


def test_a_crawl_stores_each_story_of_feed_and_sitemap_once(told: Story) -> None:
    assert told.said["crawl"].returncode == 0, told.said["crawl"].stderr
    numbers = sorted(url.rsplit("-", 1)[-1] for url in told.stored["crawl"])
    assert numbers == ["1", "2", "3"]
    stories = [path for path in told.asked["crawl"] if path.startswith("/news/")]
    assert len(stories) == len(set(stories)) == 3


def test_what_the_feed_said_is_kept_with_the_page(told: Story) -> None:
    hints = json.loads(told.rows("SELECT hints FROM pages WHERE url LIKE '%rain-2'")[0][0])
    assert hints["title"].startswith("Story 2") and hints["published"] == "2026-11-22T02:00:00+02:00"
    assert hints["language"] == "en"
    source = told.rows(
        "SELECT s.kind FROM pages p JOIN sources s ON s.id = p.source_id WHERE p.url LIKE '%rain-2'"
    )
    assert source == [("feed",)]


def test_the_second_crawl_takes_what_is_new_and_looks_again_at_what_is_due(told: Story) -> None:
    summary = json.loads(told.said["again"].stdout)
    assert summary["failed"] == 1 and summary["reasons"] == {"HTTP 404 Not Found": 1}
    assert summary["new"] == 1 and summary["changed"] == 1 and summary["unchanged"] == 2
    assert any(url.endswith("rain-8") for url in told.stored["again"])
    revisions = told.rows("SELECT revision FROM articles WHERE url LIKE '%rain-1'")
    assert revisions == [(2,)]
    sent = [
        h for path, h in told.outlet.headers_seen if path == "/news/story-of-rain-2" and "If-None-Match" in h
    ]
    assert sent, "a known page is asked for conditionally"


def test_a_section_is_read_to_its_depth(told: Story) -> None:
    numbers = {url.rsplit("-", 1)[-1] for url in told.stored["due"]}
    assert {"4", "5", "6"} <= numbers


def test_an_article_in_parts_is_one_article(told: Story) -> None:
    text = told.said["fetch"].stdout
    assert "First part" in text and "Second part" in text and "Third part" in text
    assert sum("long-tale" in url for url in told.stored["fetch"]) == 1


def test_a_copy_for_amp_leads_to_the_story(told: Story) -> None:
    assert any(url.endswith("/news/story-of-rain-7") for url in told.stored["fetch"])
    assert not any("/amp/" in url for url in told.stored["fetch"])
    aliases = told.rows("SELECT url FROM aliases WHERE url LIKE '%/amp/%'")
    assert len(aliases) == 1


def test_a_failure_is_told_and_tried_again_on_demand(told: Story) -> None:
    done = told.said["fetch"]
    assert done.returncode == 1
    assert "failed: HTTP 404 Not Found" in done.stderr
    assert done.stderr.rstrip().endswith("ingest crawl --retry-failed")
    assert told.said["due"].returncode == 0, told.said["due"].stderr
    assert any(url.endswith("/once-broken") for url in told.stored["due"])
    assert told.rows("SELECT count(*) FROM failures") == [(0,)]
    assert told.rows("SELECT count(*) FROM sources WHERE last_error IS NOT NULL") == [(0,)]


def test_every_run_has_its_row_and_summary(told: Story) -> None:
    rows = told.rows("SELECT command, outcome, summary FROM runs ORDER BY id")
    assert {command for command, _, _ in rows} == {"ingest source", "ingest crawl", "ingest fetch"}
    assert all(outcome == "finished" for _, outcome, _ in rows)
    assert any(json.loads(summary).get("new") == 3 for _, _, summary in rows)


def test_a_trial_names_the_wall_and_a_wrong_certificate_needs_one_line(tmp_path: Path) -> None:
    wall = (
        b"<html><head><title>Before you continue</title></head><body><div id=consent><h1>Before you continue"
        b"</h1><p>We and our partners use cookies. Accept all or manage your choices to continue to the site."
        b"</p><button>Accept all</button><button>Reject all</button></div></body></html>"
    )
    with serving() as outlet, serving() as other:
        put_up(outlet)
        for path in [path for path in outlet.pages if "/story" in path]:
            outlet.pages[path] = (200, {"Content-Type": "text/html"}, wall)
        other.with_certificate(tmp_path)
        story = Story(outlet, tmp_path / "a.db")
        done = story.do("add", "source", "add", outlet.url("/feed.xml"), other.url("/feed.xml"), *FAST)
    assert ": consent wall" in done.stderr
    assert "certificate not valid" in done.stderr and "--insecure-host" in done.stderr
    assert "Traceback" not in done.stderr
