"""`ingest restore URL NUMBER`: a block that was removed and should not have been."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ingest.commands import db_option, json_option

SECTION = "Look after it"
ORDER = 30


@click.command()
@click.argument("url")
@click.argument("number", type=click.IntRange(min=1))
@json_option
@db_option
def command(url: str, number: int, as_json: bool, db: Path) -> None:
    """Put a removed block back into its article, for good.

    NUMBER is the block's number in `ingest show URL --removed`. Later versions keep it too.
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
            removal = library.corrections.restore(article_id, number)
            changed = reread(library, article_id)
    if as_json:
        print_json({**asdict(removal), "changed": changed})
        return
    click.echo(removal.text)
    click.echo(f"put back ({removal.category}, {removal.rule}); changed: {', '.join(changed)}", err=True)
