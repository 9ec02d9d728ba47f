"""Whatever is broken in a page or its address: `extract` gives an article or None, and soon."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

import ingest
from ingest.items import Page
from ingest.walls import name_wall
from tests import golden

ADDRESSES = (None, "", "not an address", "http://[::1", "https://outlet.example:99999/", "https://a b/x")
BROKEN_ADDRESSES = (b"http://[::1", b"//[", b"http://a:99999999/", b"javascript:", b"data:,", b"http://a b/")
ODD = (
    b"&#1;",
    b"&#55555;",
    b"&#x110000;",
    b"\x01",
    b"\x0c",
    b"\xff",
    b"\xed\xa0\x80",
    b"&#65534;",
    b"<br><br>",
)
ODD_VALUES = (
    b"null", b"[]", b"{}", b"1e999", b"NaN", b"[[{}]]", b"true", b'""', b'{"@type":[]}',
    b'[null,1,{"name":{}}]',
)  # fmt: skip
DEEP = (b"<div>", b"<b>", b"<ul><li>", b"<table><tr><td>", b"<blockquote>", b"<h1>", b"<p class=byline><i>")
DEEP_DATA = (b"[", b'{"a":', b'{"@graph":[', b'{"@type":"NewsArticle","author":')
OTHER_TAGS = (b"div", b"p", b"table", b"tr", b"li", b"svg", b"figure", b"template", b"code", b"title")
# Far above what these small pages take; a loop inside a loop takes minutes.
LONGEST_SECONDS = 5.0

Mutation = Callable[[bytes, random.Random], bytes]


def cut_off(page: bytes, chance: random.Random) -> bytes:
    return page[: chance.randrange(len(page))]


def begun_late(page: bytes, chance: random.Random) -> bytes:
    return page[chance.randrange(len(page)) :]


def bytes_changed(page: bytes, chance: random.Random) -> bytes:
    changed = bytearray(page)
    for _ in range(100):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def tags_shuffled(page: bytes, chance: random.Random) -> bytes:
    parts = re.split(rb"(?=<)", page)
    chance.shuffle(parts)
    return b"".join(parts)


def ends_lost(page: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"</\w+>", lambda end: b"" if chance.random() < 0.3 else end[0], page)


def tags_renamed(page: bytes, chance: random.Random) -> bytes:
    return re.sub(
        rb"(</?)\w+",
        lambda tag: tag[1] + chance.choice(OTHER_TAGS) if chance.random() < 0.1 else tag[0],
        page,
    )


def odd_characters(page: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"[aeiou]", lambda c: chance.choice(ODD) if chance.random() < 0.02 else c[0], page)


def addresses_broken(page: bytes, chance: random.Random) -> bytes:
    found = rb"""((?:href|src|srcset|content|poster)=["']|"(?:url|@id|image)":\s*")(?:https?:)?"""
    return re.sub(
        found, lambda at: at[1] + chance.choice(BROKEN_ADDRESSES) if chance.random() < 0.5 else at[0], page
    )


def data_of_other_types(page: bytes, chance: random.Random) -> bytes:
    return re.sub(
        rb'("\w+"\s*:\s*)(?=["\[{\d])', lambda key: key[1] + chance.choice(ODD_VALUES) + b',"x":'
        if chance.random() < 0.3 else key[0], page,
    )  # fmt: skip


def nested_deep(page: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(page))
    return page[:at] + chance.choice(DEEP) * chance.choice((300, 3000)) + page[at:]


def data_nested_deep(page: bytes, chance: random.Random) -> bytes:
    start = b'application/ld+json">'
    return page.replace(start, start + chance.choice(DEEP_DATA) * chance.choice((100, 20_000)))


def broken_into_lines(page: bytes, chance: random.Random) -> bytes:
    return page.replace(b"</p>", b"<br>" * chance.choice((1, 2, 3))).replace(b"<p", b"<span")


MUTATIONS: tuple[Mutation, ...] = (
    cut_off, begun_late, bytes_changed, tags_shuffled, ends_lost, tags_renamed, odd_characters,
    addresses_broken, data_of_other_types, nested_deep, data_nested_deep, broken_into_lines,
)  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_broken_page_is_read_all_the_same(mutation: Mutation) -> None:
    chance = random.Random(mutation.__name__)
    for page in golden.PAGES:
        broken = mutation((page / "page.html").read_bytes(), chance)
        started = time.process_time()
        article = ingest.extract(broken, chance.choice(ADDRESSES))
        if article is not None:
            assert isinstance(article.markdown, str) and isinstance(article.html, str)
        assert time.process_time() - started < LONGEST_SECONDS, golden.name_of(page)


def test_a_title_that_nobody_closed_takes_no_longer() -> None:
    """Half of the page is its window title then, with thousands of places to cut it at."""
    page = b"<title>Rain - Outlet" + b"<b>one | two - three: four</b> " * 40_000
    started = time.process_time()
    ingest.extract(page, "https://outlet.example/rain")
    assert time.process_time() - started < LONGEST_SECONDS


@pytest.mark.parametrize("piece", [b"<script>", b"<!--", b"<title>", b"<figcaption>x", b"<q>x", b"<style"])
def test_a_piece_repeated_without_end_is_read_in_time(piece: bytes) -> None:
    page = b"<html><body><h1>Rain</h1><article>" + piece * (200_000 // len(piece))
    started = time.process_time()
    article = ingest.extract(page, "https://outlet.example/rain")
    name_wall(Page("https://outlet.example/rain", page, datetime.now(UTC)), article)
    assert time.process_time() - started < LONGEST_SECONDS


@pytest.mark.parametrize("line", ["1" * 100 + "!", "am " * 29 + "?", "mars " * 17 + "?", "del " * 29 + "?"])
def test_a_line_that_nearly_fits_a_pattern_is_judged_in_time(line: str) -> None:
    """A pattern that can divide a line in many ways would try them all."""
    page = f"<article><h1>Rain</h1><p>{line}</p><p>{'It rained for a week. ' * 20}</p><p>{line}</p></article>"
    started = time.process_time()
    ingest.extract(page, "https://outlet.example/rain")
    assert time.process_time() - started < LONGEST_SECONDS
