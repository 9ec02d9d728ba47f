"""What a page's answer and its source add to the article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.items import Article, Page
from ingest.page_facts import markup_of, with_page_facts

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ARTICLE = Article(url="https://outlet.example/a", title="Rain", body="It rained.")


def page(body: bytes = b"<p>x</p>", **details: object) -> Page:
    return Page("https://outlet.example/a", body, NOW, **details)  # type: ignore[arg-type]


def test_a_date_that_only_the_feed_knows_is_taken_with_its_source() -> None:
    hints = {"from": "feed", "published": "2026-11-22T10:00:00+02:00", "title": "Other", "language": "en"}
    article = with_page_facts(ARTICLE, page(hints=hints))
    assert article.published == datetime.fromisoformat("2026-11-22T10:00:00+02:00")
    assert article.provenance["published"].source == "feed"
    assert (article.title, article.language) == ("Rain", "en"), "the page's own title stays"


def test_a_page_without_further_facts_is_left_alone() -> None:
    assert with_page_facts(ARTICLE, page(hints={"published": "soon"})) is ARTICLE


@pytest.mark.parametrize(
    ("headers", "opt_outs"),
    [
        ({"x-robots-tag": "noai, noimageai"}, ("noai", "noimageai")),
        ({"x-robots-tag": "googlebot: noindex"}, ()),
        ({"x-robots-tag": "none"}, ("noindex",)),
        ({"tdm-reservation": "1"}, ("tdm-reservation",)),
        ({"tdm-reservation": "0"}, ()),
    ],
)
def test_reservations_in_the_headers_are_rights(headers: dict[str, str], opt_outs: tuple[str, ...]) -> None:
    rights = with_page_facts(ARTICLE, page(headers=headers)).rights
    assert rights.opt_outs == opt_outs
    assert ("opt_outs" in rights.sources) == bool(opt_outs)


@pytest.mark.parametrize(
    ("body", "encoding", "read"),
    [
        ("Дощ".encode("cp1251"), "windows-1251", "Дощ"),
        ("Дощ".encode(), "windows-1251", "Дощ".encode()),
        (b"<meta charset=koi8-r>\xc4", "windows-1251", b"<meta charset=koi8-r>\xc4"),
        (b"\xe9", "no-such-encoding", b"\xe9"),
        (b"\xe9", None, b"\xe9"),
    ],
)
def test_a_charset_that_only_the_header_knows_is_believed(body: bytes, encoding: str, read: object) -> None:
    assert markup_of(page(body, encoding=encoding)) == read
