"""kill -9 at any moment loses nothing and doubles nothing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.site import Site, serve

ROOT = Path(__file__).parents[2]


def start_crawl(db: Path, site: Site, *settings: str) -> subprocess.Popen[bytes]:
    """A crawl in a process of its own; its talk goes into a file beside the database."""
    with db.with_suffix(".log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.store.crawl_site", str(db), site.url, *settings],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )


def stored_urls(db: Path) -> list[str]:
    """The stored articles' addresses; empty as long as there is no table."""
    if not db.exists():
        return []
    with closing(sqlite3.connect(db, timeout=30)) as connection:
        try:
            return [url for (url,) in connection.execute("SELECT url FROM articles")]
        except sqlite3.OperationalError:
            return []


def kill_and_resume(db: Path, site: Site, kills: int) -> None:
    """Kill the crawl at random moments, each time a good way further on, and let the last one finish."""
    chance = random.Random(20261123)
    for kill in range(1, kills + 1):
        crawl = start_crawl(db, site)
        target = site.size * kill // (kills + 1)
        while len(stored_urls(db)) < target and crawl.poll() is None:
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.1))
        crawl.send_signal(signal.SIGKILL)
        assert crawl.wait() == -signal.SIGKILL, db.with_suffix(".log").read_text()[-3000:]
    assert start_crawl(db, site).wait(timeout=300) == 0


def check_nothing_lost_or_doubled(db: Path, site: Site) -> float:
    """All stored, none twice, file sound, nothing left to do; gives the requests a page."""
    assert sorted(stored_urls(db)) == sorted(f"{site.url}/article/{n}" for n in range(site.size))
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM frontier").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM failures").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM revisions").fetchone() == (site.size,)
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
    listings = sum(1 for path in site.asked if path.startswith("/list/"))
    return site.asked.total() / (site.size + listings)


def test_a_crawl_killed_three_times_stores_every_page_once(tmp_path: Path) -> None:
    with serve(Site(150)) as site:
        kill_and_resume(tmp_path / "library.db", site, kills=3)
        requests = check_nothing_lost_or_doubled(tmp_path / "library.db", site)
    # Each of the three kills may cost what was on its way: a few of 150 pages.
    assert requests <= 1.15


@pytest.mark.slow
def test_a_crawl_of_2000_killed_twenty_times(tmp_path: Path) -> None:
    with serve(Site(2000)) as site:
        kill_and_resume(tmp_path / "library.db", site, kills=20)
        requests = check_nothing_lost_or_doubled(tmp_path / "library.db", site)
    print(f"{requests:.4f} requests a page")
    assert requests <= 1.05


def test_two_runs_at_once_share_the_work(tmp_path: Path) -> None:
    db = tmp_path / "library.db"
    with serve(Site(80)) as site:
        crawls = [start_crawl(db, site), start_crawl(db, site)]
        assert [crawl.wait(timeout=120) for crawl in crawls] == [0, 0]
        check_nothing_lost_or_doubled(db, site)
    assert max(site.asked.values()) == 1
    assert "database is locked" not in db.with_suffix(".log").read_text()
