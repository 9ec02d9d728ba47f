"""The filters that commands share: `--source`, `--since` and their kin, as one decorator."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ingest.query import Filters, Reader

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--source",
        "--site",
        "sources",
        multiple=True,
        metavar="NAME",
        help="A source or site (again for more).",
    ),
    click.option("--author", "authors", multiple=True, metavar="NAME", help="An author's full name."),
    click.option("--tag", "tags", multiple=True, metavar="TAG", help="One of the article's own tags."),
    click.option("--language", "languages", multiple=True, metavar="CODE", help="en, de, uk, …"),
    click.option("--since", metavar="DATE", help="2026-11-22, 2026-11, 7d, 12h, today, yesterday."),
    click.option("--until", metavar="DATE", help="The last day (or month, or year) that counts."),
)


def filter_options(command: Command) -> Command:
    """Add the options; they arrive as keyword arguments for `filters_of`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def filters_of(reader: Reader, given: dict[str, Any]) -> Filters:
    """The filters a person asked for; a date that is none is wrong use."""
    try:
        return reader.filters(**given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def sql_is_fine(reader: Reader, where: str | None) -> None:
    """Refuse a `--where` that SQLite cannot read, before anything is done with it."""
    if where is None:
        return
    try:
        next(reader.rows(f"SELECT id FROM articles WHERE {where} LIMIT 1"), None)
    except sqlite3.Error as error:
        raise click.BadParameter(f"{error}", param_hint="--where") from error
