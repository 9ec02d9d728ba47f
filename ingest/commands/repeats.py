"""`ingest repeats`: what a site prints under story after story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.commands import db_option, json_option

if TYPE_CHECKING:
    from ingest.query.repeats import Repeat

SECTION = "Look after it"
ORDER = 32


@click.command()
@click.option("--site", metavar="HOST", multiple=True, help="Only this site (more than once: these).")
@click.option(
    "--least", default=3, show_default=True, type=click.IntRange(2), help="In so many stories at the least."
)
@click.option("--top", default=12, show_default=True, type=click.IntRange(1), help="Lines a site.")
@json_option
@db_option
def command(site: tuple[str, ...], least: int, top: int, as_json: bool, db: Path) -> None:
    """List paragraphs that a site's newest articles repeat: house lines that the cleaners left in.

    `ingest drop` takes one out for good. Not all of it is boilerplate: the questions of a series repeat too.
    """
    from ingest.commands._printing import print_json
    from ingest.query import open_library
    from ingest.query.find import all_hosts
    from ingest.query.repeats import repeats

    with open_library(db) as reader:
        hosts = reader.filters(sources=list(site)).hosts if site else all_hosts(reader.rows)
        found = {host: repeats(reader.rows, host, least=least)[:top] for host in hosts}
    if as_json:
        print_json([asdict(repeat) for lines in found.values() for repeat in lines])
    else:
        _print(found)
    if not any(found.values()):
        click.echo(f"No paragraph stands in {least} stories of a site.", err=True)
    elif not as_json:
        click.echo("`ingest drop TEXT --site HOST` takes one out of all articles of its site.", err=True)


def _print(found: Mapping[str, Sequence[Repeat]]) -> None:
    from rich.text import Text

    from ingest.commands._printing import stdout_console

    for host, lines in found.items():
        if lines:
            stdout_console().print(Text(f"{host}, of the newest {lines[0].among:,} stories:", "bold"))
        for line in lines:
            text = Text(f"{line.stories:>5,}  ", "yellow")
            text.append(line.text, "default")
            stdout_console().print(text)
