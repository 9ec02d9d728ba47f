"""The reader's pages, asked for without a browser."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.items import Removal
from ingest.query import open_library
from ingest.query.reader import is_immutable
from ingest.web.ledger import with_ledger
from ingest.web.visits import visit
from tests.query.conftest import library_file  # noqa: F401  (a fixture)

pytest.importorskip("datasette")
from ingest.web.app import LOOPBACK, make_datasette


def get(path: Path, url: str, **headers: str) -> Any:
    async def ask() -> Any:
        return await make_datasette(path, hosts=LOOPBACK).client.get(
            url, headers={"host": "localhost", **headers}
        )

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/", ["Latest", "Ceasefire talks resume in Geneva", "The Outlet", "5 articles"]),
        ("/search?q=ceasefire", ["1 article for", "<mark>ceasefire</mark>"]),
        ("/search?q=lorries", ["also at"]),
        ("/search?q=ceasefire&source=news.example", ["Nothing found for"]),
        ("/article/1", ["on Monday", "Both delegations", "Ann Lee", "The hall", "War", "© The Outlet"]),
        (
            "/article/1/removed",
            ["Support our reporters", "donation.phrase", "ingest restore 1 1", "90 % sure"],
        ),
        ("/article/1/versions", ["<del>Sunday.</del><ins>Monday.</ins>"]),
        ("/site?host=news.example", ["HTTP 404", "<svg", "Bridges reopened"]),
        ("/author?name=ann%20lee", ["2 articles by this author"]),
        ("/tag?name=War", ["1 article with this tag"]),
        ("/statistics", ["Removed blocks", "donation", "Articles by day"]),
    ],
)
def test_pages(library_file: Path, url: str, words: list[str]) -> None:  # noqa: F811
    response = get(library_file, url)
    assert response.status_code == 200, response.text
    for word in words:
        assert word in response.text
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    # Not one picture, style or script of another machine.
    assert "<img" not in response.text
    assert ' style="' not in response.text


def test_what_is_missing_and_who_may_ask(library_file: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    assert get(library_file, "/article/99").status_code == 404
    assert get(library_file, "/search?q=a&since=never").status_code == 400
    for address in ("/favicon.png", "/article/first", "/library/no-such-table"):
        nowhere = get(library_file, address)
        assert (nowhere.status_code, "No such page" in nowhere.text) == (404, True)
    assert capsys.readouterr() == ("", "")
    assert "did you mean" in get(library_file, "/author?name=Anne+Lee").text
    assert get(library_file, "/", host="attacker.example").status_code == 403
    assert (
        get(library_file, "/search?q=https://outlet.example/world/ceasefire/").headers["location"]
        == "/article/1"
    )
    answer = get(library_file, "/articles/-/query?sql=delete+from+articles")
    assert answer.status_code != 200


def test_a_cookie_says_what_is_new() -> None:
    first = visit(None, 40, now=1000)
    assert (first.seen, first.is_first) == (40, True)
    same = visit(first.cookie, 45, now=1300)
    assert (same.seen, same.is_first) == (40, False)
    later = visit(same.cookie, 50, now=9000)
    assert later.seen == 45
    assert visit("<script>", 5, now=1).is_first


def test_removed_blocks_stand_where_they_stood() -> None:
    html = "<p>One.</p><ul><li>Two.</li><li>Three.</li></ul><p>Four <b>bold</b>.</p>"
    removed = [
        Removal("c", "r", text, position) for text, position in (("A", 0), ("B", 2), ("C", 5), ("D", 7))
    ]
    parts = [part.removal.text if part.removal else part.html[:6] for part in with_ledger(html, removed)]
    # Blocks: A, One, B, Two, Three, C, Four, D.
    assert parts == ["A", "<p>One", "B", "<ul><l", "C", "<p>Fou", "D"]


def test_a_folder_that_cannot_be_written(library_file: Path, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "articles.db"
    shutil.copy(library_file, path)
    # SQLite finds no place for its lock file, as on a read-only disk, and as root, too.
    path.with_name("articles.db-shm").symlink_to(tmp_path / "nowhere" / "shm")
    assert is_immutable(path)
    for url in ("/", "/search?q=ceasefire", "/articles/latest.json"):
        assert get(path, url).status_code == 200
    with open_library(path) as reader:
        assert reader.search("ceasefire").matches == 1


def test_serving_ends_quietly_and_a_taken_port_is_one_line(library_file: Path) -> None:  # noqa: F811
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = CliRunner().invoke(cli, ["serve", "--db", str(library_file), "--port", str(port)])
    assert refused.exit_code == 1
    assert f"port {port}: address already in use" in refused.stderr
    command = [sys.executable, "-m", "ingest", "serve", "--db", str(library_file), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert "until Ctrl-C" in server.stderr.readline()
        for _ in range(200):
            with suppress(OSError):
                urlopen(f"http://127.0.0.1:{port}/statistics", timeout=10).close()
                break
            time.sleep(0.05)
        server.send_signal(signal.SIGINT)
        assert server.stderr.read() == ""
    assert server.returncode == 0
