"""The schema's history: each step is applied once, in order, in a transaction of its own."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from ingest.store import clusters, search_index, tables

migrations = Migrations("ingest")


def run_script(db: Database, *parts: str) -> None:
    """Execute statements one by one: `executescript` would commit the migration's transaction."""
    import sqlite3

    for part in parts:
        statement = ""
        for line in part.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                db.execute(statement)
                statement = ""


@migrations()
def articles_and_frontier(db: Database) -> None:
    """Version 1."""
    run_script(db, *tables.VERSION_1, search_index.ARTICLES_FTS, clusters.TABLES)


def known() -> list[str]:
    """The names of all steps, oldest first."""
    return [step.name for step in migrations._migrations]
