"""A crawl as Scrapy users start it, and as a person at a terminal sees it."""

from __future__ import annotations

import os
import pty
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.servers import serving
from tests.test_crawling import FAST, put_up

ROOT = Path(__file__).parents[1]


def titles(db: Path) -> list[str]:
    library = sqlite3.connect(db)
    try:
        return [row[0] for row in library.execute("SELECT title FROM articles ORDER BY title")]
    finally:
        library.close()


def test_scrapy_crawls_a_feed_from_the_checkout(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    with serving() as outlet:
        put_up(outlet)
        said = [
            "-a",
            f"url={outlet.url('/feed.xml')}",
            "-s",
            "DOWNLOAD_DELAY=0",
            "-s",
            "AUTOTHROTTLE_START_DELAY=0",
        ]
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "feed", *said],
            env=os.environ | {"INGEST_DB": str(db), "INGEST_ALLOW_PRIVATE": "1"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    assert titles(db) == [f"Story {n} from the town by the river" for n in (1, 2)]


def test_a_terminal_shows_a_live_line_and_the_counts_at_the_end(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with serving() as outlet:
        urls = [outlet.url(f"/ok/{n}") for n in (1, 2, 3)]
        words = [word for word in FAST if word not in {"--progress", "none"}]
        words[words.index("--delay") + 1] = "0.4"
        crawl = subprocess.Popen(
            [sys.executable, "-m", "ingest", "fetch", *urls, *words, "--db", str(tmp_path / "a.db")],
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        )
        os.close(theirs)
        seen = b""
        while True:
            try:
                seen += os.read(ours, 65_536)
            except OSError:  # the other end is closed: the crawl is over
                break
        os.close(ours)
        assert crawl.wait(30) == 0
    # A busy machine may read two pages between two looks.
    assert re.search(rb"[12]/3", seen) and b"127.0.0.1" in seen
    assert b"3 pages in" in seen and b"3 new" in seen
