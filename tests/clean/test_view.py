"""What a block is called, by its own element and by a small frame around it."""

from __future__ import annotations

from bs4 import BeautifulSoup

from ingest.clean.context import Context
from ingest.clean.view import FRAME, blocks_of


def _blocks(inner: str) -> list[frozenset[str]]:
    soup = BeautifulSoup(f"<article>{inner}</article>", "html.parser")
    return [frozenset(block.own) for block in blocks_of(soup, Context())]


def test_a_small_frame_names_what_it_holds() -> None:
    assert _blocks('<div class="newsletter"><p>Words that nobody knows.</p></div>') == [{"newsletter"}]


def test_a_large_frame_does_not() -> None:
    long = "One more sentence of the story. " * (FRAME // 30 + 1)
    assert _blocks(f'<div class="newsletter"><p>{long}</p></div>') == [frozenset()]


def test_a_frame_of_teasers_says_nothing_of_words() -> None:
    assert _blocks('<div class="related-posts"><p>A ferry sails alone.</p></div>') == [frozenset()]
