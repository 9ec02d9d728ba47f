"""`ingest health`: what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ingest.commands import db_option, json_option
from ingest.commands._printing import print_json, stdout_console

SECTION = "Look after it"
ORDER = 10


@click.command()
@click.option("--check", is_flag=True, help="Read the whole file too, and see that it is not damaged.")
@json_option
@db_option
def command(check: bool, as_json: bool, db: Path) -> None:
    """Say what is wrong: silent or failing sources, sites whose text shrank, stuck runs, a damaged file.

    The exit status is 1 where something needs a hand.
    """
    from rich.text import Text

    from ingest.query import open_library
    from ingest.query.health import file_problems, findings

    with open_library(db) as reader:
        found = findings(reader.rows)
        if check:
            found = [*file_problems(reader.db), *found]
    if as_json:
        print_json([asdict(finding) for finding in found])
    for finding in () if as_json else found:
        text = Text(finding.about, "bold red" if finding.grade == "grave" else "bold yellow")
        text.append(f"\n  {finding.what}\n  ", "default")
        text.append(finding.advice, "dim")
        stdout_console().print(text)
    if not found:
        click.echo("All is well.", err=True)
    if any(finding.grade == "grave" for finding in found):
        raise SystemExit(1)
