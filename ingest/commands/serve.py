"""`ingest serve`: the library in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.commands import db_option

SECTION = "Read the library"
ORDER = 40


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; only this machine by default."
)
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in a browser.")
@db_option
def command(host: str, port: int, open_browser: bool, db: Path) -> None:
    """Read the library in a browser: latest articles, search, removed blocks, versions, numbers, SQL.

    Nothing can be changed there, and no page asks another machine for anything.
    """
    from ingest.query import open_library

    open_library(db).close()
    try:
        from ingest.web.app import listen, serve
    except ImportError as error:
        raise click.UsageError("The reader needs Datasette: pip install 'ingest[web]'") from error
    taken = listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"The library is at {address} until Ctrl-C.", err=True)
    if open_browser:
        click.launch(address)
    serve(db, taken)
