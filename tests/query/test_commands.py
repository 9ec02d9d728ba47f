"""The commands that read a library, as people and scripts use them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.query import open_library
from ingest.store import Library
from tests.query.conftest import CEASEFIRE, page

# What takes long to import, and no question needs.
SLOW = {"scrapy", "twisted", "sqlite_utils", "pandas", "numpy", "ingest.extract", "ingest.store.library"}


def run(library_file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own; the modules that it loaded end its stderr."""
    code = (
        "import sys\nfrom ingest.cli import cli\ntry: cli()\n"
        "finally: print('\\nloaded', *sys.modules, file=sys.stderr)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *words, "--db", str(library_file)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [("search", "ceasefire", "--json"), ("show", "1", "--json"), ("stats", "--json"), ("export", "jsonl")],
    ids=lambda words: words[0],
)
def test_a_question_starts_quickly(library_file: Path, words: tuple[str, ...]) -> None:
    """Neither the crawler nor the extractor's models nor the writer are loaded for it."""
    done = run(library_file, *words)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines() if words[0] == "export" else [done.stdout]:
        assert json.loads(line)
    loaded = set(done.stderr.rpartition("\nloaded ")[2].split())
    assert not loaded & SLOW


def failure(library_file: Path, *words: str) -> str:
    result = CliRunner().invoke(cli, [*words, "--db", str(library_file)])
    assert result.exit_code in (1, 2), result.output
    assert not isinstance(result.exception, OSError)
    return result.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("search", "--since", "2026-13"), '"2026-13" is no date'),
        (("search", "--source", "nope.example"), 'no source or site "nope.example"; there are '),
        (("search", "--author", "Anne Lee"), 'no author "Anne Lee"; did you mean Ann Lee?'),
        (("show", "2", "--diff"), "one version only"),
        (("show", "1", "--between", "1", "9"), "no version 9; there are 1, 2"),
        (("show", "1", "--removed", "--format", "html"), "JSON only"),
        (("why", " "), "a few words"),
        (("keep", "nosuchrule/line"), 'no rule "nosuchrule/line"'),
        (
            ("stats", "--plot", "/no/such/folder/days.svg"),
            "No such file or directory: /no/such/folder/days.svg",
        ),
        (
            ("export", "csv", "-o", "/no/such/folder/a.csv"),
            "No such file or directory: /no/such/folder/a.csv",
        ),
        (("export", "csv", "-n", "0"), "not in the range"),
        (("export", "csv", "-o", "."), ". is a folder"),
        (("export", "markdown", "-o", __file__), "is a file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_slip_is_one_line(library_file: Path, words: tuple[str, ...], said: str) -> None:
    assert said in failure(library_file, *words)


@pytest.mark.parametrize("words", ["-ferry", "-nato budget -voted", "-n2 -budget"])
def test_a_word_behind_a_dash_is_left_out_and_no_option(library_file: Path, words: str) -> None:
    done = CliRunner().invoke(cli, ["search", *words.split(), "--json", "--all", "--db", str(library_file)])
    assert done.exit_code == 0, done.stderr
    titles = [hit["title"] for hit in json.loads(done.stdout)["hits"]]
    assert ("=Budget passed, after a night of votes" in titles) == (words == "-ferry")


def test_a_site_is_meant_by_what_it_calls_itself(library_file: Path) -> None:
    with open_library(library_file) as reader:
        assert reader.filters(sources=["the outlet"]).hosts == ("www.outlet.example",)


def test_a_mistyped_command_is_guessed() -> None:
    assert "Did you mean search?" in CliRunner().invoke(cli, ["serch", "x"]).stderr


def test_a_site_is_meant_whatever_its_port(tmp_path: Path) -> None:
    item = replace(CEASEFIRE, url="http://outlet.example:8080/story")
    with Library(tmp_path / "articles.db") as library:
        library.save(item, page(item))
    with open_library(tmp_path / "articles.db") as reader:
        assert reader.filters(sources=["outlet.example"]).hosts == ("outlet.example:8080",)


@pytest.mark.parametrize("form", ["epub", "warc", "parquet", "markdown"])
def test_what_is_no_text_is_not_printed_to_a_terminal(
    library_file: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("ingest.commands.export.sys", SimpleNamespace(stdout=Terminal()))
    result = CliRunner().invoke(cli, ["export", form, "--db", str(library_file)])
    assert result.exit_code == 2
    assert "say -o" in result.stderr


class Terminal(BytesIO):
    """A standard output that somebody looks at."""

    def isatty(self) -> bool:
        return True
