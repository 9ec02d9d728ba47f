"""What the edge adds to the pure reading: feeds' hints, the header's encoding, pages that are none."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.errors import UnreadablePage
from ingest.extract.kind import OF_A_WALL
from ingest.items import Article, Page
from ingest.pipelines import least_confidence
from ingest.reading import Reader, read_complete, with_hints
from tests.store.site import article_html


def page(body: bytes, **fields: object) -> Page:
    return Page("https://outlet.example/story", body, datetime.now(UTC), **fields)  # type: ignore[arg-type]


def test_a_feed_fills_what_the_page_leaves_open() -> None:
    article = Article(url=None, title="The page's own", body="text")
    hints = {"title": "The feed's", "published": "2026-11-22T10:00:00+02:00", "from": "feed"}
    found = with_hints(article, hints)
    assert found.title == "The page's own"
    assert found.published == datetime.fromisoformat("2026-11-22T10:00:00+02:00")
    assert found.provenance["published"].source == "feed"
    assert with_hints(article, {"published": "yesterday"}) == article


def test_the_headers_encoding_counts_where_the_page_declares_none() -> None:
    html = article_html(1).replace("harbour", "гавань")
    found = read_complete(page(html.encode("windows-1251"), encoding="windows-1251"))
    assert found is not None
    assert "гавань" in found.body


@pytest.mark.parametrize("workers", [0, 1])
def test_pages_are_read_inline_and_by_workers(workers: int) -> None:
    async def read() -> Article | None:
        reader = Reader(workers)
        try:
            return await reader.read(page(article_html(1).encode()))
        finally:
            reader.close()

    good = asyncio.run(read())
    assert good is not None
    assert "careful compromise" in good.body
    assert good.markdown
    assert good.html


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"%PDF-1.7", "application/pdf", "not a page: a PDF document"),
        (b" \n", "text/html", "empty page"),
    ],
)
def test_what_is_no_page_is_said(body: bytes, kind: str, reason: str) -> None:
    with pytest.raises(UnreadablePage, match=reason):
        asyncio.run(Reader().read(page(body, headers={"content-type": kind})))


def test_workers_end_with_a_crawl_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import asyncio, os, signal, multiprocessing\n"
        "from datetime import UTC, datetime\n"
        "from ingest.items import Page\n"
        "from ingest.reading import Reader\n"
        "if __name__ == '__main__':\n"
        "    page = Page('https://a.example/1', b'<p>one</p>', datetime.now(UTC))\n"
        "    asyncio.run(Reader(1).read(page))\n"
        "    print(multiprocessing.active_children()[0].pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    file = tmp_path / "crawl.py"
    file.write_text(script)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, file], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    worker = int(done.stdout)
    for _ in range(100):
        state = Path(f"/proc/{worker}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError(f"worker {worker} lives on")


def test_a_page_that_a_feed_names_is_refused_only_as_a_wall() -> None:
    plain = page(b"")
    listed = page(b"", hints={"from": "feed"})
    in_news_sitemap = page(b"", hints={"from": "sitemap", "title": "Goat elected"})
    assert least_confidence(plain) > least_confidence(listed) == least_confidence(in_news_sitemap) > OF_A_WALL


def test_a_page_that_is_never_done_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        while True:
            time.sleep(0.001)

    monkeypatch.setattr("ingest.reading.LONGEST_READ", 0.2)
    with monkeypatch.context() as patched:
        patched.setattr("ingest.reading.extract", never)
        with pytest.raises(UnreadablePage, match="not read after"):
            read_complete(page(b"<p>words"))
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert read_complete(page(article_html(1).encode())) is not None
