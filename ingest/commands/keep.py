"""`ingest keep RULE`: a rule that convicts what it should not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import db_option, json_option

if TYPE_CHECKING:
    from ingest.corrections import Reread
    from ingest.store import Library

SECTION = "Look after it"
ORDER = 31


@click.command()
@click.argument("rule")
@click.option("--site", metavar="HOST", default="", help="Only on this site; without it on all.")
@click.option("--undo", is_flag=True, help="Use the rule again.")
@json_option
@db_option
def command(rule: str, site: str, undo: bool, as_json: bool, db: Path) -> None:
    """Switch a cleaner's rule off, and put back what it took.

    RULE is a rule or a whole category as `ingest show URL --removed` names them. Stored articles are read
    again from their kept pages; later pages are read without the rule.
    """
    from ingest.commands._printing import changes, print_json
    from ingest.store import Library

    _refuse_unknown(rule)
    with Library(db, create=False) as library:
        hosts = _hosts(db, site)
        if undo:
            used_again = sum(library.corrections.use_again(rule, host) for host in hosts) > 0
            told: dict[str, Any] = {"used_again": used_again}
            said = f"{rule}: {'used again' if used_again else 'was not switched off'}"
        else:
            done = _switch_off(library, rule, hosts)
            told = done._asdict()
            place = f" on {', '.join(hosts)}" if site else ""
            said = f"{rule} is off{place}: {changes(done)}"
    if as_json:
        print_json({"rule": rule, "hosts": [host for host in hosts if host], **told})
    else:
        click.echo(said, err=True)


def _hosts(db: Path, site: str) -> tuple[str, ...]:
    """The hosts that a person means, with "www." or without; the empty one stands for all."""
    from ingest.query import open_library

    if not site:
        return ("",)
    with open_library(db) as reader:
        return reader.filters(sources=[site]).hosts or (site.lower(),)


def _switch_off(library: Library, rule: str, hosts: Sequence[str]) -> Reread:
    from ingest.commands._printing import watched
    from ingest.corrections import reread_all

    convicted: list[int] = []
    for host in hosts:
        library.corrections.keep(rule, host)
        convicted += library.corrections.convicted_by(rule, host)
    return reread_all(library, watched(convicted, "Reading again", len(convicted)))


def _refuse_unknown(rule: str) -> None:
    """A rule of no cleaner is a slip of the pen, and would be off for ever without an effect."""
    from ingest.clean.judge import categories
    from ingest.errors import NotFound

    # What the scorer takes by itself is "other". What people dropped has no rule: `ingest drop --undo`.
    known = {"scorer", *categories()}
    if rule.partition("/")[0] not in known:
        raise NotFound(
            f'no rule "{rule}"; there are {", ".join(sorted(known))}, or one of theirs: advert/line'
        )
