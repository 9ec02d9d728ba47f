"""The command line: a group that finds its commands in `ingest.commands` by file name.

Only the command that is used is imported, so `ingest --version` does not wait for Scrapy.
"""

from __future__ import annotations

import errno
import importlib
import pkgutil
import sqlite3
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import click

import ingest.commands
from ingest import __version__
from ingest.commands import SECTIONS, Group
from ingest.errors import IngestError


class Commands(Group):
    """The commands on the shelf, shown by section; an `IngestError` becomes one line and exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(ingest.commands.__path__)
            if not module.name.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = _module(cmd_name).command
        command.name = cmd_name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0].startswith(("http://", "https://")):
            ctx.fail(f"To store a page, say: ingest fetch {args[0]}")
        if args and self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            ctx.fail(f"No such command '{args[0]}'." + (f" Did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, members in _by_section(self.list_commands(ctx)).items():
            with formatter.section(section):
                formatter.write_dl(self.lines_of(ctx, members))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except IngestError as error:
            raise click.ClickException(str(error)) from error
        except sqlite3.DatabaseError as error:
            # Damage deep in the file shows when that part is read, and not when it is opened.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            raise click.ClickException(
                f"the library is damaged ({error}); `sqlite3 FILE .recover` saves what can be saved"
            ) from error
        except OSError as error:
            # A reader that went away (`| head`) is click's to handle.
            if error.errno is None or error.errno == errno.EPIPE:
                raise
            file = f": {error.filename}" if error.filename is not None else ""
            raise click.ClickException(f"{error.strerror}{file}") from error


def _module(name: str) -> Any:
    return importlib.import_module(f"ingest.commands.{name.replace('-', '_')}")


def _by_section(names: list[str]) -> Mapping[str, list[str]]:
    """The commands' names under their sections, both in reading order; empty sections left out."""
    modules = {name: _module(name) for name in names}
    sections: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for name in sorted(names, key=lambda name: (getattr(modules[name], "ORDER", 50), name)):
        section = getattr(modules[name], "SECTION", SECTIONS[-1])
        sections[section].append(name)
    return {section: members for section, members in sections.items() if members}


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Results go to stdout, talk to stderr. Exit status: 0 done, 1 some pages failed, 2 wrong use.",
)
@click.version_option(__version__, "-V", "--version", prog_name="ingest", message="%(prog)s %(version)s")
def cli() -> None:
    """News pages in, a library of clean articles out.

    Try it:  ingest fetch URL, then ingest search WORDS.
    """
