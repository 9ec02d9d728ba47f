"""`ingest crawl`: read the sources, store what is new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import db_option, json_option
from ingest.commands._crawling import crawl_options, finish, settings_of

if TYPE_CHECKING:
    from ingest.crawl import Job

SECTION = "Get articles"
ORDER = 30


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--due", "is_due", is_flag=True, help="Only sources that are due; leaves if another run is at it."
)
@click.option(
    "--retry-failed", is_flag=True, help="Fetch what failed again (and nothing else, unless named)."
)
@click.option(
    "--saved",
    "--warc",
    "saved",
    multiple=True,
    metavar="PATH",
    type=click.Path(exists=True),
    help="Read pages saved on disk: WARC, HTML and MHTML files, or a folder of them.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Most articles a source.")
@click.option(
    "--recheck/--no-recheck", default=True, help="Look again at stored articles that may have changed."
)
@crawl_options
@json_option
@db_option
def command(sources: tuple[str, ...], db: Path, as_json: bool, **options: Any) -> None:
    """Read the library's sources (or those named: id, address, outlet) and store their new articles."""
    from ingest.crawl import run

    jobs = _jobs(sources, db, options)
    options["browser"] = _wants_browser(db)
    with _alone(db) if options["is_due"] else _together() as is_alone:
        if not is_alone:
            click.echo("another `ingest crawl --due` is at work on this library; leaving", err=True)
            return
        summary = run(
            jobs,
            db=db,
            command="ingest crawl",
            settings=settings_of(options)
            | {"INGEST_ARGUMENTS": {"sources": list(sources), "due": options["is_due"]}},
            progress=options["progress"],
        )
    finish(summary, as_json=as_json)


def _jobs(selectors: tuple[str, ...], db: Path, options: dict[str, Any]) -> list[Job]:
    from ingest.crawl import Job
    from ingest.saved import files_in

    jobs = []
    if options["saved"]:
        if next(iter(files_in(options["saved"])), None) is None:
            raise click.ClickException(f"no HTML, MHTML or WARC files there: {', '.join(options['saved'])}")
        jobs.append(Job("saved", {"file": "\n".join(options["saved"])}))
    if options["retry_failed"]:
        jobs.append(Job("url", {"failed": "1"}))
        _tell_of_paused(db)
        broken = [] if selectors or options["is_due"] else _broken_sources(db)
        if broken:
            jobs.append(Job("sources", {"source": " ".join(broken), "recheck": "0"}))
    if selectors or options["is_due"] or not jobs:
        arguments = {
            "source": " ".join(_chosen(selectors, db)),
            "due": "1" if options["is_due"] else "",
            "recheck": "1" if options["recheck"] else "0",
            "limit": str(options["limit"] or ""),
            "retry": "1" if options["retry_failed"] else "",
        }
        jobs.append(Job("sources", arguments))
    return jobs


def _chosen(selectors: tuple[str, ...], db: Path) -> list[str]:
    """The named sources' ids; a name that fits none is wrong use."""
    from ingest.store import Library

    with Library(db) as library:
        if not library.sources.list():
            raise click.ClickException("no sources yet; name some with: ingest source add URL")
        chosen = []
        for selector in selectors:
            found = library.sources.list(selector)
            if not found:
                raise click.UsageError(f"no source {selector!r}; `ingest source list` shows them")
            chosen += [str(source.id) for source in found]
            for source in found:
                if source.is_paused:
                    click.echo(
                        f"left out, paused: {source.url} (`ingest source resume {source.id}`)", err=True
                    )
        return chosen


def _wants_browser(db: Path) -> bool:
    from ingest.store import Library

    with Library(db) as library:
        return any(source.options.get("render") == "browser" for source in library.sources.list())


def _broken_sources(db: Path) -> list[str]:
    """The sources that could not be read the last time."""
    from ingest.store import Library

    with Library(db) as library:
        sources = library.sources.list()
        return [str(source.id) for source in sources if source.last_error and not source.is_paused]


def _tell_of_paused(db: Path) -> None:
    """Whoever tries again what failed is told what stays failed, and how to change that."""
    from ingest.store import Library

    sql = (
        "SELECT s.id, s.url, (SELECT count(*) FROM failures f WHERE f.source_id = s.id) AS failures"
        " FROM sources s WHERE s.is_paused AND (failures OR s.last_error IS NOT NULL) ORDER BY s.id"
    )
    with Library(db) as library:
        for number, url, failures in library.db.conn.execute(sql).fetchall():
            failed = f", with {failures} failed page{'s' * (failures > 1)}" if failures else ""
            click.echo(f"left out, paused{failed}: {url} (`ingest source resume {number}`)", err=True)


@contextmanager
def _alone(db: Path) -> Iterator[bool]:
    """Whether this is the only `--due` run: the system gives the lock back when a run dies."""
    import fcntl

    with Path(f"{db}.due-lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


@contextmanager
def _together() -> Iterator[bool]:
    yield True
