"""`ingest read`: one page in, its article out, in the form that was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.cli import cli
from ingest.filetypes import looks_like_html

FIXTURES = Path(__file__).parents[1] / "fixtures"
STORY = FIXTURES / "harbour-courier/ferry-terminal-reopens-after-winter-repairs/page.html"
TITLE = "Ferry terminal reopens after a winter of repairs"


def read(*words: str, page: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["read", *words], input=page)


def test_text_has_title_and_body() -> None:
    result = read(str(STORY))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{TITLE}\n\n")
    assert "“Nobody who looked at that steel wanted to sign for it.”" in result.stdout
    assert "<p>" not in result.stdout


def test_standard_input_gives_the_same() -> None:
    assert read("-", page=STORY.read_bytes()).stdout == read(str(STORY)).stdout


def test_markdown_starts_with_the_title_as_a_heading() -> None:
    assert read(str(STORY), "--format", "markdown").stdout.startswith(f"# {TITLE}\n")


def test_html_is_markup_without_scripts() -> None:
    page = read(str(STORY), "--format", "html").stdout
    assert "<p>" in page
    assert "<script" not in page


def test_json_has_every_field() -> None:
    article = json.loads(read(str(STORY), "--json", "--url", "https://harbour-courier.example/x/").stdout)
    assert article["title"] == TITLE
    assert article["url"] == "https://harbour-courier.example/x/"
    assert {"body", "markdown", "html", "authors", "published", "removed", "provenance"} <= article.keys()


def test_a_page_without_an_article_is_an_error_and_status_1() -> None:
    result = read("-", page=b"<!doctype html><html><body></body></html>")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "Error: no article in this page: -\n"


def test_a_missing_file_is_wrong_use() -> None:
    assert read("no-such-page.html").exit_code == 2


@pytest.mark.parametrize(
    ("page", "is_html"),
    [
        (b"<!DOCTYPE html><title>x</title>", True),
        ("\ufeff<html><p>x".encode(), True),
        ("<html><p>x".encode("utf-16"), True),
        (b"plain words\n\nand more", False),
        (b"if a < b and b > c then <stop>", False),
        (b"", False),
    ],
)
def test_pages_are_told_from_texts(page: bytes, is_html: bool) -> None:
    assert looks_like_html(page) is is_html


def test_explain_shows_every_block_with_its_verdict() -> None:
    blocks = json.loads(read(str(STORY), "--explain", "--json").stdout)
    assert [block["position"] for block in blocks] == list(range(len(blocks)))
    article = json.loads(read(str(STORY), "--json").stdout)
    gone = [block["removal"]["text"] for block in blocks if block["removal"]]
    assert gone == [removal["text"] for removal in article["removed"]]
    shown = read(str(STORY), "--explain").stdout
    assert "kept" in shown
    assert all(block["text"].splitlines()[0] in shown for block in blocks)


def test_an_address_is_shown_the_command_that_reads_addresses() -> None:
    result = read("https://outlet.example/story")
    assert result.exit_code == 2
    assert "ingest fetch https://outlet.example/story" in result.stderr


@pytest.mark.parametrize("options", [(), ("--removed",), ("--json",)])
def test_a_program_is_no_article(tmp_path: Path, options: tuple[str, ...]) -> None:
    program = tmp_path / "program"
    program.write_bytes(b"\x7fELF\x02\x01" + bytes(range(32)) * 400 + b" harbour master said so" * 20)
    result = read(str(program), *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not a page: binary data" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_copied_text_is_read_in_the_encodings_of_editors(tmp_path: Path, encoding: str) -> None:
    text = tmp_path / "story.txt"
    text.write_bytes("Die Brücke\n\nDie Brücke über die Förde öffnet am Montag früh.\n".encode(encoding))
    assert "Die Brücke über die Förde öffnet am Montag früh." in read(str(text)).stdout


def test_a_folder_without_pages_is_said_to_have_none(tmp_path: Path) -> None:
    result = read(str(tmp_path))
    assert result.exit_code == 1
    assert "no pages there" in result.stderr
