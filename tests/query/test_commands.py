"""The commands that read a library, as people and scripts use them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
