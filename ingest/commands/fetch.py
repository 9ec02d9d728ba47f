"""`ingest fetch URL…`: store pages and print them as clean text."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from ingest.commands import db_option, json_option
from ingest.commands._crawling import crawl_options, finish, settings_of
from ingest.commands._finding import with_scheme
from ingest.commands._printing import as_text, print_article
from ingest.errors import NotFound

SECTION = "Get articles"
ORDER = 5


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--browser", is_flag=True, help="Read the pages in a browser (extra `browser`).")
@crawl_options
@json_option
@db_option
def command(urls: tuple[str, ...], db: Path, as_json: bool, **options: Any) -> None:
    """Fetch pages, store their articles and print them as clean text.

    Known pages are fetched again: a changed text makes a revision, a worse one changes nothing.
    """
    from ingest.crawl import Job, run
    from ingest.spiders.articles import ONCE

    urls = tuple(map(with_scheme, urls))

    summary = run(
        [Job("url", {"url": " ".join(urls), "render": "browser" if options["browser"] else ""})],
        db=db,
        command="ingest fetch",
        # A queue of its own: what was typed here is answered here, and not by another fetch at work.
        settings=settings_of(options)
        | {"INGEST_ARGUMENTS": {"urls": list(urls)}, "INGEST_QUEUE": f"{ONCE}{os.getpid()}"},
        progress=options["progress"],
    )
    _print_articles(db, urls, as_json)
    finish(summary, as_json=False)


def _print_articles(db: Path, urls: tuple[str, ...], as_json: bool) -> None:
    """The articles of these addresses, in the order they were named; a failed one has none."""
    from ingest.query import open_library, record

    is_first = True
    with open_library(db) as reader:
        for url in urls:
            try:
                item = reader.article(clean_url(url))
            except NotFound:
                continue
            if as_json:
                click.echo(json.dumps(record(item), ensure_ascii=False))
            elif sys.stdout.isatty():
                print_article(item.article, item.outlet)
            else:
                click.echo("" if is_first else "\n---\n", nl=not is_first)
                click.echo(as_text(item.article, item.outlet))
            is_first = False


def clean_url(url: str) -> str:
    """The address as the library has it."""
    from ingest.store.addresses import clean_address

    return clean_address(url)
