"""`ingest restore URL NUMBER…`: blocks that were removed and should not have been."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ingest.commands import db_option, json_option

SECTION = "Look after it"
ORDER = 30


@click.command()
@click.argument("url")
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER...", type=click.IntRange(min=1))
@json_option
@db_option
def command(url: str, numbers: tuple[int, ...], as_json: bool, db: Path) -> None:
    """Put removed blocks back into their article, for good.

    NUMBER is a block's number in `ingest show URL --removed`. Later versions keep it too. The blocks that
    stay removed are counted anew, so name all that you want back at once.
    """
    from ingest.commands._printing import print_json
    from ingest.corrections import reread
    from ingest.errors import NotFound
    from ingest.store import Library

    with Library(db, create=False) as library:
        article_id = library.find(url)
        if article_id is None:
            raise NotFound("not in the library", url)
        with library.batch():
            # All are looked up before the article is read again: that gives the rest new numbers.
            restored = [library.corrections.restore(article_id, number) for number in numbers]
            changed = reread(library, article_id)
    for removal in restored:
        if as_json:
            print_json({**asdict(removal), "changed": changed})
            continue
        click.echo(removal.text)
        click.echo(f"put back ({removal.category}, {removal.rule}); changed: {', '.join(changed)}", err=True)
