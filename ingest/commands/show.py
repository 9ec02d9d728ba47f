"""`ingest show`: one article, its ledger, its revisions, and what changed between them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import db_option, json_option

if TYPE_CHECKING:
    from rich.console import Console

    from ingest.items import Removal
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
        _print_json({**record(item), "also_at": also_at})
    elif form == "html":
        from ingest.exporters.html import as_page

        click.echo(as_page(item), nl=False)
    elif form == "markdown":
        from ingest.exporters.markdown import as_document

        click.echo(as_document(item), nl=False)
    elif form == "text" or not sys.stdout.isatty():
        click.echo(_as_text(item))
    else:
        _print_article(reader, item)


def _as_text(item: Stored) -> str:
    article = item.article
    parts = [article.title or "", article.subtitle or "", _facts(item), article.body]
    return "\n\n".join(part for part in parts if part)


def _facts(item: Stored) -> str:
    article = item.article
    dates = f"{article.published:%d %B %Y %H:%M}" if article.published else ""
    if article.modified and article.modified != article.published:
        dates += f" (changed {article.modified:%d %B %Y %H:%M})"
    return " · ".join(part for part in (item.outlet, ", ".join(article.authors), dates) if part)


def _print_article(reader: Reader, item: Stored) -> None:
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.text import Text

    console = _console()
    article = item.article
    console.print(Text(article.title or item.url, "bold"))
    if article.subtitle:
        console.print(Text(article.subtitle, "italic"))
    console.print(Text(_facts(item), "dim"))
    console.print(Text(item.url, "blue"))
    console.print(Padding(Markdown(article.markdown), (1, 0)))
    notes = [f"{item.body_words:,} words", f"{len(article.removed)} blocks removed"]
    if item.revision > 1:
        notes.append(f"version {item.revision}")
    if article.tags:
        notes.append("tags: " + ", ".join(article.tags))
    if copies := reader.copies(item):
        notes.append("also at " + ", ".join(dict.fromkeys(copy.outlet for copy in copies)))
    console.print(Text(" · ".join(notes), "dim"))


def _show_removed(reader: Reader, url: str, form: str | None) -> None:
    from rich.text import Text

    ledger = reader.removals(url)
    if form == "json":
        _print_json([asdict(removal) for removal in ledger])
        return
    console = _console()
    for number, removal in enumerate(ledger, 1):
        text = Text(f"{number:>3}  ", "dim")
        text.append(removal.category.replace("_", " "), "bold yellow")
        text.append(f"  {_reason(removal)}\n", "dim")
        text.append("     " + removal.text.replace("\n", "\n     "))
        console.print(text)
    click.echo(f"{len(ledger)} blocks removed; `ingest restore URL NUMBER` brings one back.", err=True)


def _reason(removal: Removal) -> str:
    sure = "" if removal.confidence >= 1 else f", {removal.confidence:.0%} sure"
    return f"rule {removal.rule}{sure}, block {removal.position}"


def _show_revisions(versions: Sequence[Revision], form: str | None) -> None:
    if form == "json":
        _print_json([{**asdict(version), "made_at": version.made_at.isoformat()} for version in versions])
        return
    from rich.table import Table

    table = Table("version", "made", "words", "what changed", "title", box=None, pad_edge=False)
    for version in versions:
        number = f"{version.number}{' (now)' if version.is_current else ''}"
        made = f"{version.made_at:%Y-%m-%d %H:%M}"
        table.add_row(number, made, f"{version.body_words:,}", version.kind, version.title or "")
    _console().print(table)


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
        _print_json(
            {"old": old.number, "new": new.number, **{name: list(diff) for name, diff in diffs.items()}}
        )
        return
    from rich.text import Text

    console = _console()
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
        raise click.UsageError("The article has one version only: there is nothing to compare.")
    missing = [str(number) for number in numbers if number not in by_number]
    if missing:
        raise click.UsageError(
            f"No version {missing[0]}; there are {', '.join(map(str, sorted(by_number)))}."
        )
    return by_number[numbers[0]], by_number[numbers[1]]


def _console() -> Console:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
