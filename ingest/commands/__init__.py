"""One file per command, found by its name: `commands/search.py` is `ingest search`, `_` becomes `-`.

A command's file defines

    SECTION = "Get articles"        one of SECTIONS: where `ingest --help` shows it
    ORDER = 10                      its place there; 50 where it says nothing
    command                         a click command or group, with a docstring that says what it does

and imports what is slow (Scrapy, the store, rich) inside its functions, so that help stays quick.
Results go to stdout, talk and progress to stderr. Raise an `IngestError` for what a person must know:
`ingest.cli` prints it as one line and exits with 1. Wrong use is `click.UsageError`, status 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click


class Group(click.Group):
    """A group whose help shows each command's first sentence whole: wrapped, where click cuts it off."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(self.lines_of(ctx, self.list_commands(ctx)))

    def lines_of(self, ctx: click.Context, names: Sequence[str]) -> list[tuple[str, str]]:
        """Name and first sentence of each command; names as wide as the group's widest."""
        widest = max(map(len, self.list_commands(ctx)), default=0)
        return [(name.ljust(widest), _first_sentence(self.get_command(ctx, name))) for name in names]


def _first_sentence(command: click.Command | None) -> str:
    said = " ".join(((command.help if command else "") or "").split("\n\n")[0].split())
    return said.partition(". ")[0].rstrip(".")


SECTIONS = ("Get articles", "Read the library", "Look after it", "More")

db_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="INGEST_DB",
    default=Path("articles.db"),
    show_default=True,
    show_envvar=True,
    metavar="FILE",
    help="The library's file.",
)
"""`--db FILE`, else INGEST_DB, else articles.db here; arrives as `db: Path`."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
"""`--json`; arrives as `as_json: bool`."""
