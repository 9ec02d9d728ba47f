"""`ingest fetch URL…`: store pages and print them as clean text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ingest.commands import db_option, json_option
from ingest.commands._crawling import crawl_options, finish, settings_of

SECTION = "Get articles"
ORDER = 5

COLUMNS = ("url", "title", "subtitle", "published", "modified", "language", "site_name", "body")
"""What `--json` prints of an article, one object a line; `ingest export` gives all of it."""


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@crawl_options
@json_option
@db_option
def command(urls: tuple[str, ...], db: Path, as_json: bool, **options: Any) -> None:
    """Fetch pages, store their articles and print them as clean text.

    Known pages are fetched again: a changed text makes a revision, a worse one changes nothing.
    """
    from ingest.crawl import Job, run

    summary = run(
        [Job("url", {"url": " ".join(urls)})],
        db=db,
        command="ingest fetch",
        settings=settings_of(options) | {"INGEST_ARGUMENTS": {"urls": list(urls)}},
        progress=options["progress"],
    )
    _print_articles(db, urls, as_json)
    finish(summary, as_json=False)


def _print_articles(db: Path, urls: tuple[str, ...], as_json: bool) -> None:
    from ingest.store import Library
    from ingest.store.stories import article_at

    is_first = True
    with Library(db) as library:
        for url in urls:
            number = article_at(library.db, url)
            if number is None:
                continue
            sql = f"SELECT {', '.join(COLUMNS)} FROM articles WHERE id = ?"
            row = dict(zip(COLUMNS, library.db.conn.execute(sql, (number,)).fetchone(), strict=True))
            if as_json:
                click.echo(json.dumps(row, ensure_ascii=False))
                continue
            if not is_first:
                click.echo("\n---\n")
            click.echo("\n\n".join(row[name] for name in ("title", "subtitle", "body") if row[name]))
            is_first = False
