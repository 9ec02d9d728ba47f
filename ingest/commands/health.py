"""`ingest health`: what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ingest.commands import db_option, json_option
from ingest.commands._printing import print_json, stdout_console

SECTION = "Look after it"
ORDER = 10


@click.command()
@click.option("--failures", "most", default=10, show_default=True, help="How many failed pages to list.")
@click.option("--check", is_flag=True, help="Read the whole file too, and see that it is not damaged.")
@json_option
@db_option
def command(most: int, check: bool, as_json: bool, db: Path) -> None:
    """Say what is wrong: silent or failing sources, sites whose text shrank, stuck runs, a damaged file.

    Then the pages that failed last, and why. The exit status is 1 where something needs a hand.
    """
    from rich.text import Text

    from ingest.query import open_library
    from ingest.query.health import file_problems, findings

    with open_library(db) as reader:
        found = findings(reader.rows)
        if check:
            found = [*file_problems(reader.db), *found]
        failures = reader.failures(most)
        failed = next(reader.rows("SELECT count(*) AS n FROM failures"))["n"]
    if as_json:
        print_json({"findings": [asdict(finding) for finding in found], "failures": failures})
    for finding in () if as_json else found:
        text = Text(finding.about, "bold red" if finding.grade == "grave" else "bold yellow")
        text.append(f"\n  {finding.what}\n  ", "default")
        text.append(finding.advice, "dim")
        stdout_console().print(text)
    if not found:
        click.echo("All is well." if not failed else "Sources, sites and runs are well.", err=True)
    if failed and not as_json:
        _print_failures(failures, failed)
    if any(finding.grade == "grave" for finding in found):
        raise SystemExit(1)


def _print_failures(failures: list[dict[str, Any]], failed: int) -> None:
    from rich.text import Text

    console = stdout_console()
    console.print(Text(f"{failed:,} page{'' if failed == 1 else 's'} failed, the last ones:", "bold"))
    for failure in failures:
        text = Text(f"  {failure['url']}", "blue")
        text.append(f"\n    {failure['stage']}: {failure['reason']}", "default")
        if failure["attempts"] > 1:
            text.append(f", {failure['attempts']} times", "dim")
        console.print(text)
    click.echo("`ingest crawl --retry-failed` tries them again.", err=True)
