"""The trees' word: asked where there is doubt, never where the rules are final."""

from __future__ import annotations

import numpy as np
import pytest
from bs4 import BeautifulSoup

from ingest.clean import Context, Trees, Weigher, judge_all
from ingest.clean.groups import convict_groups
from ingest.clean.learned import weigher
from ingest.clean.verdict import Verdict
from ingest.clean.view import blocks_of
from tests.clean.test_cleaners import PROSE

PLEA = "Sign up for our newsletter and get the week’s best stories straight to your inbox."
DOUBTFUL = "The third bridge has been closed for repairs since May, and nobody can say how long."


def saying(p: float) -> Trees:
    """One tree of one leaf that says the same of every block."""
    odds = np.array([np.log(p / (1 - p))], dtype=np.float32)
    none = np.zeros(1, dtype=np.intp)
    return Trees(none, np.array([np.inf], dtype=np.float32), none, odds, roots=1, levels=1)


def kept(fragment: str, score: float, p: float | None) -> bool:
    texts = [f"{PROSE[0]} {PROSE[1]}", fragment, f"{PROSE[2]} {PROSE[1]}"]
    soup = BeautifulSoup("".join(f"<p>{text}</p>" for text in texts), "html.parser")
    context = Context(scores=(0.98, score, 0.98), weigher=None if p is None else Weigher(saying(p)))
    judged = judge_all(soup, context)
    assert judged[0].verdict is None
    return judged[1].verdict is None


@pytest.mark.parametrize(
    ("score", "p", "stays"),
    [(0.3, None, False), (0.3, 0.6, True), (0.3, 0.2, False), (0.6, 0.3, True), (0.6, 0.05, False)],
)
def test_doubtful_blocks_are_decided_by_the_trees(score: float, p: float | None, stays: bool) -> None:
    assert kept(DOUBTFUL, score, p) == stays


def test_a_convicted_plea_needs_surer_trees() -> None:
    assert not kept(PLEA, 0.6, 0.45)
    assert kept(PLEA, 0.6, 0.9)


def test_a_heading_that_only_sounds_like_a_plea_takes_nothing_along() -> None:
    soup = BeautifulSoup(
        f"<div><p>{PROSE[0]}</p><h2>Thanks for your support!</h2><p>Futurewei</p></div>", "html.parser"
    )
    blocks = blocks_of(soup, Context(scores=(0.98, 0.6, 0.6)))
    for rule, taken in (("donation/reads", False), ("donation/line", True)):
        verdicts = [None, Verdict("donation", rule, 0.9, ()), None]
        convict_groups(blocks, verdicts)
        assert (verdicts[2] is not None) == taken


def test_sure_prose_and_hopeless_blocks_are_not_asked() -> None:
    assert kept(DOUBTFUL, 0.97, 0.01)
    assert not kept(DOUBTFUL, 0.01, 0.99)


def test_the_shipped_trees_know_as_much_as_the_evidence_tells() -> None:
    trees = weigher().trees
    assert trees.roots == 180
    assert 0 <= trees.feature.max() < 90
