"""Each cleaner convicts its EXAMPLES and spares its KEEPS, set among an article's paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from ingest.clean import Context, cleaners, judge_all

PROSE = (
    "The ferry left at seven, as it had every morning since the war, with four cars and a horse on its deck.",
    "By noon the wind had turned, and the captain, who had crossed the bay nine thousand times, stayed in port.",
    "Nobody on the island could remember when that had happened last, although everybody had a year to offer.",
)


def cases(kind: str) -> list[object]:
    return list(_cases(kind))


def _cases(kind: str) -> Iterator[object]:
    for cleaner in cleaners():
        for n, fragment in enumerate(getattr(cleaner, kind)):
            yield pytest.param(cleaner.CATEGORY, fragment, id=f"{cleaner.CATEGORY}-{n}")


def judged(fragment: str) -> list[tuple[str, str | None]]:
    """Text and verdict of the fragment's blocks, after two paragraphs of prose and before one."""
    first, second, third = (f"<p>{text}</p>" for text in PROSE)
    page = BeautifulSoup(f"<article>{first}{second}{fragment}</article>", "html.parser")
    if "headline" in fragment:
        page = BeautifulSoup(f"<article>{fragment}{first}{second}{third}</article>", "html.parser")
    context = Context(title="The page’s own headline", authors=("Dora Finch",))
    return [
        (one.block.text, one.verdict.category if one.verdict else None)
        for one in judge_all(page, context)
        if one.block.text not in PROSE
    ]


@pytest.mark.parametrize(("category", "fragment"), cases("EXAMPLES"))
def test_examples_go(category: str, fragment: str) -> None:
    assert judged(fragment)
    assert all(found is not None for _, found in judged(fragment)), judged(fragment)
    if category != "promo":
        assert {found for _, found in judged(fragment)} == {category}


@pytest.mark.parametrize(("category", "fragment"), cases("KEEPS"))
def test_keeps_stay(category: str, fragment: str) -> None:
    assert [found for _, found in judged(fragment)] == [None]


def test_prose_stays() -> None:
    page = BeautifulSoup("".join(f"<p>{text}</p>" for text in PROSE), "html.parser")
    assert [one.verdict for one in judge_all(page, Context())] == [None] * len(PROSE)


def test_who_is_asked_only_where_named_says_nothing_elsewhere() -> None:
    fragments = [text for one in cleaners() for text in (*one.EXAMPLES, *one.KEEPS)]
    page = BeautifulSoup(f"<article>{''.join(fragments)}</article>", "html.parser")
    for judged in judge_all(page, Context(title="The page’s own headline", authors=("Dora Finch",))):
        block = judged.block
        said = [one.CATEGORY for one in cleaners() if one.judge(block) is not None]
        assert [verdict.category for verdict in judged.heard] == said
