"""A crawl scheduled by scrapyd; skipped where it is not installed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.servers import article, serving

ROOT = Path(__file__).parents[1]
PROGRAM = shutil.which("scrapyd")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(PROGRAM is None, reason="scrapyd is not installed")]


def wait_for(what: Callable[[], Any]) -> Any:
    """What `what` gives, once it gives something."""
    for _ in range(600):
        try:
            if found := what():
                return found
        except URLError:
            pass
        time.sleep(0.1)
    raise AssertionError("it never came")


@contextmanager
def scrapyd(folder: Path) -> Iterator[Callable[..., Any]]:
    """scrapyd in a folder; gives a function that asks it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    (folder / "scrapy.cfg").write_text("[settings]\ningest = ingest.settings\n")
    (folder / "scrapyd.conf").write_text(f"[scrapyd]\nhttp_port = {port}\nbind_address = 127.0.0.1\n")

    def ask(what: str, **form: str) -> Any:
        data = urlencode(form).encode() if what == "schedule" else None
        query = "" if data else f"?{urlencode(form)}"
        with urlopen(f"http://127.0.0.1:{port}/{what}.json{query}", data, timeout=60) as answer:
            return json.load(answer)

    assert PROGRAM is not None
    environment = {"PYTHONPATH": str(ROOT), "INGEST_DB": str(folder / "articles.db")}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [PROGRAM], cwd=folder, env=os.environ | environment, stdout=log, stderr=log
        )
    try:
        yield ask
    finally:
        process.terminate()
        process.wait(20)


def test_a_feed_scheduled_by_scrapyd_ends_as_rows(tmp_path: Path) -> None:
    with serving() as outlet, scrapyd(tmp_path) as ask:
        items = "".join(f"<item><title>{n}</title><link>/story/{n}</link></item>" for n in range(3))
        feed = f"<rss version='2.0'><channel><title>Outlet</title>{items}</channel></rss>"
        outlet.pages["/feed.xml"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
        for n in range(3):
            outlet.pages[f"/story/{n}"] = (200, {}, article(f"Story {n} of the river town", f"rain{n}"))
        assert wait_for(lambda: ask("listprojects"))["projects"] == ["ingest"]
        assert "sources" in ask("listspiders", project="ingest")["spiders"]
        job = {"project": "ingest", "spider": "feed", "url": outlet.url("/feed.xml")}
        told = ask("schedule", **job, setting="INGEST_ALLOW_PRIVATE=1")
        assert told["status"] == "ok"
        wait_for(lambda: ask("listjobs", project="ingest")["finished"])
    with closing(sqlite3.connect(tmp_path / "articles.db")) as library:
        assert library.execute("SELECT count(*) FROM articles").fetchone() == (3,)
        assert library.execute("SELECT outcome, new FROM runs").fetchall() == [("finished", 3)]
