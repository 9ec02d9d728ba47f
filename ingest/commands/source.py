"""`ingest source …`: what is crawled again and again."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import Group, db_option, json_option
from ingest.commands._crawling import crawl_options
from ingest.commands._finding import choose, look, show, with_scheme
from ingest.commands._source_lists import every_option, export_sources, import_sources, kind_option

if TYPE_CHECKING:
    from ingest.discover.findings import Findings

SECTION = "Get articles"
ORDER = 20

HEALTH = (
    "SELECT s.id, s.kind, s.outlet, s.url, s.name, s.is_paused, s.every_minutes, h.articles, h.new_in_week,"
    " h.newest_at, h.failures, s.crawled_at, s.next_crawl_at, s.last_new_at, s.last_error"
    " FROM sources s JOIN source_health h ON h.id = s.id ORDER BY s.outlet, s.kind, s.url"
)
SHOWN = 5
"""Entries shown of a source under test: enough to see whether they are articles."""


@click.group(cls=Group)
def command() -> None:
    """The feeds, sitemaps and section pages that are crawled again and again."""


@command.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@kind_option
@click.option("--all", "is_all", is_flag=True, help="Store every source found, not only the best.")
@click.option("--name", help="What to call it.")
@every_option
@click.option(
    "--depth", type=click.IntRange(min=1), default=1, show_default=True, help="Pages of a list to read."
)
@click.option(
    "--days", type=click.FloatRange(min=0), help="How far back a sitemap is read [7]; 0 is all of it."
)
@click.option("--include", metavar="REGEX", help="Only articles whose address matches.")
@click.option("--exclude", metavar="REGEX", help="No articles whose address matches.")
@click.option(
    "--render", type=click.Choice(["browser"]), help="Read its pages in a browser (extra `browser`)."
)
@click.option("--no-check", is_flag=True, help="Store the address as it is, unseen; needs --kind.")
@crawl_options
@json_option
@db_option
def add(urls: tuple[str, ...], db: Path, as_json: bool, **options: Any) -> None:
    """Find out what a site offers, try one article, and store the best sources."""
    if options["no_check"]:
        if not options["kind"]:
            raise click.UsageError("--no-check needs --kind: nothing looks at the address to find out")
        for url in map(with_scheme, urls):
            _store(db, url, options["kind"], None, None, options, as_json)
        return
    is_bare = False
    for findings in look(db, list(urls), options):
        chosen = choose(findings, options["kind"], options["is_all"])
        if not as_json:
            show(findings, chosen)
        if not chosen:
            _say_failed(findings)
            is_bare = True
        for found in chosen:
            _store(db, found.url, found.kind, found.title, found.language, options, as_json)
    if is_bare:
        raise click.exceptions.Exit(1)


def _say_failed(findings: Findings) -> None:
    """Why nothing was stored, and what to do where something can be done."""
    from ingest.middlewares.reasons import ADVICE

    problem = findings.problem or "nothing to crawl there"
    click.echo(f"failed: {problem}: {findings.url}", err=True)
    for word, advice in ADVICE.items():
        if word in problem:
            click.echo(f"  {word}: {advice}", err=True)


def _store(
    db: Path,
    url: str,
    kind: str,
    name: str | None,
    language: str | None,
    options: dict[str, Any],
    as_json: bool,
) -> None:
    from ingest.store import Library

    with Library(db) as library:
        stored = library.sources.add(
            url, kind, name=options["name"] or name, language=language, **_row(options)
        )
    click.echo(json.dumps(asdict(stored)) if as_json else f"stored {stored.id}: {stored.kind} {stored.url}")


@command.command(name="list")
@json_option
@db_option
def list_sources(db: Path, as_json: bool) -> None:
    """All sources, with how they are doing."""
    from ingest.store import Library

    with Library(db, create=False) as library:
        cursor = library.db.conn.execute(HEALTH)
        rows = [dict(zip((column[0] for column in cursor.description), row, strict=True)) for row in cursor]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    if not rows:
        click.echo("no sources yet: ingest source add URL", err=True)
    for row in rows:
        newest = (row["newest_at"] or "never")[:16].replace("T", " ")
        state = "paused" if row["is_paused"] else row["last_error"] or f"last new {newest}"
        counts = f"{row['articles']} articles, {row['new_in_week']} this week"
        if row["failures"]:
            counts += f", {row['failures']} failed"
        click.echo(f"{row['id']:>4}  {row['kind']:<8}{row['url']}")
        click.echo(f"      {row['name'] or row['outlet']}: {counts}; {state}")


@command.command()
@click.argument("source")
@crawl_options
@json_option
@db_option
def test(source: str, db: Path, as_json: bool, **options: Any) -> None:
    """Read a source once, show what it lists and try one article; nothing is stored."""
    from ingest.store import Library

    with Library(db) as library:
        stored = library.sources.get(source) if "://" not in source or _is_known(library, source) else None
    url = stored.url if stored else source
    findings = look(db, [url], options, kind=stored.kind if stored else "")[0]
    if as_json:
        click.echo(json.dumps(asdict(findings), indent=2))
    else:
        show(findings, findings.chosen, entries=SHOWN)
    if findings.problem or not findings.found or (findings.trial and findings.trial.problem):
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("source")
@db_option
def pause(source: str, db: Path) -> None:
    """Leave a source (an id or an address) out of crawls."""
    _set_paused(db, source, paused=True)


@command.command()
@click.argument("source")
@db_option
def resume(source: str, db: Path) -> None:
    """Crawl a paused source again."""
    _set_paused(db, source, paused=False)


@command.command()
@click.argument("source")
@db_option
def remove(source: str, db: Path) -> None:
    """Forget a source; its articles stay."""
    from ingest.store import Library

    with Library(db, create=False) as library:
        stored = library.sources.get(source)
        library.sources.remove(stored.id)
    click.echo(f"removed {stored.id}: {stored.url}")


def _set_paused(db: Path, source: str, *, paused: bool) -> None:
    from ingest.store import Library

    with Library(db, create=False) as library:
        stored = library.sources.get(source)
        library.sources.pause(stored.id, paused=paused)
    click.echo(f"{'paused' if paused else 'resumed'} {stored.id}: {stored.url}")


def _is_known(library: Any, url: str) -> bool:
    return any(source.url == url for source in library.sources.list())


def _row(options: dict[str, Any]) -> dict[str, Any]:
    said = {name: options.get(name) for name in ("depth", "days", "include", "exclude", "render")}
    kept = {
        name: value
        for name, value in said.items()
        if value not in (None, "") and (name, value) != ("depth", 1)
    }
    return {"every_minutes": options["every"], "options": kept}


command.add_command(import_sources)
command.add_command(export_sources)
