"""`ingest search`: stories that match, best first."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import db_option, json_option
from ingest.commands._filters import filter_options, filters_of
from ingest.commands._printing import stdout_console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from ingest.query import Hit, Results

SECTION = "Read the library"
ORDER = 10


class Search(click.Command):
    """Takes `-ferry` for a word to leave out, where click looks for the options f, e, r, r and y."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [f" {each}" if _EXCLUDES.match(each) else each for each in args])


# One dash and at least two letters, or a phrase or column behind it: `-n5` and `-h` are options.
_EXCLUDES = re.compile(r"-(?:[^\W\d_]{2}|[\"(])")


@click.command(cls=Search)
@click.argument("words", nargs=-1)
@filter_options
@click.option(
    "-n", "--limit", default=10, show_default=True, type=click.IntRange(1), help="How many stories."
)
@click.option("--offset", default=0, type=click.IntRange(0), help="Leave out so many first.")
@click.option("--newest", is_flag=True, help="Newest first, not best first.")
@click.option("--all", "every_copy", is_flag=True, help="Show every copy of a story, not one a story.")
@json_option
@db_option
def command(
    words: tuple[str, ...],
    limit: int,
    offset: int,
    newest: bool,
    every_copy: bool,
    as_json: bool,
    db: Path,
    **filters: Any,
) -> None:
    """Find stories: all WORDS, "a phrase", elect*, -without, title:word, one OR other, NEAR(two words, 5).

    Without WORDS: the newest articles that meet the options; -word alone leaves out those with the word.
    """
    from ingest.query import open_library

    with open_library(db) as reader:
        found = reader.search(
            " ".join(_as_typed(word) for word in words),
            filters_of(reader, filters),
            limit=limit,
            offset=offset,
            newest=newest,
            fold=not every_copy,
        )
    if as_json:
        click.echo(json.dumps(_as_data(found), ensure_ascii=False, indent=2))
    else:
        _print(found)


def _as_typed(word: str) -> str:
    """The shell took the quotes of a "quoted phrase" away: an argument of several plain words is one."""
    word = word.strip()
    is_plain = all(part.replace("'", "").replace("-", "").isalnum() for part in word.split())
    return f'"{word}"' if " " in word and is_plain and not {"AND", "OR", "NOT"} & set(word.split()) else word


def _as_data(found: Results) -> dict[str, Any]:
    return {
        "matches": found.matches,
        "is_capped": found.is_capped,
        "hits": [
            {
                "id": hit.id,
                "url": hit.url,
                "title": _plain(hit.title),
                "outlet": hit.outlet,
                "authors": hit.authors.split(", ") if hit.authors else [],
                "published": hit.published.isoformat() if hit.published else None,
                "language": hit.language,
                "body_words": hit.body_words,
                "snippet": _plain(hit.snippet),
                "matched": sorted({text for text, is_match in (*hit.title, *hit.snippet) if is_match}),
                "rank": round(hit.rank, 4),
                "also_at": [{"url": copy.url, "outlet": copy.outlet} for copy in hit.also_at],
            }
            for hit in found.hits
        ],
    }


def _plain(runs: tuple[tuple[str, bool], ...]) -> str:
    return "".join(text for text, _ in runs)


def _print(found: Results) -> None:
    console = stdout_console()
    for hit in found.hits:
        _print_hit(console, hit)
    count = f"{found.matches:,}{' or more' if found.is_capped else ''}"
    noun = "article matches" if found.matches == 1 else "articles match"
    click.echo(f"{count} {noun}." if found.matches else "Nothing matches.", err=True)


def _print_hit(console: Console, hit: Hit) -> None:
    from rich.text import Text

    title, text = Text(), Text()
    _append(title, hit.title, "bold", "bold yellow")
    facts = [
        hit.outlet,
        f"{hit.published:%-d %b %Y}" if hit.published else "",
        hit.authors,
        f"{hit.body_words:,} words",
    ]
    console.print(title)
    console.print(Text(" · ".join(fact for fact in facts if fact), "dim"))
    # Whole on one line, however long: a terminal opens it, and people copy it.
    console.print(Text(hit.url, "blue"), soft_wrap=True)
    _append(text, hit.snippet, "", "bold yellow")
    if hit.also_at:
        text.append("\nalso at ", "dim")
        text.append(", ".join(dict.fromkeys(copy.outlet for copy in hit.also_at)), "green")
    text.append("\n")
    console.print(text)


def _append(text: Text, runs: tuple[tuple[str, bool], ...], style: str, match_style: str) -> None:
    for part, is_match in runs:
        text.append(part, match_style if is_match else style)
