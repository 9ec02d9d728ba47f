"""The demo: serves the sample site and types the commands that a user would type."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from ingest.demo.site import FIXTURES, SampleSite, load_outlets

# The article with the most kinds of boilerplate in it, and words that several outlets use.
STORY = "/2026/10/ferry-terminal-reopens-after-winter-repairs/"
WORDS = "harbour OR bridge"


def main() -> int:
    """Run the demo; 0 when the library answered, whatever pages failed on purpose."""
    if not FIXTURES.is_dir():
        sys.exit("The demo needs the sample site in fixtures/: run it from a checkout.")
    console = Console(highlight=False)
    started = time.monotonic()
    outlets = load_outlets()
    with SampleSite(outlets) as site:
        _heading(
            console, f"Six outlets are on the air, {sum(len(o.answers) for o in outlets)} addresses in all"
        )
        for outlet in outlets:
            console.print(f"  {site.homes[outlet.slug]:<26} {outlet.name}")
        _heading(console, "1  Name the sources: feeds and sitemaps are found by themselves")
        _type(console, "source", "add", "--allow-private", *site.homes.values())
        _heading(console, "2  Crawl them into the library")
        _type(console, "crawl", "--allow-private")
        story = site.homes["harbour-courier"] + STORY
        _heading(console, "3  One article as clean text")
        _type(console, "show", story)
        _heading(console, "4  What was taken out of it, and why: nothing is deleted silently")
        _type(console, "show", story, "--removed")
        _heading(console, "5  Search the library")
        shown = _type(console, "search", WORDS)
    _close(console, time.monotonic() - started)
    return shown


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Rule(Text(text, "bold"), align="left", style="cyan"))


def _type(console: Console, *words: str) -> int:
    """Run `ingest WORDS` as a person would, its output straight to the terminal."""
    console.print(Text("$ ingest " + " ".join(_quoted(word) for word in words), "bold green"), soft_wrap=True)
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "ingest", *words], check=False).returncode


def _quoted(word: str) -> str:
    return json.dumps(word) if " " in word else word


def _close(console: Console, seconds: float) -> None:
    db = os.environ.get("INGEST_DB", "articles.db")
    _heading(console, f"Done in {seconds:.0f} seconds; the library is {db}")
    next_steps: Sequence[tuple[str, str]] = (
        ("ingest stats", "what is in it"),
        ("ingest health", "which pages failed, and why"),
        ("ingest serve", "read it in a browser"),
        ("ingest export markdown -o notes/", "take it with you"),
        (f"sqlite3 {db} 'select * from latest'", "or ask in SQL"),
    )
    for command, what in next_steps:
        console.print(Text.assemble(("  " + command.ljust(44) + "  ", "green"), what))


if __name__ == "__main__":
    sys.exit(main())
