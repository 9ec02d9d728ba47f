"""`ingest show`: one article, its ledger, its revisions, and what changed between them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.commands import db_option, json_option
from ingest.commands._printing import as_text, print_article, print_json, print_ledger, stdout_console
from ingest.errors import NotFound

if TYPE_CHECKING:
    from ingest.query import Reader, Revision, Stored

SECTION = "Read the library"
ORDER = 20

FORMATS = ("text", "markdown", "html", "json")


@click.command()
@click.argument("url")
@click.option("--removed", "view", flag_value="removed", help="What was taken out of it, and why.")
@click.option("--revisions", "view", flag_value="revisions", help="Its versions.")
@click.option("--diff", "view", flag_value="diff", help="What changed, word by word.")
@click.option(
    "--between", nargs=2, type=int, metavar="OLD NEW", help="With --diff: other versions than the last two."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="As plain text, Markdown, HTML or JSON.")
@json_option
@db_option
def command(
    url: str,
    view: str | None,
    between: tuple[int, int] | None,
    form: str | None,
    as_json: bool,
    db: Path,
) -> None:
    """Show an article. URL is any of its addresses, the beginning of one, or its number."""
    from ingest.query import open_library

    form = "json" if as_json else form
    if (view or between) and form not in (None, "json"):
        raise click.UsageError(f"--format {form} is for the article itself; this can be had as JSON only.")
    with open_library(db) as reader:
        if view == "removed":
            _show_removed(reader, url, form)
        elif view == "revisions":
            _show_revisions(reader.revisions(url), form)
        elif view == "diff" or between:
            _show_diff(reader.revisions(url), between, form)
        else:
            _show_article(reader, reader.article(url), form)


def _show_article(reader: Reader, item: Stored, form: str | None) -> None:
    from ingest.query import record

    if form == "json":
        also_at = [{"url": copy.url, "outlet": copy.outlet} for copy in reader.copies(item)]
        print_json({**record(item), "also_at": also_at})
    elif form == "html":
        from ingest.exporters.html import as_page

        click.echo(as_page(item), nl=False)
    elif form == "markdown":
        from ingest.exporters.markdown import as_document

        click.echo(as_document(item), nl=False)
    elif form == "text" or not sys.stdout.isatty():
        click.echo(as_text(item.article, item.outlet))
    else:
        print_article(item.article, item.outlet, _notes(reader, item))


def _notes(reader: Reader, item: Stored) -> list[str]:
    notes = [f"version {item.revision}"] if item.revision > 1 else []
    if item.article.tags:
        notes.append("tags: " + ", ".join(item.article.tags))
    if copies := reader.copies(item):
        notes.append("also at " + ", ".join(dict.fromkeys(copy.outlet for copy in copies)))
    return notes


def _show_removed(reader: Reader, url: str, form: str | None) -> None:
    ledger = reader.removals(url)
    if form == "json":
        print_json([asdict(removal) for removal in ledger])
        return
    print_ledger(ledger)
    if ledger:
        click.echo("`ingest restore URL NUMBER` brings one back.", err=True)


def _show_revisions(versions: Sequence[Revision], form: str | None) -> None:
    if form == "json":
        print_json([{**asdict(version), "made_at": version.made_at.isoformat()} for version in versions])
        return
    from rich.table import Table

    table = Table("version", "made", "words", "what changed", "title", box=None, pad_edge=False)
    for version in versions:
        number = f"{version.number}{' (now)' if version.is_current else ''}"
        made = f"{version.made_at:%Y-%m-%d %H:%M}"
        table.add_row(number, made, f"{version.body_words:,}", version.kind, version.title or "")
    stdout_console().print(table)


def _show_diff(versions: Sequence[Revision], between: tuple[int, int] | None, form: str | None) -> None:
    from ingest.query.diffs import word_diff

    old, new = _two_versions(versions, between)
    parts: dict[str, Callable[[Revision], str]] = {
        "title": lambda version: version.title or "",
        "subtitle": lambda version: version.subtitle or "",
        "body": lambda version: version.body,
    }
    diffs = {name: word_diff(part(old), part(new)) for name, part in parts.items()}
    if form == "json":
        print_json(
            {"old": old.number, "new": new.number, **{name: list(diff) for name, diff in diffs.items()}}
        )
        return
    from rich.text import Text

    console = stdout_console()
    styles = {"same": "", "removed": "red strike", "added": "green"}
    marks = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    for name, diff in diffs.items():
        if all(kind == "same" for kind, _ in diff):
            continue
        text = Text()
        for kind, words in diff:
            before, after = ("", "") if console.is_terminal else marks[kind]
            text.append(before + words + after, styles[kind])
        console.print(Text(f"{name}, version {old.number} to {new.number}", "dim"))
        console.print(text, "")


def _two_versions(versions: Sequence[Revision], between: tuple[int, int] | None) -> tuple[Revision, Revision]:
    by_number = {version.number: version for version in versions}
    numbers = between or tuple(sorted(by_number))[-2:]
    if len(numbers) < 2:
        raise NotFound("the article has one version only: there is nothing to compare")
    missing = [str(number) for number in numbers if number not in by_number]
    if missing:
        there = ", ".join(map(str, sorted(by_number)))
        raise NotFound(f"the article has no version {missing[0]}; there are {there}")
    return by_number[numbers[0]], by_number[numbers[1]]
