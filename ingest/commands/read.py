"""`ingest read FILE|-`: one page, without network or database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ingest import clean_text, extract
from ingest.errors import NotAnArticle

SECTION = "Get articles"
ORDER = 10


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--url", help="The page's address: links are resolved against it.")
def command(file: str, url: str | None) -> None:
    """Read the article out of a page on disk (- is standard input), HTML or text."""
    page = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    article = extract(page, url) if b"<" in page[:1000] else clean_text(page.decode("utf-8", "replace"), url)
    if article is None:
        raise NotAnArticle("no article in this page", url or file)
    click.echo("\n\n".join(part for part in (article.title, article.subtitle, article.body) if part))
