"""Asking where a piece of text went."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from ingest.cli import cli


def why(path: Path, *words: str, status: int = 0) -> Any:
    result = CliRunner().invoke(cli, ["why", *words, "--db", str(path)])
    assert result.exit_code == status, result.output
    return result.stdout


def test_where_a_text_went(library_file: Path) -> None:
    found = json.loads(why(library_file, "READ more:  the", "1", "--json"))
    assert [(row["rule"], row["number"]) for row in found] == [("related.line", 2)]
    assert "ingest restore 1 1" in why(library_file, "gift today")
    assert "kept in the body" in why(library_file, "footballer voted")
    why(library_file, "100%_nowhere", status=1)
    why(library_file, "footballer voted", "1", status=1)
