"""How an article and its ledger look in a terminal and as plain text: one look for every command."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from ingest.corrections import Reread
    from ingest.extract.explain import Judged
    from ingest.items import Article, Removal

T = TypeVar("T")

_ANY_WIDTH = 10_000


def stdout_console() -> Console:
    """Rich on stdout; lines are wrapped on a terminal only, so that a pipe gets whole ones."""
    from rich.console import Console

    is_terminal = sys.stdout.isatty()
    # A table takes the width there is, and a pipe has any.
    width = None if is_terminal else _ANY_WIDTH
    return Console(file=sys.stdout, highlight=False, soft_wrap=not is_terminal, width=width)


def facts(article: Article, outlet: str | None = None) -> str:
    """Outlet, authors and dates on one line; `outlet` stands in for a site that does not say its name."""
    dates = f"{article.published:%-d %B %Y %H:%M}" if article.published else ""
    if article.modified and article.modified != article.published:
        dates += f" (changed {article.modified:%-d %B %Y %H:%M})"
    return " · ".join(
        part for part in (article.site_name or outlet, ", ".join(article.authors), dates) if part
    )


def as_text(article: Article, outlet: str | None = None) -> str:
    """Title, standfirst, outlet and date, body: separated by blank lines."""
    from ingest.query.stored import standfirst_of

    parts = (article.title, standfirst_of(article), facts(article, outlet), article.body)
    return "\n\n".join(part for part in parts if part)


def as_markdown(article: Article) -> str:
    """The same as `as_text`, with headings, emphasis, links and lists."""
    from ingest.query.stored import standfirst_of

    title = f"# {article.title}" if article.title else None
    said = standfirst_of(article)
    standfirst = f"*{said}*" if said else None
    return "\n\n".join(part for part in (title, standfirst, facts(article), article.markdown) if part)


def as_record(article: Article) -> dict[str, Any]:
    """The article as plain JSON data: dates as ISO text, pictures and removals as objects."""
    from ingest.query.stored import OF_ARTICLE, plain

    return {name: plain(getattr(article, name)) for name in OF_ARTICLE}


def print_json(data: Any) -> None:
    """Indented, in its own letters: for people who look and programs that read."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_article(article: Article, outlet: str | None = None, notes: Sequence[str] = ()) -> None:
    """The article to read in a terminal; `notes` close it on a dim line."""
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.text import Text

    from ingest.query.stored import standfirst_of

    console = stdout_console()
    console.print(Text(article.title or article.url or "(no title)", "bold"))
    if standfirst := standfirst_of(article):
        console.print(Text(standfirst, "italic"))
    console.print(Text(facts(article, outlet), "dim"))
    if article.url:
        console.print(Text(article.url, "blue"), soft_wrap=True)
    console.print(Padding(Markdown(article.markdown), (1, 0)))
    words = len(article.body.split())
    blocks = f"{len(article.removed)} block{'s' * (len(article.removed) != 1)} removed"
    console.print(Text(" · ".join([f"{words:,} words", blocks, *notes]), "dim"))


def watched(items: Iterable[T], saying: str, total: int) -> Iterator[T]:
    """The items, with a bar on stderr while somebody watches it."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, saying, total=total, console=Console(stderr=True), transient=True)


def changes(done: Reread) -> str:
    """What a decision about blocks did to the stored articles."""
    noun = "article" if done.changed == 1 else "articles"
    said = f"{done.changed:,} {noun} changed"
    if done.without_page:
        said += f"; {done.without_page:,} have no kept page and change when they are fetched"
    return said


def print_ledger(removed: Sequence[Removal], console: Console | None = None) -> None:
    """Every removed block: number, category, the rule that convicted it, its text."""
    from rich.text import Text

    console = console or stdout_console()
    for number, removal in enumerate(removed, 1):
        text = Text(f"{number:>3}  ", "dim")
        text.append(removal.category.replace("_", " "), "bold yellow")
        text.append(f"  {reason(removal)}\n", "dim")
        text.append("     " + removal.text.replace("\n", "\n     "))
        console.print(text)
    if not removed:
        click.echo("Nothing was removed.", err=True)


def reason(removal: Removal) -> str:
    """The rule, how sure it was where it was not quite, and where the block stood."""
    sure = "" if removal.confidence >= 1 else f", {removal.confidence:.0%} sure"
    return f"rule {removal.rule}{sure}, block {removal.position}"


def print_verdicts(judged: Sequence[Judged]) -> None:
    """Every block: kept ones in plain ink, removed ones struck through under category and rule."""
    from rich.text import Text

    console = stdout_console()
    for block in judged:
        gone = block.removal
        verdict = gone.category.replace("_", " ") if gone else "kept"
        score = "" if block.score is None else f"  body {block.score:.2f}"
        why = f"  rule {gone.rule}, {gone.confidence:.0%} sure" if gone else ""
        text = Text(f"{block.position:>3}  ", "dim")
        text.append(verdict, "bold yellow" if gone else "bold green")
        text.append(f"{score}{why}\n", "dim")
        text.append("     " + block.text.replace("\n", "\n     "), "red strike" if gone else "")
        console.print(text)
    removed = sum(block.removal is not None for block in judged)
    click.echo(f"{len(judged)} blocks: {len(judged) - removed} kept, {removed} removed.", err=True)
