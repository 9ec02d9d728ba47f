"""What blocks say of each other once they are scored."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.extract.document import parse
from ingest.extract.outline import Outline, outline
from ingest.extract.scorer import among_alike, paths
from ingest.extract.sketch import Sketch, sketch


def read(body: str) -> tuple[Sketch, Outline]:
    document = parse(f"<html><body>{body}</body></html>".encode(), None)
    assert document is not None
    page = outline(document.root)
    return sketch(document, page), page


def card(n: int, name: str = "card") -> str:
    return f"<div class='{name} post-{n}'><h3>Number {n}</h3><p>What there is to say of number {n}.</p></div>"


def test_paths_are_equal_but_for_numbers() -> None:
    found = paths(*read("".join(map(card, range(3))) + card(9, "teaser")))
    heads, texts = found[::2], found[1::2]
    assert len(set(heads[:3].tolist())) == len(set(texts[:3].tolist())) == 1
    assert heads[0] != texts[0]
    assert texts[3] != texts[0]


@pytest.mark.parametrize("depth", [3, 2000])
def test_paths_go_down_to_the_root(depth: int) -> None:
    found = paths(*read("<div>" * depth + "<p>Deep</p>" + "</div>" * depth + "<p>Shallow</p>"))
    assert len(set(found.tolist())) == 2


def test_cards_are_all_in_or_none_is() -> None:
    path = np.array([0] * 7 + [1] * 2, dtype=np.int64)
    words = np.full(9, 10, dtype=np.float32)
    p = np.array([0.9, 0.9, 0.8, 0.3, 0.9, 0.2, 0.9, 0.2, 0.9], dtype=np.float32)
    drawn = among_alike(p, words, path)
    assert (drawn[:7] >= 0.5).all()
    # Two are no pattern.
    assert drawn[7:] == pytest.approx(p[7:])
    assert (among_alike(1 - p, words, path)[:7] < 0.5).all()


def test_long_blocks_count_for_more() -> None:
    path = np.zeros(6, dtype=np.int64)
    words = np.array([100, 1, 1, 1, 1, 1], dtype=np.float32)
    p = np.array([0.9, 0.1, 0.1, 0.1, 0.1, 0.1], dtype=np.float32)
    assert (among_alike(p, words, path) > 0.5).all()
