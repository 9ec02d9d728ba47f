"""`ingest drop TEXT --site HOST`: a house line that no cleaner knew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.commands import db_option, json_option
from ingest.errors import NotFound

if TYPE_CHECKING:
    from ingest.corrections import Kind, Reread
    from ingest.query import Reader
    from ingest.store import Library

SECTION = "Look after it"
ORDER = 33
# More beginnings than these a person does not compare.
_SHOWN = 5


@click.command()
@click.argument("text")
@click.option("--site", metavar="HOST", required=True, help="The site whose articles have it.")
@click.option("--undo", is_flag=True, help="Drop it no more, and put it back.")
@json_option
@db_option
def command(text: str, site: str, undo: bool, as_json: bool, db: Path) -> None:
    """Take a paragraph out of all articles of a site, for good.

    TEXT is the paragraph or its beginning; `ingest repeats` lists those that a site shows again and again.
    Stored articles are read again from their kept pages, and their ledgers tell what left as "dropped".
    """
    from ingest.commands._printing import changes, print_json
    from ingest.query import open_library
    from ingest.store import Library

    if not any(map(str.isalnum, text)):
        raise click.UsageError("Say how the paragraph begins.")
    with open_library(db) as reader, Library(db, create=False) as library:
        hosts = reader.filters(sources=[site]).hosts
        paragraph, done = (_put_back if undo else _drop)(reader, library, hosts, text)
    if as_json:
        print_json({"text": paragraph, "hosts": hosts, **done._asdict()})
    else:
        click.echo(paragraph)
        click.echo(f"{'back' if undo else 'dropped'} on {', '.join(hosts)}: {changes(done)}", err=True)


def _drop(reader: Reader, library: Library, hosts: Sequence[str], text: str) -> tuple[str, Reread]:
    from ingest.query.repeats import beginning_with, cut

    found = {host: beginning_with(reader.rows, host, text) for host in hosts}
    paragraph = _only({one for paragraphs in found.values() for one in paragraphs}, text, hosts)
    for host in hosts:
        library.corrections.drop(paragraph, host)
    articles = [article for paragraphs in found.values() for article in paragraphs.get(paragraph, ())]
    done = _reread(library, articles, "dropped")
    if not done.changed and not done.without_page:
        for host in hosts:
            library.corrections.leave_in(paragraph, host)
        raise NotFound(
            f"“{cut(paragraph)}” is a part of longer blocks there and stays: only blocks are dropped"
        )
    return paragraph, done


def _put_back(_reader: Reader, library: Library, hosts: Sequence[str], text: str) -> tuple[str, Reread]:
    wanted = " ".join(text.split()).casefold()
    known = {one for host in hosts for one in library.corrections.dropped(host)}
    paragraph = _only({one for one in known if one.casefold().startswith(wanted)}, text, hosts)
    articles = [article for host in hosts for article in library.corrections.without(paragraph, host)]
    for host in hosts:
        library.corrections.leave_in(paragraph, host)
    return paragraph, _reread(library, articles, "restored")


def _reread(library: Library, articles: Sequence[int], kind: Kind) -> Reread:
    from ingest.commands._printing import watched
    from ingest.corrections import reread_all

    return reread_all(library, watched(articles, "Reading again", len(articles)), kind)


def _only(found: set[str], text: str, hosts: Sequence[str]) -> str:
    """The one paragraph that is meant. Raises NotFound where there is none, or more than one."""
    from ingest.query.repeats import cut

    if len(found) == 1:
        return found.pop()
    place = ", ".join(hosts)
    if not found:
        raise NotFound(f"no paragraph on {place} begins with “{cut(text)}”; `ingest repeats` lists some")
    shown = "".join(f"\n  {cut(one)}" for one in sorted(found)[:_SHOWN])
    more = f"\n  and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise NotFound(f"{len(found)} paragraphs on {place} begin so; type more of yours:{shown}{more}")
