"""A small library of outlets that never were, written through `Library.save` as a crawl writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest

from ingest.items import Article, Image, Link, Page, Provenance, Removal, Rights
from ingest.query import Reader, open_library
from ingest.query.stored import StoredContent
from ingest.store import Library

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AGENCY = " ".join(
    f"The ministry said on Monday that bridge number {number} over the river had been reopened to lorries"
    f" after {number + 3} weeks of work by engineers from the {place} district."
    for number, place in enumerate(("northern", "southern", "eastern", "western", "central"))
)


def article(url: str, title: str, body: str, **fields: Any) -> Article:
    html = "".join(f"<p>{escape(block)}</p>" for block in body.split("\n\n"))
    return Article(url=url, title=title, body=body, content=StoredContent(body, body, html), **fields)


CEASEFIRE = article(
    "https://www.outlet.example/world/ceasefire",
    "Ceasefire talks resume in Geneva",
    "The ceasefire talks were resumed on Sunday.\n\nThe Élysée said it was pleased with the delegates.",
    subtitle="Both delegations are expected to stay for a week.",
    authors=("Ann Lee", "Bo Öst"),
    published=NOON,
    language="en-GB",
    site_name="The Outlet",
    tags=("War", "Diplomacy"),
    images=(Image("https://img.example/lead.jpg", caption="The hall", credit="A. Photographer"),),
    links=(Link("https://other.example/", "other"),),
    rights=Rights(copyright="© The Outlet", opt_outs=("noai",), sources={"copyright": "text"}),
    provenance={"title": Provenance("h1", "Ceasefire talks resume in Geneva")},
    removed=(
        Removal("donation", "donation.phrase", "Support our reporters with a gift today.", 1),
        Removal("related", "related.line", "Read more: the delegates", 3, confidence=0.9),
    ),
)
STORIES = (
    CEASEFIRE,
    article(
        "https://news.example/economy/budget?id=7",
        "=Budget passed, after a night of votes",
        "Parliament passed the budget. A footballer voted too.\n\nFinancing roads is the greatest part.",
        authors=("Ann Lee",),
        published=NOON - timedelta(days=40),
        language="en",
        tags=("Economy",),
    ),
    article(
        "https://zh.example/1",
        "北京市发布新规",
        "北京市今天发布了新的规定，要求所有人遵守。\n\n苹果公司 Apple 表示欢迎。",
        published=NOON - timedelta(days=400),
        language="zh",
    ),
    article("https://news.example/bridges", "Bridges reopened", AGENCY, published=NOON, language="en"),
    article(
        "https://daily.example/bridges",
        "Lorries may cross the river again",
        AGENCY + " Readers sent us their pictures.",
        published=NOON + timedelta(hours=1),
        language="en",
    ),
)


def page(item: Article) -> Page:
    assert item.url
    return Page(item.url, f"<html><body>{item.html}</body></html>".encode(), NOON)


@pytest.fixture(scope="session")
def library_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read it, do not write it: all tests share it."""
    path = tmp_path_factory.mktemp("library") / "articles.db"
    library = Library(path)
    for item in STORIES:
        library.save(item, page(item))
    corrected = CEASEFIRE.body.replace("on Sunday", "on Monday")
    html = CEASEFIRE.html.replace("on Sunday", "on Monday")
    content = StoredContent(corrected, corrected, html)
    item = replace(CEASEFIRE, body=corrected, content=content)
    library.save(item, replace(page(item), fetched_at=NOON + timedelta(hours=2)))
    library.fail("https://news.example/gone", "fetch", "HTTP 404", status=404)
    library.close()
    return path


@pytest.fixture
def reader(library_file: Path) -> Iterator[Reader]:
    with open_library(library_file) as reader:
        yield reader
