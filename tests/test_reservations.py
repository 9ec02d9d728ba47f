"""Reservations in HTTP headers become rights of the article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.items import Article, Page
from ingest.reservations import with_reservations

ARTICLE = Article(url="https://outlet.example/a", title="Rain", body="It rained.")


@pytest.mark.parametrize(
    ("headers", "opt_outs", "search_limits"),
    [
        ({}, (), ()),
        ({"x-robots-tag": "noai, noimageai"}, ("noai", "noimageai"), ()),
        ({"x-robots-tag": "googlebot: noindex"}, (), ()),
        ({"x-robots-tag": "none"}, (), ("noindex",)),
        ({"tdm-reservation": "1"}, ("tdm-reservation",), ()),
        ({"tdm-reservation": "0"}, (), ()),
        ({"x-robots-tag": "noai, nosnippet"}, ("noai",), ("nosnippet",)),
    ],
)
def test_reservations_in_the_headers_are_rights(
    headers: dict[str, str], opt_outs: tuple[str, ...], search_limits: tuple[str, ...]
) -> None:
    page = Page("https://outlet.example/a", b"", datetime(2026, 11, 22, tzinfo=UTC), headers=headers)
    rights = with_reservations(ARTICLE, page).rights
    assert rights.opt_outs == opt_outs
    assert rights.search_limits == search_limits
    assert ("opt_outs" in rights.sources) == bool(opt_outs)
