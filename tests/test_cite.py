"""Excerpts keep to the limit and end where a sentence does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.cli import cli
from ingest.commands.cite import excerpt
from ingest.items import Page
from ingest.store import Library
from tests import golden

NIGHT_TRAINS = next(page for page in golden.PAGES if page.name.startswith("night-trains"))


@given(st.text("ab .!\n", max_size=300), st.integers(20, 100))
def test_no_excerpt_is_longer_than_the_limit(body: str, limit: int) -> None:
    assert len(excerpt(body, limit)) <= limit


def test_sentences_stay_whole() -> None:
    assert excerpt("One boat left. Another came back, late.", 20) == "One boat left."


def test_the_pages_own_limit_is_kept(tmp_path: Path) -> None:
    url = "https://dniprodispatch.example/night-trains/"
    html = (NIGHT_TRAINS / "page.html").read_bytes()
    article = ingest.extract(html, url)
    assert article is not None
    with Library(tmp_path / "a.db") as library:
        library.save(article, Page(url, html, datetime.now(UTC)))
    result = CliRunner().invoke(cli, ["cite", url, "--limit", "2000", "--db", str(tmp_path / "a.db")])
    assert result.exit_code == 0, result.output
    assert len(result.stdout.split("\n\n—")[0]) <= 500
    assert "Night trains return" in result.stdout
    assert "the page allows 500" in result.stderr
