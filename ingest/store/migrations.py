"""The schema's history: each step is applied once, in order, in a transaction of its own."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from ingest.store import schema

migrations = Migrations("ingest")


def run_script(db: Database, *parts: str) -> None:
    """Execute statements one by one: `executescript` would commit the migration's transaction."""
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
    run_script(db, *schema.VERSION_1)


@migrations()
def indexes_by_groups(db: Database) -> None:
    """Version 2."""
    run_script(db, schema.VERSION_2)


@migrations()
def counted_from_indexes(db: Database) -> None:
    """Version 3."""
    run_script(db, schema.VERSION_3)


@migrations()
def dropped_by_people(db: Database) -> None:
    """Version 4."""
    run_script(db, schema.VERSION_4)


def known() -> list[str]:
    """The names of all steps, oldest first."""
    return [step.name for step in migrations._migrations]
