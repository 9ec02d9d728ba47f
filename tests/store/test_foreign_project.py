"""The pipelines in somebody else's Scrapy project: a few lines of settings, and articles come out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from ingest.store import Library
from tests.store.site import Site, serve
from tests.store.test_crash import ROOT

SPIDER = """
import os
from datetime import UTC, datetime
import scrapy
from ingest.items import Page

class TheirSpider(scrapy.Spider):
    name = "theirs"
    start_urls = [os.environ["START"]]
    custom_settings = {
        "EXTENSIONS": {"ingest.pipelines.LibraryExtension": 0},
        "ITEM_PIPELINES": {"ingest.pipelines.ReadArticle": 300, "ingest.pipelines.StoreArticle": 800},
        "INGEST_DB": "their.db",
        "FEEDS": {"their.jsonl": {"format": "jsonlines"}},
    }

    def parse(self, response):
        yield from response.follow_all(css="a", callback=self.parse_story)

    def parse_story(self, response):
        yield Page(url=response.url, body=response.body, fetched_at=datetime.now(UTC))
        yield {"their": "own item"}
"""


def test_a_foreign_project_stores_and_exports_articles(tmp_path: Path) -> None:
    (tmp_path / "spider.py").write_text(SPIDER)
    with serve(Site(4)) as site:
        result = subprocess.run(
            [sys.executable, "-m", "scrapy", "runspider", "spider.py", "-s", "TELNETCONSOLE_ENABLED=0"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "START": f"{site.url}/list/0"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr, result.stderr
    with Library(tmp_path / "their.db", create=False) as library:
        urls = {row["url"] for row in library.db.query("SELECT url FROM articles")}
        assert urls == {f"{site.url}/article/{n}" for n in range(4)}
        run = next(library.db.query("SELECT * FROM runs"))
        assert (run["outcome"], run["new"], run["failed"]) == ("finished", 4, 0)
    lines = [json.loads(line) for line in (tmp_path / "their.jsonl").read_text().splitlines()]
    assert sum("their" in line for line in lines) == 4
    stories = [line for line in lines if "body" in line]
    assert {story["url"] for story in stories} == urls
    assert all(story["title"] and story["body"] for story in stories)
