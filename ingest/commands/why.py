"""`ingest why`: why a piece of text is in an article, or is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ingest.commands import db_option, json_option
from ingest.commands._printing import print_json, stdout_console

SECTION = "Look after it"
ORDER = 39
# More is a question to search, not to this command.
_MOST = 20


@click.command()
@click.argument("text")
@click.argument("url", required=False)
@json_option
@db_option
def command(text: str, url: str | None, as_json: bool, db: Path) -> None:
    """Say where TEXT went: kept in a body, or removed by which rule. In one article, or in all of them."""
    from rich.text import Text

    from ingest.query import open_library

    if not text.strip():
        raise click.UsageError("Say a few words of the text.")
    with open_library(db) as reader:
        article_id = reader.article(url).id if url else None
        found = _found(reader.rows, " ".join(text.split()), article_id)
    if as_json:
        print_json(found)
    for row in () if as_json else found:
        line = Text(row["url"], "blue")
        if row["rule"] is None:
            line.append("\n  kept in the body", "green")
        else:
            line.append(f"\n  removed: {row['category'].replace('_', ' ')}", "yellow")
            line.append(f", rule {row['rule']}, {row['confidence']:.0%} sure, block {row['position']}", "dim")
            line.append(f"\n  ingest restore {row['article_id']} {row['number']} brings it back", "dim")
        stdout_console().print(line)
    if not found:
        click.echo("Neither kept nor removed: it was outside the article, or is not on the page.", err=True)
        raise SystemExit(1)


def _found(rows: Any, text: str, article_id: int | None) -> list[dict[str, Any]]:
    """Removed blocks and bodies with the text in them, in whatever case."""
    pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    one = "AND a.id = ?" if article_id is not None else "AND ? IS NULL"
    removed = (
        "SELECT a.id AS article_id, a.url, r.category, r.rule, r.confidence, r.position,"
        " (SELECT count(*) FROM removals b WHERE b.article_id = r.article_id AND"
        "  (b.position, b.id) <= (r.position, r.id)) AS number"
        " FROM removals r JOIN articles a ON a.id = r.article_id"
        rf" WHERE r.text LIKE ? ESCAPE '\' {one} ORDER BY a.id DESC, r.position LIMIT {_MOST}"
    )
    kept = (
        "SELECT a.id AS article_id, a.url, NULL AS category, NULL AS rule, NULL AS confidence,"
        " NULL AS position, NULL AS number FROM articles a"
        rf" WHERE a.body LIKE ? ESCAPE '\' {one} ORDER BY a.id DESC LIMIT {_MOST}"
    )
    return [*rows(removed, [pattern, article_id]), *rows(kept, [pattern, article_id])]
