"""On real pages body and ledger are all text blocks of the container, none twice, in order."""

from __future__ import annotations

import re

import pytest

from ingest.clean import judge_all, ledger_of
from ingest.clean.remove import remove
from ingest.extract.body import find_body
from ingest.extract.document import parse
from ingest.extract.metadata import find_metadata
from ingest.extract.render import find_captions, render
from ingest.extract.soup import context_of, to_soup
from ingest.train import pages as development

# Every so many pages of all kinds.
EVERY = 41


def letters(text: str) -> str:
    """White space, soft hyphens, and what rendering adds to lists, tables and links are its own."""
    return re.sub(r"[^\w]|_", "", text)


def test_body_and_ledger_are_the_container() -> None:
    quality = development.quality_dir()
    if not (quality / "gold.jsonl").exists():
        pytest.skip(f"no development pages at {quality}")
    broken = []
    for row in development.rows(quality)[::EVERY]:
        document = parse(development.page_of(quality, row), row["url"] or None)
        assert document is not None
        metadata = find_metadata(document)
        body = find_body(document, metadata)
        if body is None:
            continue
        soup = to_soup(body)
        captions = find_captions(soup)
        judged = judge_all(soup, context_of(body, metadata, row["url"] or None))
        assert [letters(one.block.text) for one in judged] == [letters(text) for text in body.texts]
        ledger = ledger_of(judged)
        gone = {removal.position for removal in ledger}
        assert len(gone) == len(ledger)
        assert [one.block.text for one in judged if one.block.index in gone] == [r.text for r in ledger]
        kept = [one.block.text for one in judged if one.verdict is None and not one.block.in_caption]
        remove(judged)
        if letters(render(soup, document.base_url, captions).text) != letters("".join(kept)):
            broken.append(row["id"])
    assert broken == []
