"""docs/database.md describes the schema that is there, no more and no less."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.store import Library

DOC = Path(__file__).parents[2] / "docs" / "database.md"


def described() -> dict[str, list[str]]:
    """Table or view -> its columns, as the document has them."""
    tables: dict[str, list[str]] = {}
    for section in re.split(r"^### ", DOC.read_text("utf-8"), flags=re.M)[1:]:
        name = section.split("\n", 1)[0].strip()
        section = re.split(r"^## ", section, flags=re.M)[0]
        tables[name] = re.findall(r"^\| `(\w+)` \| \S", section, flags=re.M)
    return tables


def existing() -> dict[str, list[str]]:
    """Table or view -> its columns, as the library has them; FTS5's own tables and columns left out."""
    with Library(":memory:") as library:
        rows = library.db.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')")
        names = [name for name, _ in rows if not re.search(r"^_|^sqlite_|_fts_\w+$", name)]
        return {
            name: [
                column
                for _, column, *_, hidden in library.db.execute(f"PRAGMA table_xinfo([{name}])")
                if hidden != 1
            ]
            for name in names
        }


def test_every_table_and_column_is_described() -> None:
    assert described() == existing()


def test_every_table_is_strict() -> None:
    with Library(":memory:") as library:
        rows = library.db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        loose = [
            name for name, sql in rows if not re.search(r"STRICT|USING fts5", sql) and "_fts_" not in name
        ]
    assert loose == ["_sqlite_migrations"]


def test_the_diagram_names_tables_that_exist() -> None:
    diagram = DOC.read_text("utf-8").split("```mermaid")[1].split("```")[0]
    named = set(re.findall(r"^\s+(\w+) \S+--\S+ (\w+) :", diagram, flags=re.M))
    assert {name for pair in named for name in pair} <= existing().keys()
    assert len(named) > 10
