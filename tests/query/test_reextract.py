"""Re-extraction: what a better extractor makes of kept pages, and the way back."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ingest import reextract
from ingest.cli import cli
from ingest.items import Article, Page, Removal
from ingest.query import open_library
from ingest.query.stored import StoredContent
from ingest.store import Library
from tests.query.conftest import CEASEFIRE, STORIES, page

PLEA = "Support our reporters with a gift today."


def old_reading(item: Article) -> Article:
    """As a worse extractor read it: the plea in the body, the standfirst not seen."""
    body = f"{item.body}\n\n{PLEA}"
    content = StoredContent(body, body, f"{item.html}<p>{PLEA}</p>")
    return replace(item, body=body, subtitle=None, removed=(), content=content)


def new_reading(fetched: Page, overrides: object = None) -> Article | None:
    url = fetched.url
    item = next(item for item in STORIES if item.url == url)
    if url.startswith("https://zh."):
        return None
    if url.endswith("/bridges"):
        return item
    plea = Removal("donation", "donation.phrase", PLEA, 9)
    return replace(item, removed=(*item.removed, plea))


@pytest.fixture
def old_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three stories read badly, one read well already, one whose page today's extractor cannot read."""
    path = tmp_path / "articles.db"
    with Library(path) as library:
        for item in STORIES:
            reading = item if item.url and item.url.endswith("/bridges") else old_reading(item)
            library.save(reading, page(item))
    monkeypatch.setattr(reextract, "read_complete", new_reading)
    return path


def content_of(path: Path) -> dict[str, list[Any]]:
    """All rows but those of runs and the full-text index's own bookkeeping."""
    with sqlite3.connect(path) as db:
        tables = (
            "articles revisions images links article_authors article_tags sketches sketch_keys pages aliases"
        ).split()
        rows = {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}
        ledger = (
            "SELECT article_id, position, category, rule, version, confidence, text, markup FROM removals"
        )
        rows["removals"] = db.execute(f"{ledger} ORDER BY 1, 2").fetchall()
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
    db.close()
    return rows


def run(path: Path, *arguments: str) -> Any:
    result = CliRunner().invoke(cli, ["reextract", "--db", str(path), "--workers", "1", *arguments])
    assert result.exit_code == 0, result.output
    return result


def test_a_dry_run_says_what_a_real_run_does(old_library: Path) -> None:
    before = content_of(old_library)
    dry = json.loads(run(old_library, "--dry-run", "--json").stdout)
    assert content_of(old_library) == before
    real = json.loads(run(old_library, "--json").stdout)
    assert {**dry, "run": real["run"]} == real
    assert real["changed"] == 2
    assert real["removed"] == {"donation": 3, "related": 1}
    assert real["fields"]["body"] == 2
    assert real["kept"] == {"no article on the page": 1}
    assert real["words"] == -14
    with open_library(old_library) as reader:
        item = reader.article("https://www.outlet.example/world/ceasefire")
        assert item.article.body == CEASEFIRE.body
        assert item.article.subtitle == CEASEFIRE.subtitle
        assert [version.kind for version in reader.revisions(item.url)] == ["first", "re-extraction"]
        assert [hit.outlet for hit in reader.search("gift").hits] == ["zh.example"]
    again = json.loads(run(old_library, "--json").stdout)
    assert again["changed"] == 0


def test_undo_restores_every_byte(old_library: Path) -> None:
    before = content_of(old_library)
    real = json.loads(run(old_library, "--json").stdout)
    assert content_of(old_library) != before
    undone = json.loads(run(old_library, "--undo", str(real["run"]), "--json").stdout)
    assert undone == {"run": real["run"], "restored": 2, "changed_since": []}
    assert content_of(old_library) == before


def test_what_changed_since_stays(old_library: Path) -> None:
    real = json.loads(run(old_library, "--json").stdout)
    later = f"{CEASEFIRE.body}\n\nA correction was added on Tuesday by the editors of the outlet."
    item = replace(CEASEFIRE, body=later, content=StoredContent(later, later, ""))
    with Library(old_library) as library:
        assert library.save(item, page(item)).outcome == "changed"
    undone = json.loads(run(old_library, "--undo", str(real["run"]), "--json").stdout)
    assert undone["restored"] == 1
    assert len(undone["changed_since"]) == 1


def test_what_a_person_sees(old_library: Path) -> None:
    result = run(old_library, "--source", "outlet.example", "--dry-run")
    assert f"- {PLEA}" in result.stdout
    assert "ledger: donation" in result.stdout
    assert "would change" in result.stdout
    result = CliRunner().invoke(cli, ["reextract", "--db", str(old_library), "--undo", "99"])
    assert result.exit_code == 1


def test_all_cores_give_the_same(old_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In worker processes, with the real extractor: they know nothing of this test's."""
    monkeypatch.undo()
    with open_library(old_library) as reader:
        ids = [item.id for item in reader.articles()]
    alone = list(reextract.changes(old_library, sorted(ids), workers=1))
    together = list(reextract.changes(old_library, sorted(ids), workers=2))
    assert [(change.article_id, change.fields, change.kept) for change in together] == [
        (change.article_id, change.fields, change.kept) for change in alone
    ]
