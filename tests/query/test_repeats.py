"""House lines: found where a site repeats them, dropped by hand, and put back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from ingest import extract
from ingest.cli import cli
from ingest.items import Page
from ingest.query import open_library
from ingest.query.health import findings
from ingest.query.repeats import repeats
from ingest.store import Library
from ingest.store.corrections import overrides_of

HOST = "outlet.example"
HOUSE = "The clock on the old tower strikes the hours for everybody in the valley who has none."
QUESTION = "What did you learn from it?"
PLACES = (
    "harbour",
    "market",
    "station",
    "library",
    "theatre",
    "bridge",
    "school",
    "hospital",
    "mill",
    "park",
)
WORDS = (
    "the mayor said that a roof of slate was carried over river and valley by builders who had seen no flood"
    " since spring while families asked for stone walls beside their yards because engineers from town read"
    " costs aloud after long meetings in winter when nobody could vote on plans or tell what would be needed"
).split()
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def page(number: int, place: str) -> Page:
    html = (
        f"<html lang=en><head><title>The {place} closes</title><meta property=og:type content=article></head>"
        f"<body><article><h1>The {place} closes</h1>{told(number)}<h2>{QUESTION}</h2>{told(number + 50)}"
        f"<p>{HOUSE}</p></article></body></html>"
    )
    return Page(f"https://{HOST}/{place}", html.encode(), NOON + timedelta(hours=number))


def told(number: int) -> str:
    """Three paragraphs that no other number has."""
    dice = Random(number)
    sentences = [" ".join(dice.choices(WORDS, k=14)).capitalize() + "." for _ in range(9)]
    return "".join(f"<p>{' '.join(sentences[at : at + 3])}</p>" for at in (0, 3, 6))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "articles.db"
    with Library(path) as library:
        for number, place in enumerate(PLACES):
            fetched = page(number, place)
            article = extract(fetched.body, fetched.url)
            assert article is not None
            assert HOUSE in article.body
            library.save(article, fetched)
    return path


def run(path: Path, *words: str, status: int = 0) -> Result:
    result = CliRunner().invoke(cli, [*words, "--db", str(path)])
    assert result.exit_code == status, result.output
    return result


def bodies(path: Path) -> list[str]:
    with open_library(path) as reader:
        return [row["body"] for row in reader.rows("SELECT body FROM articles")]


def test_what_a_site_repeats_is_listed(path: Path) -> None:
    with open_library(path) as reader:
        found = {repeat.text: repeat.stories for repeat in repeats(reader.rows, HOST)}
        assert found == {HOUSE: 10, QUESTION: 10}
        assert not repeats(reader.rows, HOST, least=11)
    assert HOUSE in run(path, "repeats").stdout
    listed = json.loads(run(path, "repeats", "--site", HOST, "--top", "1", "--json").stdout)
    assert [(line["text"], line["stories"], line["among"]) for line in listed] == [(HOUSE, 10, 10)]


def test_health_tells_of_it(path: Path) -> None:
    with open_library(path) as reader:
        (told,) = [f for f in findings(reader.rows, NOON) if "stories have" in f.what]
    assert told.about == HOST
    assert HOUSE in told.what
    assert "ingest repeats" in told.advice


def test_a_line_is_dropped_from_all_articles_and_put_back(path: Path) -> None:
    before = bodies(path)
    told = run(path, "drop", "the clock on the  OLD tower", "--site", HOST)
    assert told.stdout.strip() == HOUSE
    assert "10 articles changed" in told.stderr
    assert not any(HOUSE in body for body in bodies(path))
    ledger = json.loads(run(path, "show", "1", "--json").stdout)["removed"]
    assert [(row["category"], row["text"]) for row in ledger if row["category"] == "dropped"] == [
        ("dropped", HOUSE)
    ]
    assert HOUSE not in run(path, "repeats").stdout
    run(path, "reextract", "--json")
    assert not any(HOUSE in body for body in bodies(path))

    assert "back on outlet.example: 10 articles" in run(path, "drop", HOUSE, "--site", HOST, "--undo").stderr
    assert bodies(path) == before
    assert "begins with" in run(path, "drop", HOUSE, "--site", HOST, "--undo", status=1).stderr


def test_a_new_page_is_read_without_it(path: Path) -> None:
    run(path, "drop", HOUSE, "--site", HOST)
    with Library(path) as library:
        decided = overrides_of(library.db, f"https://{HOST}/new")
        elsewhere = overrides_of(library.db, "https://other.example/new")
    fetched = page(40, "castle")
    article = extract(fetched.body, fetched.url, overrides=decided)
    assert article is not None
    assert HOUSE not in article.body
    assert not elsewhere.dropped


def test_a_restored_block_stays_in_its_article(path: Path) -> None:
    run(path, "drop", HOUSE, "--site", HOST)
    ledger = json.loads(run(path, "show", "1", "--json").stdout)["removed"]
    number = [row["category"] for row in ledger].index("dropped") + 1
    run(path, "restore", "1", str(number))
    assert [HOUSE in body for body in bodies(path)] == [True] + [False] * 9


def test_what_cannot_be_dropped_is_said(path: Path) -> None:
    before = bodies(path)
    assert "no paragraph" in run(path, "drop", "Nobody wrote this", "--site", HOST, status=1).stderr
    several = run(path, "drop", "The", "--site", HOST, status=1).stderr
    assert "paragraphs on outlet.example begin so" in several
    assert "more" in several
    run(path, "drop", " … ", "--site", HOST, status=2)
    assert bodies(path) == before
