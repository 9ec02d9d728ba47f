"""Body and ledger together are the container's blocks; cleaning again changes nothing; no plea is left."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import Context, cleaners, judge_all, ledger_of, strip
from ingest.clean.view import blocks_of
from ingest.items import Overrides, fingerprint
from tests.clean.test_cleaners import PROSE

PLEAS = [
    fragment
    for cleaner in cleaners()
    if cleaner.CATEGORY in ("donation", "newsletter", "cookies", "adblock", "paywall", "reuse", "app")
    for fragment in cleaner.EXAMPLES
]
pleas = st.sampled_from(PLEAS)
wrappers = st.lists(st.sampled_from(["div", "section", "aside", "span", "main"]), max_size=12)
trees = st.recursive(
    st.one_of(st.sampled_from(PROSE), pleas, st.just(" "), st.text("ab é<>&日", max_size=20)),
    lambda inner: st.tuples(
        st.sampled_from("p div ul li blockquote figure figcaption span a h2 table tr td br b".split()),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{' '.join(pair[1])}</{pair[0]}>"),
    max_leaves=25,
)


def texts(soup: BeautifulSoup) -> list[str]:
    return [block.text for block in blocks_of(soup, Context())]


@given(trees, st.lists(st.floats(0, 1), max_size=60))
@settings(max_examples=120, deadline=None)
def test_body_and_ledger_are_all_blocks(page: str, scores: list[float]) -> None:
    soup = BeautifulSoup(page, "html.parser")
    before = texts(soup)
    context = Context(scores=(scores * 60)[: len(before)])
    ledger = strip(soup, context)
    removed = {removal.position: removal.text for removal in ledger}
    assert list(removed) == sorted(removed)
    assert len(removed) == len(ledger)
    kept = [text for position, text in enumerate(before) if position not in removed]
    assert all(before[position] == text for position, text in removed.items())
    assert "".join("".join(kept).split()) == "".join("".join(texts(soup)).split())


@given(trees)
@settings(max_examples=60, deadline=None)
def test_cleaning_a_page_of_prose_and_pleas_twice_changes_nothing(page: str) -> None:
    soup = BeautifulSoup(f"<p>{PROSE[0]}</p>{page}<p>{PROSE[1]}</p>", "html.parser")
    strip(soup, Context())
    once = str(soup)
    for _ in range(2):
        strip(soup, Context())
    twice = str(soup)
    strip(soup, Context())
    assert str(soup) == twice
    assert len(twice) <= len(once)


@given(pleas, wrappers, st.integers(0, len(PROSE)))
@settings(max_examples=120, deadline=None)
def test_a_plea_at_any_depth_leaves_no_trace(plea: str, around: list[str], place: int) -> None:
    for tag in around:
        plea = f"<{tag}>{plea}</{tag}>"
    parts = [f"<p>{text}</p>" for text in PROSE]
    parts.insert(place, plea)
    soup = BeautifulSoup(f"<article>{''.join(parts)}</article>", "html.parser")
    strip(soup, Context())
    assert texts(soup) == list(PROSE)
    assert str(soup) == f"<article>{''.join(f'<p>{text}</p>' for text in PROSE)}</article>"


def test_a_reader_overrules() -> None:
    page = f"<p>{PROSE[0]}</p>{PLEAS[0]}<p>{PROSE[1]}</p>"
    soup = BeautifulSoup(page, "html.parser")
    (removal,) = ledger_of(judge_all(soup, Context()))
    for wanted in (
        Overrides(kept=frozenset((fingerprint(removal.text),))),
        Overrides(rules=frozenset((removal.rule,))),
        Overrides(rules=frozenset((removal.category,))),
    ):
        assert strip(soup, Context(overrides=wanted)) == ()
