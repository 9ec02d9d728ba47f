"""The reader in a headless Chromium: it looks whole, asks nobody else, and runs nothing that was stored."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.query.stored import StoredContent
from ingest.store import Library
from tests.query.conftest import CEASEFIRE, STORIES, page

pytest.importorskip("datasette")
uvicorn = pytest.importorskip("uvicorn")
from ingest.web.app import make_datasette  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

# What a hostile page, or whoever wrote into the file, might leave in it.
HOSTILE = (
    "<p>Text<script>document.documentElement.dataset.owned=1</script>"
    "<img src='https://picture.invalid/p.png' onerror='document.documentElement.dataset.owned=1'>"
    "<a href='javascript:document.documentElement.dataset.owned=1'>link</a>"
    "<style>@import url(https://style.invalid/s.css)</style><iframe src='https://frame.invalid/'></iframe></p>"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on loopback over a library with a hostile article."""
    path = tmp_path_factory.mktemp("web") / "articles.db"
    title = "<script>document.documentElement.dataset.owned=1</script> in a headline"
    hostile = replace(
        CEASEFIRE,
        url="https://hostile.example/1",
        title=title,
        content=StoredContent("Text", "Text", HOSTILE),
        removed=tuple(replace(removal, text=HOSTILE) for removal in CEASEFIRE.removed),
    )
    with Library(path) as library:
        for item in (*STORIES, hostile):
            library.save(item, page(item))
    server = uvicorn.Server(
        uvicorn.Config(make_datasette(path).app(), host="127.0.0.1", port=0, log_level="error", ws="none")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def browse(url: str, tmp_path: Path) -> tuple[str, str, set[str]]:
    """The page's final DOM, what the console said, and the hosts that were asked."""
    log = tmp_path / "net.json"
    command = [
        *(str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
        *(
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--disable-sync",
        ),
        *("--enable-logging=stderr", f"--log-net-log={log}", f"--user-data-dir={tmp_path / 'profile'}"),
        *("--virtual-time-budget=2000", "--dump-dom", url),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    said = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    asked = set(re.findall(r'"url":"https?://([^/":]+)', log.read_text()))
    return done.stdout, said, asked


@pytest.mark.parametrize("url", ["/", "/search?q=headline", "/article/6", "/article/6/removed"])
def test_nothing_stored_runs_and_nobody_else_is_asked(address: str, tmp_path: Path, url: str) -> None:
    dom, said, asked = browse(address + url, tmp_path)
    assert "document.documentElement.dataset.owned=1&lt;/script&gt; in a" in dom
    assert "data-owned" not in dom
    assert said == ""
    assert {host for host in asked if host.endswith((".invalid", ".example"))} == set()
    assert "127.0.0.1" in asked


def test_tables_work_too(address: str, tmp_path: Path) -> None:
    dom, said, asked = browse(f"{address}/articles/articles?_search=geneva", tmp_path)
    assert "Ceasefire talks" in dom
    assert "data-owned" not in dom
    assert said == ""
    assert not {host for host in asked if host.endswith((".invalid", ".example"))}
