"""What people decide against the cleaners holds for every later reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest import corrections as corrections_module
from ingest.cli import cli
from ingest.errors import NotFound
from ingest.items import Article, Overrides, Page, Removal
from ingest.store import Library
from ingest.store.corrections import overrides_of

URL = "https://outlet.example/story"
PLEA = Removal("donation", "donation/text", "Give, so that we can go on.", 1)
NOTE = Removal("newsletter", "newsletter/text", "Our letter of the week.", 2)
STORY = Article(url=URL, title="A", body="The story itself, in some words.", removed=(PLEA, NOTE))


def reader_that_obeys(page: Page, overrides: Overrides | None = None) -> Article:
    """A reading in which each block that people keep stands in the body."""
    decided = overrides or Overrides()
    kept = [
        removal
        for removal in STORY.removed
        if removal.fingerprint in decided.kept or decided.rules & {removal.rule, removal.category}
    ]
    body = "\n\n".join([STORY.body, *(removal.text for removal in kept)])
    return replace(STORY, body=body, removed=tuple(r for r in STORY.removed if r not in kept))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(corrections_module, "read_complete", reader_that_obeys)
    path = tmp_path / "library.db"
    with Library(path) as library:
        library.save(STORY, Page(URL, b"<html></html>", datetime.now(UTC)))
    yield path


def body_of(path: Path) -> str:
    with Library(path) as library:
        return str(library.db.execute("SELECT body FROM articles").fetchone()[0])


def test_a_block_is_put_back_for_good(path: Path) -> None:
    result = CliRunner().invoke(cli, ["restore", URL, "1", "--db", str(path)])
    assert result.exit_code == 0, result.output
    assert PLEA.text in body_of(path)
    with Library(path) as library:
        assert library.db.table("removals").count == 1
        assert overrides_of(library.db, "http://outlet.example/story/") == Overrides(
            kept=frozenset({PLEA.fingerprint})
        )
        kinds = [row["kind"] for row in library.db.query("SELECT kind FROM revisions ORDER BY number")]
        assert kinds == ["first", "restored"]


def test_a_rule_is_switched_off_for_a_site_and_on_again(path: Path) -> None:
    run = CliRunner().invoke
    result = run(cli, ["keep", "newsletter", "--site", "outlet.example", "--db", str(path)])
    assert result.exit_code == 0, result.output
    assert "1 article changed" in result.stderr
    assert NOTE.text in body_of(path)
    with Library(path) as library:
        assert overrides_of(library.db, URL).rules == {"newsletter"}
        assert overrides_of(library.db, "https://other.example/").rules == frozenset()
    assert (
        run(cli, ["keep", "newsletter", "--site", "outlet.example", "--undo", "--db", str(path)]).exit_code
        == 0
    )
    with Library(path) as library:
        assert overrides_of(library.db, URL) == Overrides()


def test_what_cannot_be_put_back_is_said(path: Path) -> None:
    with Library(path) as library:
        with pytest.raises(NotFound, match="the ledger has no block 3"):
            library.corrections.restore(1, 3)
        library.db.execute("UPDATE pages SET body = NULL")
        with pytest.raises(NotFound, match="were not kept"):
            corrections_module.reread(library, 1)


def test_both_commands_answer_programs(path: Path) -> None:
    run = CliRunner().invoke
    told = json.loads(run(cli, ["restore", URL, "1", "--db", str(path), "--json"]).stdout)
    assert told["category"] == "donation"
    assert "body" in told["changed"]
    told = json.loads(
        run(cli, ["keep", "newsletter", "--site", "www.outlet.example", "--db", str(path), "--json"]).stdout
    )
    assert told["hosts"] == ["outlet.example"]
    refused = run(cli, ["keep", "newsletter", "--site", "elsewhere.example", "--db", str(path)])
    assert refused.exit_code == 1
    assert 'no source or site "elsewhere.example"' in refused.stderr


def test_several_blocks_are_put_back_by_the_numbers_that_were_shown(path: Path) -> None:
    result = CliRunner().invoke(cli, ["restore", URL, "1", "2", "--db", str(path)])
    assert result.exit_code == 0, result.output
    assert PLEA.text in body_of(path) and NOTE.text in body_of(path)


def test_no_block_is_put_back_where_one_number_is_wrong(path: Path) -> None:
    result = CliRunner().invoke(cli, ["restore", URL, "1", "9", "--db", str(path)])
    assert result.exit_code == 1
    assert PLEA.text not in body_of(path)
    with Library(path) as library:
        assert library.db.table("restored").count == 0
