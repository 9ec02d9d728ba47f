"""The command line as a whole: what every command owes its users."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

import ingest
from ingest.cli import cli
from ingest.commands import SECTIONS
from ingest.errors import FetchFailed

ROOT = click.Context(cli)
NAMES = cli.list_commands(ROOT)


def every_command(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(ROOT):
        command = group.get_command(ROOT, name)
        assert command is not None
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


@pytest.mark.parametrize("words", list(every_command(cli)), ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, [*words, "--help"])
    assert result.exit_code == 0
    said = result.output.split("\n\n")[1].strip()
    assert said and not said.startswith("Options:"), "a docstring says what the command does"
    command: click.Command = cli
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(ROOT, word)
        assert found is not None
        command = found
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help, f"{parameter.opts[-1]} says what it does"


def test_help_shows_every_command_under_its_section() -> None:
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    shown = [line.split()[0] for line in lines if line.startswith("  ") and line.split()[0] in NAMES]
    assert sorted(shown) == NAMES
    assert any(line.rstrip(":") in SECTIONS for line in lines)


def test_the_command_runs_as_a_module_and_tells_its_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "--version"], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == f"ingest {ingest.__version__}\n"


def test_telling_the_version_imports_no_crawler() -> None:
    code = "import sys, ingest.cli; sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


def test_an_unknown_command_is_wrong_use() -> None:
    result = CliRunner().invoke(cli, ["frobnicate"])
    assert result.exit_code == 2
    assert "No such command 'frobnicate'" in result.stderr


def test_a_url_in_the_place_of_a_command_says_what_to_type() -> None:
    result = CliRunner().invoke(cli, ["https://outlet.example/story"])
    assert result.exit_code == 2
    assert "ingest fetch https://outlet.example/story" in result.stderr


def test_an_error_of_ours_is_one_line_and_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def broken() -> None:
        raise FetchFailed("HTTP 404", "https://outlet.example/gone")

    monkeypatch.setattr(type(cli), "list_commands", lambda self, ctx: ["broken"])
    monkeypatch.setattr(type(cli), "get_command", lambda self, ctx, name: broken)
    result = CliRunner().invoke(cli, ["broken"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "Error: HTTP 404: https://outlet.example/gone\n"
