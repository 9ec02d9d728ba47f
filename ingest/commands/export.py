"""`ingest export`: articles as files of other programs."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from ingest.commands import db_option
from ingest.commands._filters import filter_options, filters_of, sql_is_fine
from ingest.commands._printing import watched

SECTION = "Read the library"
ORDER = 30


class Format(click.ParamType[str]):
    """A format's name; the shelf is looked at only when it is needed."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from ingest.exporters import names

        if value not in names():
            self.fail(f"there is no format {value!r}; there are {', '.join(names())}", param, ctx)
        return str(value)


def _list_formats(ctx: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    """`--formats`: each with its first line of documentation."""
    if not is_wanted:
        return
    from ingest.exporters import load, names

    for name in names():
        try:
            said = (load(name).__doc__ or "").strip().partition("\n")[0]
        except ImportError as error:
            said = f"needs the package {error.name}: pip install 'ingest[{name}]'"
        click.echo(f"{name:<10} {said}")
    ctx.exit()


@click.command()
@click.argument("form", metavar="FORMAT", type=Format())
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file or folder, in place of stdout.")
@click.option("--fields", help="Names with commas between, in the order wanted.")
@click.option("--where", metavar="SQL", help="A condition on the table articles, e.g. body_words > 300.")
@click.option("-n", "--limit", type=click.IntRange(1), help="At most so many, the newest.")
@click.option("--oldest-first", is_flag=True, help="In the order of publication.")
@click.option(
    "--formats", is_flag=True, is_eager=True, expose_value=False, callback=_list_formats, help="List them."
)
@filter_options
@db_option
def command(
    form: str,
    output: Path | None,
    fields: str | None,
    where: str | None,
    limit: int | None,
    oldest_first: bool,
    db: Path,
    **filters: Any,
) -> None:
    """Write articles as FORMAT: jsonl, csv, parquet, markdown, html, epub, atom, rss, jsonfeed, warc, …

    `ingest export --formats` says what each one is.

    \b
    ingest export csv --since 30d --fields url,title,published > month.csv
    ingest export markdown --source outlet.example -o notes/
    """
    from ingest.exporters import load
    from ingest.query import open_library

    exporter = _exporter(form, load)
    chosen = _chosen_fields(exporter, form, fields)
    with open_library(db) as reader:
        sql_is_fine(reader, where)
        wanted = filters_of(reader, {**filters, "where": where})
        total = reader.count(wanted)
        total = min(total, limit) if limit else total
        found = reader.articles(wanted, oldest_first=oldest_first, limit=limit or -1)
        articles = watched(found, "Exporting", total)
        if hasattr(exporter, "files"):
            _write_files(exporter.files(articles), output)
        else:
            with _opened(output, is_text=getattr(exporter, "IS_TEXT", True)) as stream:
                exporter.write(articles, stream, **({"fields": chosen} if chosen else {}))
    place = f" to {output}" if output else ""
    click.echo(f"{total:,} article{'' if total == 1 else 's'} written{place}.", err=True)


def _exporter(form: str, load: Any) -> Any:
    """The format, or in one line what to install for it."""
    try:
        return load(form)
    except ImportError as error:
        raise click.UsageError(
            f"{form} needs the package {error.name}: pip install 'ingest[{form}]'"
        ) from error


def _chosen_fields(exporter: Any, form: str, fields: str | None) -> tuple[str, ...] | None:
    from inspect import signature

    from ingest.query import FIELDS

    if fields is None:
        return None
    if not hasattr(exporter, "write") or "fields" not in signature(exporter.write).parameters:
        raise click.UsageError(f"{form} has no choice of fields.")
    chosen = tuple(name.strip() for name in fields.split(",") if name.strip())
    unknown = [name for name in chosen if name not in FIELDS]
    if unknown or not chosen:
        raise click.UsageError(f"No field {' '.join(unknown)!r}; there are {', '.join(FIELDS)}.")
    return chosen


class _opened:  # noqa: N801  (reads as a function)
    """The output's bytes; a file appears under its name only when it is complete."""

    def __init__(self, output: Path | None, *, is_text: bool = False) -> None:
        if output is not None and output.is_dir():
            raise click.UsageError(f"This format is one file, and {output} is a folder.")
        if output is None and sys.stdout.isatty():
            if not is_text:
                raise click.UsageError("This format is no text for a terminal: say -o FILE.")
            click.echo("Printing to the terminal; -o FILE writes a file.", err=True)
        self.output = output
        self.partial = output.with_name(output.name + ".part") if output else None

    def __enter__(self) -> IO[bytes]:
        self.stream: IO[bytes] = self.partial.open("wb") if self.partial else sys.stdout.buffer
        return self.stream

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.stream.flush()
        if self.partial is None or self.output is None:
            return
        self.stream.close()
        if kind is None:
            self.partial.replace(self.output)
        else:
            self.partial.unlink()


def _write_files(files: Iterator[tuple[str, bytes]], output: Path | None) -> None:
    """A folder, or a ZIP archive where the output is stdout or ends in .zip."""
    if output is not None and output.suffix != ".zip":
        if output.exists() and not output.is_dir():
            raise click.UsageError(f"This format is a folder of files, and {output} is a file.")
        for name, content in files:
            path = output / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return
    if output is None and sys.stdout.isatty():
        raise click.UsageError("This format is a folder of files: say -o FOLDER or -o FILE.zip.")
    with _opened(output) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
