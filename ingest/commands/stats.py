"""`ingest stats`: the library in numbers and small plots."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import db_option, json_option
from ingest.commands._filters import filter_options, filters_of
from ingest.commands._printing import print_json, stdout_console

if TYPE_CHECKING:
    from ingest.query.statistics import Statistics

SECTION = "Look after it"
ORDER = 20


@click.command()
@click.option(
    "--days", default=30, show_default=True, type=click.IntRange(1, 3660), help="How many days to plot."
)
@click.option("--top", default=12, show_default=True, type=click.IntRange(1), help="Lines a table.")
@click.option(
    "--plot", type=click.Path(path_type=Path), help="Write articles by day as a picture: FILE.svg or .png."
)
@filter_options
@json_option
@db_option
def command(days: int, top: int, plot: Path | None, as_json: bool, db: Path, **filters: Any) -> None:
    """Count: articles by day, site and language, removed blocks by category, failures, the last runs."""
    from ingest.query import open_library
    from ingest.query.statistics import statistics

    if plot is not None and plot.suffix not in (".svg", ".png"):
        raise click.BadParameter("must end in .svg or .png", param_hint="--plot")
    with open_library(db) as reader:
        found = statistics(reader.rows, filters_of(reader, filters), days=days, top=top)
    if plot is not None:
        _write_plot(found, plot)
    if as_json:
        print_json({name: _pairs_as_object(value) for name, value in asdict(found).items()})
    else:
        _print(found)


def _write_plot(found: Statistics, plot: Path) -> None:
    from ingest.query.plots import columns_png, columns_svg

    if plot.suffix == ".png":
        plot.write_bytes(columns_png(found.days))
    else:
        plot.write_text(columns_svg(found.days, "Articles by day"), encoding="utf-8")
    click.echo(f"Articles by day are in {plot}.", err=True)


def _pairs_as_object(value: Any) -> Any:
    is_counts = isinstance(value, list) and all(isinstance(part, tuple) for part in value)
    return dict(value) if is_counts else value


def _print(found: Statistics) -> None:
    from rich.text import Text

    from ingest.query.plots import bars, sparkline

    console = stdout_console()
    noun = "article" if found.articles == 1 else "articles"
    console.print(Text(f"{found.articles:,} {noun}, {found.words:,} words", "bold"))
    more = [
        f"{found.revisions:,} later versions" if found.revisions else "",
        f"{found.clusters:,} stories told by several outlets" if found.clusters else "",
    ]
    if any(more):
        console.print(Text("; ".join(part for part in more if part), "dim"))
    if found.html_bytes:
        share = found.page_bytes / found.html_bytes
        console.print(Text(f"kept pages: {found.page_bytes / 1e6:,.1f} MB, {share:.0%} of their HTML", "dim"))
    if found.days:
        most = max(count for _, count in found.days)
        console.print(Text("\nBy day", "bold"))
        console.print(Text(sparkline(found.days), "green"))
        console.print(Text(f"{found.days[0][0]} to {found.days[-1][0]}, at most {most:,}", "dim"))
    tables = {
        "Sites": found.outlets,
        "Languages": found.languages,
        "Removed blocks": [(name.replace("_", " "), count) for name, count in found.removed],
        "Failures": found.failures,
    }
    for name, counts in tables.items():
        if counts:
            console.print(Text(f"\n{name}", "bold"))
            console.print(Text("\n".join(bars(counts))))
    if found.runs:
        _print_runs(found)


def _print_runs(found: Statistics) -> None:
    from rich.table import Table
    from rich.text import Text

    console = stdout_console()
    console.print(Text("\nRuns", "bold"))
    names = ("id", "command", "started_at", "outcome", "pages", "new", "changed", "kept", "failed")
    table = Table(*(name.replace("_at", "") for name in names), box=None, pad_edge=False)
    for run in found.runs:
        started = run["started_at"][:16].replace("T", " ")
        row = {**run, "started_at": started}
        table.add_row(*("" if row[name] is None else str(row[name]) for name in names))
    console.print(table)
