"""Every page of the sample site reads as a person would read it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests import golden

FIELDS = (
    "title subtitle authors published modified language site_name section tags canonical_url paywalled images"
    " rights body"
).split()
# What still reads wrong, to be mended: page and field.
GAPS = {
    ("dnipro-dispatch/uk-shkoliari-sklaly-slovnyk-zabutykh-sliv", "body"),
    ("la-lanterne/enquete-le-sable-qui-disparait", "paywalled"),
    ("nordfunk/deich-bei-wittmoor-wird-um-achtzig-zentimeter-erhoeht", "body"),
    ("nordfunk/interview-watt-biologin-schlickkrebse", "body"),
}
# Removed blocks that carry the category a person would give them; the rest went under another name.
NAMED_RIGHT = 0.75
read, expected = cache(golden.read), cache(golden.expected)
ARTICLES = [page for page in golden.PAGES if expected(page)]


@pytest.mark.parametrize("page", golden.PAGES, ids=golden.name_of)
def test_a_page_with_an_article_has_one_and_no_other(page: Path) -> None:
    assert (read(page) is None) == (expected(page) is None)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("page", ARTICLES, ids=golden.name_of)
def test_page_reads_as_expected(page: Path, field: str) -> None:
    got, want = read(page), expected(page)
    assert got is not None
    assert want is not None
    if (golden.name_of(page), field) in GAPS:
        assert got[field] != want[field], "mended: take it out of GAPS"
        pytest.xfail("known gap")
    assert got[field] == want[field]


def test_removed_blocks_go_under_the_name_that_a_person_would_give_them() -> None:
    right = every = 0
    for page in ARTICLES:
        got, want = read(page), expected(page)
        assert got is not None
        assert want is not None
        named = {tuple(pair) for pair in got["removed"]}
        right += sum(tuple(pair) in named for pair in want["removed"])
        every += len(want["removed"])
    print(f"{right} of {every} removed blocks under the right name")
    assert right >= NAMED_RIGHT * every
