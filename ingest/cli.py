"""The command line: a group that finds its commands in `ingest.commands` by file name."""

from __future__ import annotations

import click


@click.group()
def cli() -> None:
    """News pages in, a library of clean articles out."""
