"""The library without our code: the documents' queries with sqlite3, sqlite-utils, Datasette and pandas."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlite_utils import Database

DOCS = Path(__file__).parents[2] / "docs"
TEXT = "\n".join((DOCS / name).read_text("utf-8") for name in ("database.md", "library.md"))
QUERIES = [
    query.strip()
    for block in re.findall(r"```sql\n(.*?)```", TEXT, re.S)
    for query in re.sub(r"^--.*\n", "", block, flags=re.M).split(";")
    if query.strip()
]


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 6


@pytest.mark.parametrize("query", QUERIES)
def test_plain_sqlite_and_sqlite_utils(library_file: Path, query: str) -> None:
    with closing(sqlite3.connect(f"file:{library_file}?mode=ro", uri=True)) as db:
        rows = db.execute(query).fetchall()
        assert rows
        assert [tuple(row.values()) for row in Database(db).query(query)] == rows


def test_datasette(library_file: Path) -> None:
    app = pytest.importorskip("datasette.app")

    async def ask(query: str) -> int:
        path = "/articles.json?" + urlencode({"sql": query, "_shape": "array"})
        answer = await app.Datasette(files=[str(library_file)]).client.get(path)
        assert answer.status_code == 200, answer.text
        return len(answer.json())

    assert all(asyncio.run(ask(query)) for query in QUERIES)


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", TEXT, re.S))
def test_python(library_file: Path, monkeypatch: pytest.MonkeyPatch, block: str) -> None:
    if "pandas" in block:
        pytest.importorskip("pandas")
    monkeypatch.chdir(library_file.parent)
    exec(block, {})
