"""The page that started it all, and pages of its shape: copied text and HTML give the same article."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import ingest
from ingest.items import Article
from tests import golden

SHARED = Path(os.environ.get("INGEST_SHARED") or golden.ROOT.parent / "shared")
SEED = SHARED / "seed/euromaidan-press-page.txt"
OURS = next(page for page in golden.PAGES if page.name.startswith("night-trains"))


def of(category: str, article: Article) -> str:
    """All that the ledger has under a category, in one string."""
    return "\n".join(removal.text for removal in article.removed if removal.category == category)


@pytest.mark.skipif(not SEED.exists(), reason=f"no seed page at {SEED}")
def test_the_seed_page() -> None:
    article = ingest.clean_text(SEED.read_text("utf-8"))
    assert article is not None
    title = "Human rights defender warns Russia is expanding its army with recruits from occupied Ukrainian"
    assert article.title == f"{title} territories"
    assert article.subtitle == (
        "She noted that on 1 April, a new conscription campaign started in occupied Crimea."
    )
    assert article.body.startswith("Temporarily occupied territories of Ukraine")
    assert article.body.endswith("but this number is not final.")
    assert article.rights.excerpt_limit == 500
    assert article.rights.link_required
    assert (article.rights.copyright or "").startswith("Copyright © 2024")
    assert "Become a Patron!" in of("donation", article)
    assert "Ctrl + Enter" in of("correction", article)
    assert "disabling your ad blocker" in of("adblock", article)
    assert "please include an active hyperlink" in of("reuse", article)
    assert "Privacy and Cookie Policies" in of("navigation", article)
    advert = of("advert", article)
    for line in ("Will the West continue", "Know what moves", "Kompreno", "Special discount", "readers"):
        assert line in advert
    assert not of("other", article)
    assert all(line.strip() for line in article.body.split("\n\n"))


def test_a_copied_page_of_that_shape_gives_what_its_html_gives() -> None:
    want = golden.expected(OURS)
    article = ingest.clean_text((OURS / "page.txt").read_text("utf-8"))
    assert want is not None
    assert article is not None
    assert article.title == want["title"]
    assert article.subtitle == want["subtitle"]
    assert article.body == want["body"]
    assert article.rights.excerpt_limit == want["rights"]["excerpt_limit"]
    kinds = {(removal.category, removal.text) for removal in article.removed}
    for category, text in want["removed"]:
        if category in ("copyright", "donation", "correction", "adblock"):
            assert (category, text) in kinds, text
    assert "500-character extract" in of("reuse", article)
    everything = " ".join([article.body, *(removal.text for removal in article.removed)]).split()
    on_page = (OURS / "page.txt").read_text("utf-8").replace("•", " ").split()
    assert sorted(everything) == sorted(on_page), "body and ledger together are all text"
