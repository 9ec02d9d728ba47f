"""`ingest source import` and `ingest source export`: lists of sources in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import db_option
from ingest.commands._crawling import crawl_options
from ingest.commands._finding import choose, look

if TYPE_CHECKING:
    from ingest.discover import Candidate

every_option = click.option(
    "--every", type=click.IntRange(min=1), default=60, show_default=True, help="Minutes between two crawls."
)
kind_option = click.option(
    "--kind", type=click.Choice(["feed", "sitemap", "section"]), help="Take a source of this kind only."
)


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@kind_option
@every_option
@crawl_options
@db_option
def import_sources(file: str, db: Path, **options: Any) -> None:
    """Add the sources of an OPML file, or of a text file with one address a line.

    A plain address is looked at first, as `source add` does; --kind says what they all are and skips that.
    """
    import sys

    from ingest.discover.lists import read_list
    from ingest.store import Library

    listed = read_list(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes())
    if not listed:
        raise click.ClickException(f"no addresses in {file}")
    plain = [each for each in listed if each.declared_in == "list" and not options["kind"]]
    ready = [(each.url, options["kind"] or each.kind, each.title) for each in listed if each not in plain]
    failed = 0
    for findings in look(db, [each.url for each in plain], options) if plain else []:
        chosen = choose(findings, None, False)
        ready += [(found.url, found.kind, found.title) for found in chosen]
        if not chosen:
            failed += 1
            click.echo(f"  failed: {findings.problem or 'no source found'}: {findings.url}", err=True)
    with Library(db) as library:
        for url, kind, title in ready:
            library.sources.add(url, kind, name=title, every_minutes=options["every"])
    click.echo(f"{len(ready)} sources stored" + (f", {failed} failed" if failed else ""))
    if failed:
        raise click.exceptions.Exit(1)


@click.command(name="export")
@click.option("--urls", "as_urls", is_flag=True, help="Plain addresses, one a line, in place of OPML.")
@db_option
def export_sources(db: Path, as_urls: bool) -> None:
    """Write all sources as OPML (feed readers take it), or as a list of addresses."""
    from ingest.discover.lists import write_opml
    from ingest.store import Library

    with Library(db, create=False) as library:
        sources = [_as_candidate(source) for source in library.sources.list()]
    click.echo("\n".join(source.url for source in sources) if as_urls else write_opml(sources), nl=as_urls)


def _as_candidate(source: Any) -> Candidate:
    from ingest.discover import Candidate

    return Candidate(source.kind, source.url, source.name)
