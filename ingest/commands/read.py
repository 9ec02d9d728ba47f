"""`ingest read FILE…|-`: pages on disk, without network or database."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import json_option
from ingest.errors import NotAnArticle

if TYPE_CHECKING:
    from ingest.corpus import Outcome
    from ingest.items import Article, Page

SECTION = "Get articles"
ORDER = 30

FORMATS = {"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}


class SavedFile(click.Path):
    """A file that is there; an address is shown the command that reads addresses."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if str(value).startswith(("http://", "https://")):
            self.fail(f"this reads files. To fetch and store a page, say: ingest fetch {value}", param, ctx)
        return super().convert(value, param, ctx)


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=SavedFile(exists=True, allow_dash=True)
)
@click.option("--url", help="The page's address: links are resolved against it.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="As plain text, Markdown, HTML or JSON."
)
@json_option
@click.option("--removed", "view", flag_value="removed", help="What was taken out, and why.")
@click.option("--explain", "view", flag_value="explain", help="Every block with its verdict and its rule.")
@click.option(
    "-o", "--output", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path),
    help="A file an article there, in place of stdout.",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(1), help="Processes; as many as there are cores by default.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    url: str | None,
    form: str | None,
    as_json: bool,
    view: str | None,
    output: Path | None,
    workers: int | None,
) -> None:
    """Read the article out of a page on disk: HTML, MHTML or copied text, - is standard input.

    Of several files, of a folder or a WARC file it reads every page, on all cores: with --json one object a
    line, with -o FOLDER one file an article. Needs no network and stores nothing.

    \b
    ingest read saved-pages/ --json > corpus.jsonl
    ingest read saved-pages/ --format markdown -o notes/
    """
    from ingest.saved import is_archive

    form = "json" if as_json else form
    if len(files) == 1 and output is None and not Path(files[0]).is_dir() and not is_archive(files[0]):
        _read_one(files[0], url, form, view)
        return
    if url or view or "-" in files:
        raise click.UsageError("--url, --removed, --explain and - are for one page.")
    if not _read_many(files, form, output, workers):
        context.exit(1)


def _read_one(file: str, url: str | None, form: str | None, view: str | None) -> None:
    from ingest.corpus import read_body

    page = _page(file, url)
    if view == "explain":
        _explain(page, file, form)
        return
    article = read_body(page)
    if article is None:
        raise NotAnArticle("no article in this page", url or file)
    if view == "removed":
        _show_removed(article, form)
    else:
        _show_article(article, form)


def _page(file: str, url: str | None) -> Page:
    from datetime import UTC, datetime

    from ingest.items import Page
    from ingest.saved import read_saved

    return (
        Page(url or "", sys.stdin.buffer.read(), datetime.now(UTC)) if file == "-" else read_saved(file, url)
    )


def _read_many(files: Sequence[str], form: str | None, output: Path | None, workers: int | None) -> bool:
    """Print or write every page's article as soon as it is there; False where one has none."""
    from ingest.corpus import read_files

    count: Counter[bool] = Counter()
    places = _Places(files, output, FORMATS[form or "text"]) if output else None
    for outcome in _with_progress(read_files(files, workers=workers)):
        count[outcome.article is not None] += 1
        if outcome.article is None:
            click.echo(f"{outcome.reason}: {outcome.file}", err=True)
        elif places is not None:
            places.of(outcome.file).write_text(_in_form(outcome.article, outcome.file, form) + "\n", "utf-8")
        else:
            if form != "json" and count[True] > 1:
                click.echo("\n---\n")
            click.echo(_in_form(outcome.article, outcome.file, form))
    if not count:
        raise NotAnArticle("no pages there: HTML, MHTML, text or WARC files", " ".join(files))
    place = f", written to {output}" if output else ""
    click.echo(
        f"{count.total():,} pages: {count[True]:,} articles{place}, {count[False]:,} without.", err=True
    )
    return count.total() > 0 and not count[False]


class _Places:
    """Where articles are written: under their pages' names, in the folders that the pages stand in."""

    def __init__(self, given: Sequence[str], output: Path, ending: str) -> None:
        self._folders = [Path(name) for name in given if Path(name).is_dir()]
        self._output, self._ending = output, ending
        self._taken: Counter[Path] = Counter()

    def of(self, file: str) -> Path:
        """A name that no other page of this run has: an archive's pages are numbered."""
        path = Path(file)
        around = next((folder for folder in self._folders if path.is_relative_to(folder)), path.parent)
        place = self._output / path.relative_to(around)
        place = place.with_name(place.name.removesuffix(".gz")).with_suffix("")
        self._taken[place] += 1
        again = f"-{self._taken[place]}" if self._taken[place] > 1 else ""
        place.parent.mkdir(parents=True, exist_ok=True)
        return place.with_name(f"{place.name}{again}{self._ending}")


def _in_form(article: Article, file: str, form: str | None) -> str:
    from ingest.commands._printing import as_markdown, as_record, as_text

    if form == "json":
        return json.dumps({"file": file, **as_record(article)}, ensure_ascii=False)
    if form == "html":
        return article.html
    return as_markdown(article) if form == "markdown" else as_text(article)


def _with_progress(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes, counted on stderr while somebody watches it and stdout goes elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("pages"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(outcomes, total=None)


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


def _explain(page: Page, file: str, form: str | None) -> None:
    from ingest.commands._printing import print_json, print_verdicts
    from ingest.extract.explain import explain_page, explain_text
    from ingest.filetypes import copied_text, looks_like_html

    url, text = page.url or None, copied_text(page.body)
    judged = explain_page(page.body, url) if looks_like_html(page.body) else explain_text(text or "", url)
    if not judged:
        raise NotAnArticle("no article in this page", url or file)
    if form == "json":
        print_json([asdict(block) for block in judged])
    else:
        print_verdicts(judged)
