"""`ingest reextract`: read kept pages again with the extractor of today."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import db_option, json_option
from ingest.commands._filters import filters_of, sql_is_fine
from ingest.commands._printing import print_json, stdout_console, watched

if TYPE_CHECKING:
    from ingest.query import Reader
    from ingest.reextract import Change, Summary

SECTION = "Look after it"
ORDER = 30


@click.command()
@click.option("--source", "sources", multiple=True, metavar="NAME", help="A source or site (again for more).")
@click.option("--since", metavar="DATE", help="Published since: 2026-11-22, 2026-11, 7d, yesterday.")
@click.option("--where", metavar="SQL", help="A condition on the table articles, e.g. body_words < 100.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--show", default=3, show_default=True, help="How many changed articles to show word by word.")
@click.option("--undo", type=int, metavar="RUN", help="Take a run back: every byte as it was before.")
@click.option("--workers", type=click.IntRange(1), help="Processes; as many as there are cores by default.")
@json_option
@db_option
def command(
    sources: tuple[str, ...],
    since: str | None,
    where: str | None,
    dry_run: bool,
    show: int,
    undo: int | None,
    workers: int | None,
    as_json: bool,
    db: Path,
) -> None:
    """Read kept pages again with today's extractor. Each change is a new version; --undo takes a run back.

    An article that would become worse (none found, much shorter, a title lost) stays as it is.
    """
    from ingest.query import open_library
    from ingest.reextract import pages_to_read

    if undo is not None:
        _undo(db, undo, as_json)
        return
    with open_library(db) as reader:
        sql_is_fine(reader, where)
        wanted = filters_of(reader, {"sources": sources, "since": since, "where": where})
        article_ids = pages_to_read(reader, wanted)
        _warn_of_pages_not_kept(reader, len(article_ids), everything=not (sources or since or where))
    summary, samples, run = _run(db, article_ids, dry_run=dry_run, workers=workers, show=show)
    if as_json:
        print_json({"run": run, **summary.as_data(), "samples": [_sample(change) for change in samples]})
        return
    for change in samples:
        _print_change(change)
    _print_summary(summary, run)


def _run(
    db: Path, article_ids: list[int], *, dry_run: bool, workers: int | None, show: int
) -> tuple[Summary, list[Change], int | None]:
    from ingest.reextract import Summary, apply, changes
    from ingest.store import Library

    summary = Summary()
    samples: list[Change] = []
    found = changes(db, article_ids, workers=workers)
    if dry_run:
        _count(found, len(article_ids), summary, samples, show)
        return summary, samples, None
    with Library(db, create=False) as library:
        run = library.start_run("reextract", arguments={"articles": len(article_ids)})
        try:
            _count(apply(library, found, run), len(article_ids), summary, samples, show)
        except BaseException:
            library.finish_run(run, "stopped")
            raise
        library.runs.count(run, pages=summary.pages, changed=summary.changed, kept=summary.kept.total())
        library.finish_run(run, "finished", summary=summary.as_data())
    return summary, samples, run


def _count(found: Iterable[Change], total: int, summary: Summary, samples: list[Change], show: int) -> None:
    for change in watched(found, "Reading again", total):
        summary.add(change)
        if change.is_change and len(samples) < show:
            samples.append(change)


def _warn_of_pages_not_kept(reader: Reader, readable: int, *, everything: bool) -> None:
    missing = reader.count() - readable if everything else 0
    if missing:
        click.echo(f"{missing:,} articles have no kept page and are left out.", err=True)


def _undo(db: Path, run: int, as_json: bool) -> None:
    from ingest.errors import NotFound
    from ingest.store import Library, reextraction

    with Library(db, create=False) as library:
        known = library.db.execute("SELECT command FROM runs WHERE id = ?", [run]).fetchone()
        if known is None or known[0] != "reextract":
            raise NotFound(f"no re-extraction has the number {run}; `ingest stats` lists runs")
        with library.batch():
            restored, changed_since = reextraction.undo(library.db, run)
    if as_json:
        print_json({"run": run, "restored": restored, "changed_since": changed_since})
        return
    click.echo(f"{restored:,} articles are as they were before run {run}.")
    if changed_since:
        ids = ", ".join(map(str, changed_since[:10]))
        click.echo(f"{len(changed_since):,} have changed since and stay: {ids}", err=True)


def _sample(change: Change) -> dict[str, Any]:
    from ingest.query.diffs import word_diff

    return {
        "url": change.url,
        "fields": change.fields,
        "words": [change.words_before, change.words_after],
        "body": [run for run in word_diff(change.body_before, change.body_after) if run[0] != "same"],
        "removed": change.removed,
        "returned": change.returned,
    }


def _print_change(change: Change) -> None:
    from rich.text import Text

    from ingest.query.diffs import word_diff

    console = stdout_console()
    console.print(Text(change.url, "blue"))
    words = f"{change.words_before:,} to {change.words_after:,} words"
    console.print(Text(f"  {', '.join(change.fields)}; {words}", "dim"))
    for kind, text in word_diff(change.body_before, change.body_after):
        if kind != "same" and text.strip():
            sign, style = ("-", "red") if kind == "removed" else ("+", "green")
            console.print(Text(f"  {sign} {' '.join(text.split())}", style))
    ledger = [
        f"{sign}{count} {category.replace('_', ' ')}"
        for sign, counts in (("+", change.removed), ("−", change.returned))
        for category, count in counts.items()
    ]
    if ledger:
        console.print(Text(f"  ledger: {', '.join(ledger)}", "dim"))
    console.print()


def _print_summary(summary: Summary, run: int | None) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_row("pages read", f"{summary.pages:,}")
    table.add_row("would change" if run is None else "changed", f"{summary.changed:,}")
    for reason, count in summary.kept.most_common():
        table.add_row(f"left alone: {reason}", f"{count:,}")
    for name, count in summary.fields.most_common():
        table.add_row(f"  {name}", f"{count:,}")
    for category in sorted({*summary.removed, *summary.returned}):
        more, less = summary.removed[category], summary.returned[category]
        table.add_row(f"  ledger: {category.replace('_', ' ')}", f"+{more:,} −{less:,}")
    table.add_row("words in bodies", f"{summary.words:+,}")
    stdout_console().print(table)
    if run is not None and summary.changed:
        click.echo(f"This was run {run}; `ingest reextract --undo {run}` takes it back.", err=True)
