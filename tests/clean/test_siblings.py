"""Lists and tables stay whole where most of their entries do; so do the headings above them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ingest.clean.block import Block
from ingest.clean.context import Context
from ingest.clean.groups import with_headings
from ingest.clean.siblings import spare_entries
from ingest.clean.verdict import Verdict
from ingest.clean.view import blocks_of

DOUBT = Verdict("other", "scorer", 0.8)
STEPS = "<ol><li>Find the port<li>Add the difference<ul><li>one hour in summer<li>none in winter</ul></ol>"
ROWS = "<table><tr><th>Pool<th>Visitors<tr><td>Nordend<td>41<tr><td>Mühltal<td>38</table>"


def judged(
    html: str, gone: dict[str, Verdict], score: float = 0.7
) -> tuple[list[Block], list[Verdict | None]]:
    soup = BeautifulSoup(html, "html.parser")
    blocks = blocks_of(soup, Context())
    for block in blocks:
        block.score = score
    return blocks, [gone.get(block.text) for block in blocks]


@pytest.mark.parametrize(("html", "lost"), [(STEPS, "none in winter"), (ROWS, "Pool"), (ROWS, "38")])
def test_one_entry_is_not_lost_from_a_whole(html: str, lost: str) -> None:
    blocks, verdicts = judged(html, {lost: DOUBT})
    assert any(verdicts)
    spare_entries(blocks, verdicts)
    assert not any(verdicts)


@pytest.mark.parametrize(
    ("verdict", "score"),
    [
        (Verdict("advert", "advert/line", 0.99), 0.7),
        (Verdict("other", "other/form", 0.95), 0.7),
        (DOUBT, 0.1),
    ],
)
def test_a_plea_word_for_word_and_what_is_no_body_at_all_leave(verdict: Verdict, score: float) -> None:
    blocks, verdicts = judged(STEPS, {"none in winter": verdict}, score)
    spare_entries(blocks, verdicts)
    assert any(verdicts)


def test_a_list_most_of_which_leaves_is_not_kept() -> None:
    gone = {"Find the port": DOUBT, "Add the difference": DOUBT, "none in winter": DOUBT}
    blocks, verdicts = judged(STEPS, gone)
    spare_entries(blocks, verdicts)
    assert sum(verdict is not None for verdict in verdicts) == 3


def test_a_heading_stays_above_its_list() -> None:
    html = (
        f"<p>Something that was said.</p><h2>What you do</h2>{STEPS}<div><h2>More</h2></div><p>The end.</p>"
    )
    blocks, verdicts = judged(html, {"What you do": DOUBT, "More": DOUBT})
    kept = [block.text for block, v in zip(blocks, with_headings(blocks, verdicts), strict=True) if v is None]
    assert "What you do" in kept
    assert "More" not in kept
