"""`ingest keep RULE`: a rule that convicts what it should not."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.commands import db_option

SECTION = "Look after it"
ORDER = 31


@click.command()
@click.argument("rule")
@click.option("--site", metavar="HOST", default="", help="Only on this site; without it on all.")
@click.option("--undo", is_flag=True, help="Use the rule again.")
@db_option
def command(rule: str, site: str, undo: bool, db: Path) -> None:
    """Switch a cleaner's rule off, and put back what it took.

    RULE is a rule or a whole category as `ingest show URL --removed` names them. Stored articles are read
    again from their kept pages; later pages are read without the rule.
    """
    from ingest.corrections import reread
    from ingest.errors import NotFound
    from ingest.store import Library

    _refuse_unknown(rule)
    host = site.lower().removeprefix("https://").removeprefix("http://").strip("/")
    changed = without_page = 0
    with Library(db, create=False) as library:
        if undo:
            used_again = library.corrections.use_again(rule, host)
            click.echo(f"{rule}: {'used again' if used_again else 'was not switched off'}", err=True)
            return
        library.corrections.keep(rule, host)
        for article_id in library.corrections.convicted_by(rule, host):
            try:
                changed += bool(reread(library, article_id))
            except NotFound:
                without_page += 1
    left = f"; {without_page:,} have no kept page and change when they are fetched" if without_page else ""
    click.echo(f"{rule} is off{f' on {host}' if host else ''}: {changed:,} articles changed{left}", err=True)


def _refuse_unknown(rule: str) -> None:
    """A rule of no cleaner is a slip of the pen, and would be off for ever without an effect."""
    from ingest.clean.judge import cleaners
    from ingest.errors import NotFound

    # What the scorer takes by itself is "other".
    known = {"other", "scorer", *(cleaner.CATEGORY for cleaner in cleaners())}
    if rule.partition("/")[0] not in known:
        raise NotFound(
            f'no rule "{rule}"; there are {", ".join(sorted(known))}, or one of theirs: advert/line'
        )
