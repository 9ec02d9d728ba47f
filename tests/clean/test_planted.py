"""Pleas planted into the sample site's articles, in wordings that no tree was trained on: most go, the prose stays."""

from __future__ import annotations

import json
import re
from itertools import cycle

import pytest

import ingest
from ingest.train.planting import Wordings, batches, plant
from tests import golden

# Every so many batches of three pleas: each wording comes once, in one of its forms.
EVERY = 3
# What was reached, with a little air; `python -m ingest.train.probe` has the figures on real pages.
MOST_LEFT, MOST_LOST = 0.12, 0.015


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("which", ["held", "fresh"])
def test_planted_pleas_go_and_prose_stays(which: Wordings) -> None:
    articles = []
    for page in golden.PAGES:
        expected = json.loads((page / "expected.json").read_text("utf-8"))
        html = (page / "page.html").read_bytes()
        if expected and plant(html, expected["body"], {}, words_of):
            articles.append((html, expected["body"]))
    pleas = left = paragraphs = lost = 0
    for chosen, (html, gold) in zip(batches(which)[::EVERY], cycle(articles), strict=False):
        planted = plant(html, gold, chosen, words_of)
        assert planted is not None
        article = ingest.extract(planted, "https://outlet.example/story")
        body = " ".join(words_of(article.body if article else ""))
        for plea in chosen.values():
            pleas += 1
            left += " ".join(words_of(max(plea.texts, key=len))) in body
        for paragraph in gold.split("\n\n"):
            paragraphs += 1
            lost += " ".join(words_of(paragraph)) not in body
    assert left / pleas <= MOST_LEFT, f"{left} of {pleas}"
    assert lost / paragraphs <= MOST_LOST, f"{lost} of {paragraphs}"
