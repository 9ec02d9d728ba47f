"""`make demo` as a newcomer sees it."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What the README promises, after the install.
SECONDS = 90


@pytest.mark.package
def test_the_demo_crawls_the_sample_site_and_shows_what_came_of_it(tmp_path: Path) -> None:
    db = tmp_path / "articles.db"
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "ingest.demo"],
        cwd=ROOT,
        env={**os.environ, "INGEST_DB": str(db)},
        capture_output=True,
        text=True,
        timeout=2 * SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert time.monotonic() - started < SECONDS
    assert "Not everything is finished." in done.stdout, "an article as clean text"
    assert re.search(r"donation +rule", done.stdout), "what was removed, and why"
    assert "match" in done.stdout + done.stderr, "a search"
    assert "ingest crawl --retry-failed" in done.stdout + done.stderr, "how to retry"
    with closing(sqlite3.connect(db)) as library:
        count = library.execute("SELECT count(*) FROM articles").fetchone()[0]
        failed = library.execute("SELECT url, stage, reason FROM failures").fetchall()
    articles = len(list((ROOT / "fixtures").glob("*/*/meta.json"))) - 5
    assert count == articles
    reasons = " ".join(reason for _, _, reason in failed)
    for said in ("404", "application/pdf", "refused"):
        assert said in reasons
    assert len(failed) == 6
