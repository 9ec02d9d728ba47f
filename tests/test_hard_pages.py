"""Pages that extractors get wrong, one for each way: all prose once, in order, and nothing that was planted.

`fixtures/hard/<slug>/expected.json` lists the page's prose (`sentences`), what must be gone (`absent`), and
where it matters pictures, captions, credits, pieces of Markdown, or that each sentence is a paragraph.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import ingest

HARD = Path(__file__).parents[1] / "fixtures" / "hard"
SLUGS = sorted(path.name for path in HARD.iterdir())


def squash(text: str) -> str:
    return " ".join(text.split())


@cache
def read(slug: str) -> tuple[ingest.Article, dict[str, Any]]:
    expected = json.loads((HARD / slug / "expected.json").read_text("utf-8"))
    article = ingest.extract((HARD / slug / "page.html").read_bytes(), f"https://observer.example/{slug}")
    assert article is not None, "no article"
    return article, expected


@pytest.mark.parametrize("slug", SLUGS)
def test_every_sentence_stands_once_and_in_order(slug: str) -> None:
    article, expected = read(slug)
    body = squash(article.body)
    sentences = [squash(s) for s in expected["sentences"]]
    assert [s for s in sentences if body.count(s) != 1] == []
    places = [body.index(s) for s in sentences]
    assert places == sorted(places)
    if expected.get("paragraphs"):
        assert article.body.split("\n\n") == expected["sentences"]


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_planted_is_left(slug: str) -> None:
    article, expected = read(slug)
    assert [s for s in expected["absent"] if squash(s) in squash(article.body)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_title_is_read(slug: str) -> None:
    article, expected = read(slug)
    assert article.title == expected["title"]


@pytest.mark.parametrize("slug", SLUGS)
def test_structure_and_pictures(slug: str) -> None:
    article, expected = read(slug)
    for piece in expected.get("markdown", ()):
        assert piece in article.markdown
    if "images" in expected:
        assert [image.url for image in article.images] == expected["images"]
    if "captions" in expected:
        assert [image.caption for image in article.images] == expected["captions"]
        assert [image.credit for image in article.images] == expected["credits"]
