"""`ingest cite`: an excerpt that keeps to the page's own terms, with its source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.commands import db_option, json_option

if TYPE_CHECKING:
    from ingest.items import Article

SECTION = "Read the library"
ORDER = 25

# What outlets that name a limit usually allow; taken where a page names none.
USUAL_LIMIT = 500
_SENTENCE = re.compile(r".*?[.!?…。！？][”\"’»')\]]*(?:\s+|$)", re.S)


@click.command()
@click.argument("url")
@click.option("--limit", type=click.IntRange(min=20), help="Fewer characters than the page allows.")
@json_option
@db_option
def command(url: str, limit: int | None, as_json: bool, db: Path) -> None:
    """Print an excerpt of an article within the limit that its reuse notice sets, with the link."""
    from ingest.commands._printing import facts, print_json
    from ingest.query import open_library

    with open_library(db) as reader:
        item = reader.article(url)
    article = item.article
    allowed = article.rights.excerpt_limit or USUAL_LIMIT
    text = excerpt(article.body, min(limit or allowed, allowed))
    link = article.canonical_url or item.url
    if as_json:
        notice = article.rights.reuse_notice
        print_json({"excerpt": text, "title": article.title, "url": link, "limit": allowed, "notice": notice})
        return
    click.echo(f"{text}\n\n— {article.title or 'Untitled'}\n  {facts(article, item.outlet)}\n  {link}")
    click.echo(_terms(article, len(text)), err=True)


def excerpt(body: str, limit: int) -> str:
    """Whole sentences from the beginning, at most `limit` characters; a longer first one is cut at a word."""
    text = " ".join(body.split())
    taken = ""
    for sentence in _SENTENCE.findall(text[: limit + 1]):
        if len((taken + sentence).rstrip()) > limit:
            break
        taken += sentence
    return taken.rstrip() or (text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…")


def _terms(article: Article, size: int) -> str:
    limit = article.rights.excerpt_limit
    said = f"the page allows {limit}" if limit else f"the page names no limit, {USUAL_LIMIT} is usual"
    link = "; it asks for a link" if article.rights.link_required else ""
    return f"{size} characters: {said}{link}."
