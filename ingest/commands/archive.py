"""`ingest archive FILE`: the library's raw pages as WARC."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.commands import db_option

if TYPE_CHECKING:
    from ingest.items import Page
    from ingest.store import Library

SECTION = "Look after it"
ORDER = 60


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--since", metavar="DATE", default="", help="Only pages fetched since then (2026-11-22).")
@db_option
def command(file: Path, db: Path, since: str) -> None:
    """Write the raw pages to a gzipped WARC file, which `ingest crawl --warc` and other tools read."""
    from ingest.store import Library
    from ingest.warc import write_warc

    with Library(db, create=False) as library, file.open("wb") as stream:
        count = write_warc(_pages(library, since), stream)
    click.echo(f"{count} pages in {file}", err=True)


def _pages(library: Library, since: str) -> Iterator[Page]:
    from ingest.store.pages import read_page

    sql = "SELECT * FROM pages WHERE body IS NOT NULL AND fetched_at >= ? ORDER BY id"
    cursor = library.db.conn.execute(sql, (since,))
    names = [column[0] for column in cursor.description]
    for row in cursor:
        page = read_page(library.db, dict(zip(names, row, strict=True)))
        if page is not None:
            yield page
