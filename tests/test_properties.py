"""What holds for every page, whatever stands on it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.items import Article
from tests import golden

STORY = next(page for page in golden.PAGES if page.name.startswith("ferry-terminal")) / "page.html"
BODY_WORDS = re.compile(r"\w+")

words = st.text("abcdefgh éßжあ", min_size=1, max_size=8)
texts = st.lists(words, min_size=1, max_size=30).map(" ".join)
tags = st.sampled_from(
    "p div h2 ul li blockquote span a em section article table tr td br figure pre".split()
)
pages = st.recursive(
    texts,
    lambda inner: st.tuples(tags, st.lists(inner, max_size=5)).map(
        lambda pair: f"<{pair[0]}>{' '.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=40,
)


@given(st.binary(max_size=2000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_an_article_or_none(page: bytes) -> None:
    article = ingest.extract(page)
    assert article is None or isinstance(article, Article)


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_damaged_page_gives_an_article_or_none(place: int, damage: bytes) -> None:
    page = STORY.read_bytes()
    place %= len(page)
    article = ingest.extract(page[:place] + damage + page[place + len(damage) :])
    assert article is None or isinstance(article, Article)


@given(pages)
@settings(max_examples=100, deadline=None)
def test_body_words_are_a_subsequence_of_the_pages_words(page: str) -> None:
    check_subsequence(f"<html><body>{page}</body></html>")


@pytest.mark.parametrize("page", golden.PAGES, ids=golden.name_of)
def test_body_words_of_real_shapes_are_a_subsequence_too(page: Path) -> None:
    meta = json.loads((page / "meta.json").read_text("utf-8"))
    if "html" in meta["content_type"] and "failure" not in meta:
        encoding = meta["content_type"].partition("charset=")[2] or "windows-1252"
        check_subsequence((page / "page.html").read_bytes().decode(encoding))


def check_subsequence(page: str) -> None:
    """Every word of the body stands on the page, in order: nothing made up, doubled or moved."""
    article = ingest.extract(page)
    if article is None:
        return
    root = lxml.html.document_fromstring(page)
    on_page = "".join("".join(root.xpath("//text()[not(ancestor::script or ancestor::style)]")).split())
    place = 0
    # Without spaces, because inline tags may part a word that a reader sees whole.
    for word in BODY_WORDS.findall(article.body):
        found = on_page.find(word, place)
        assert found >= 0, f"{word!r} is not on the page, or not there"
        place = found + len(word)


@pytest.mark.parametrize("page", golden.PAGES, ids=golden.name_of)
def test_text_markdown_and_html_say_the_same(page: Path) -> None:
    article = ingest.extract((page / "page.html").read_bytes())
    if article is None or not article.html:
        return
    in_html = BODY_WORDS.findall(lxml.html.fromstring(f"<div>{article.html}</div>").text_content())
    missing = set(BODY_WORDS.findall(article.body)) - set(in_html)
    assert not {word for word in missing if word not in " ".join(in_html)}
