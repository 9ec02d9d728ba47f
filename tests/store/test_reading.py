"""What the edge adds to the pure reading: feeds' hints, the header's encoding, pages that are none."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from ingest.errors import UnreadablePage
from ingest.items import Article, Page
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
