"""`ingest read FILE|-`: one page, without network or database."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.commands import json_option
from ingest.errors import NotAnArticle

if TYPE_CHECKING:
    from ingest.items import Article

SECTION = "Get articles"
ORDER = 30

FORMATS = ("text", "markdown", "html", "json")
# A tag that opens like one: "a < b" in a text is no markup.
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|main|article|div|p|h1|br|a|span|table)\b[^<>]*>", re.IGNORECASE
)
# A page declares itself early; its first 64 KB are enough to tell it from a text.
_SNIFFED = 65_536
WARC_NAMES = (".warc", ".warc.gz", ".warc.zst")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--url", help="The page's address: links are resolved against it.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="As plain text, Markdown, HTML or JSON.")
@json_option
@click.option("--removed", "view", flag_value="removed", help="What was taken out, and why.")
@click.option("--explain", "view", flag_value="explain", help="Every block with its verdict and its rule.")
def command(file: str, url: str | None, form: str | None, as_json: bool, view: str | None) -> None:
    """Read the article out of a page on disk: HTML or copied text, - is standard input.

    A WARC file (.warc, .warc.gz) gives the article of each of its pages. Needs no network and stores nothing.
    """
    if file.endswith(WARC_NAMES):
        _read_archive(file, form, as_json)
        return
    page = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    form = "json" if as_json else form
    if view == "explain":
        _explain(page, url, file, form)
        return
    article = _read(page, url)
    if article is None:
        raise NotAnArticle("no article in this page", url or file)
    if view == "removed":
        _show_removed(article, form)
    else:
        _show_article(article, form)


def _read(page: bytes, url: str | None) -> Article | None:
    from ingest import clean_text, extract

    return extract(page, url) if looks_like_html(page) else clean_text(page.decode("utf-8", "replace"), url)


def _read_archive(file: str, form: str | None, as_json: bool) -> None:
    """Each page's article, one after the other; as JSON one object a line."""
    from ingest.commands._printing import as_record
    from ingest.reading import read_page
    from ingest.warc import read_warc

    count = 0
    for page in read_warc(file):
        article = read_page(page)
        if article is None:
            continue
        count += 1
        if as_json or form == "json":
            click.echo(json.dumps(as_record(article), ensure_ascii=False))
            continue
        if count > 1:
            click.echo("\n---\n")
        _show_article(article, form)
    if not count:
        raise NotAnArticle("no article in this archive", file)


def looks_like_html(page: bytes) -> bool:
    """Whether the bytes are a page and not the text that a person copied out of one."""
    # UTF-16 puts a zero byte between the letters of a tag.
    return _TAG.search(page[:_SNIFFED].replace(b"\x00", b"")) is not None


def _show_article(article: Article, form: str | None) -> None:
    from ingest.commands._printing import as_markdown, as_record, as_text, print_article, print_json

    if form == "json":
        print_json(as_record(article))
    elif form == "html":
        click.echo(article.html)
    elif form == "markdown":
        click.echo(as_markdown(article))
    elif form == "text" or not sys.stdout.isatty():
        click.echo(as_text(article))
    else:
        print_article(article)


def _show_removed(article: Article, form: str | None) -> None:
    from ingest.commands._printing import as_record, print_json, print_ledger

    if form == "json":
        print_json(as_record(article)["removed"])
    else:
        print_ledger(article.removed)


def _explain(page: bytes, url: str | None, file: str, form: str | None) -> None:
    from ingest.commands._printing import print_json, print_verdicts
    from ingest.extract.explain import explain_page, explain_text

    is_html = looks_like_html(page)
    judged = explain_page(page, url) if is_html else explain_text(page.decode("utf-8", "replace"), url)
    if not judged:
        raise NotAnArticle("no article in this page", url or file)
    if form == "json":
        print_json([asdict(block) for block in judged])
    else:
        print_verdicts(judged)
