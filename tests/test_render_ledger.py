"""The body is the kept blocks: every word of them, once, in order, and no other."""

import re
from pathlib import Path

import lxml.html
import pytest
from bs4 import BeautifulSoup

from ingest.clean import Context, strip
from ingest.clean.judge import judge_all
from ingest.extract.render import render

PAGES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/*/page.html"))


def letters(text: str) -> str:
    """White space, soft hyphens and the bars between cells are the renderer's own."""
    return re.sub(r"[\s|\xad\ufeff]+", "", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_the_body_is_the_kept_blocks(page: Path) -> None:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    body = lxml.html.document_fromstring(page.read_bytes(), parser=parser).find("body")
    assert body is not None
    soup = BeautifulSoup(lxml.html.tostring(body, encoding="unicode"), "html.parser")
    context = Context()
    judged = judge_all(soup, context)
    kept = [j.block.text for j in judged if j.verdict is None and not j.block.in_caption]
    strip(soup, context)
    assert letters(render(soup, None).text) == letters("".join(kept))
