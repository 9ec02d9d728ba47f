"""Looking at an address for sources, and showing what was found: for `ingest source`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands._crawling import settings_of

if TYPE_CHECKING:
    from ingest.discover.findings import Findings, Found


def look(db: Path, named: list[str], options: dict[str, Any], kind: str = "") -> list[Findings]:
    """Ask the addresses what they offer; one crawl for all of them.

    One without a scheme is asked by https, and by http where there is no https.
    """
    from ingest.crawl import Job, run
    from ingest.discover.findings import Findings
    from ingest.middlewares.addresses import without_credentials
    from ingest.spiders.articles import ONCE

    urls = [with_scheme(url) for url in named]
    findings = [Findings(without_credentials(url)) for url in urls]
    guessed = [found.url for found, name in zip(findings, named, strict=True) if "://" not in name]
    jobs = [Job("discover", {"kind": kind, "findings": findings, "guessed": guessed})]
    settings = settings_of(options) | {
        "INGEST_ARGUMENTS": {"urls": urls},
        "INGEST_QUEUE": f"{ONCE}{os.getpid()}",
    }
    click.echo(f"looking at {', '.join(urls[:3])}{' …' if len(urls) > 3 else ''}", err=True)
    run(jobs, db=db, command="ingest source", settings=settings, progress="none")
    return findings


def with_scheme(url: str) -> str:
    """The address as it is asked first."""
    return url if "://" in url else f"https://{url}"


def choose(findings: Findings, kind: str | None, is_all: bool) -> list[Found]:
    """What to store: the choice of `--all` or `--kind`, else the best."""
    if is_all:
        return [found for found in findings.found if kind in (None, found.kind)]
    if kind:
        return [found for found in findings.found if found.kind == kind][:1]
    return findings.chosen


def show(findings: Findings, chosen: list[Found], entries: int = 0) -> None:
    """Everything found (* is what will be stored), with `entries` of each, and how an article read."""
    for found in findings.found:
        mark = "*" if found in chosen else " "
        newest = f", newest {found.newest}" if found.newest else ""
        click.echo(
            f"{mark} {found.kind:<8}{found.url} ({found.declared_in}; {len(found.entries)} articles{newest})",
            err=True,
        )
        for entry in found.entries[:entries]:
            click.echo(
                f"    {entry.hints.get('published', '')} {entry.hints.get('title') or entry.url}", err=True
            )
    if findings.sections:
        click.echo(f"  sections: {', '.join(section.url for section in findings.sections)}", err=True)
    trial = findings.trial
    if trial is not None and trial.problem:
        click.echo(f"  tried {trial.url}: {trial.problem}", err=True)
    elif trial is not None:
        click.echo(
            f"  tried {trial.url}: {trial.title!r}, {trial.words} words, {trial.removed} removals", err=True
        )
    if findings.problem:
        click.echo(f"  {findings.url}: {findings.problem}", err=True)
