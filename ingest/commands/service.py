"""`ingest service print`: the lines that make a machine crawl by itself."""

from __future__ import annotations

import getpass
import shlex
import sys
from pathlib import Path

import click

from ingest.commands import Group, db_option

SECTION = "Look after it"
ORDER = 70

SERVICE = """\
# /etc/systemd/system/ingest.service
[Unit]
Description=Crawl the news sources that are due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={user}
WorkingDirectory={home}
ExecStart={program} crawl --due --db {db}
# 1 means that some pages failed: they are in the library and will be tried again.
SuccessExitStatus=1
Nice=10
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ReadWritePaths={folder}

# /etc/systemd/system/ingest.timer
[Unit]
Description=Crawl the news sources that are due, every {every} minutes

[Timer]
OnBootSec=2min
OnUnitActiveSec={every}min
RandomizedDelaySec=30

[Install]
WantedBy=timers.target

# Then: systemctl daemon-reload && systemctl enable --now ingest.timer
"""
CRON = (
    "*/{every} * * * * cd {folder} &&"
    " {program} crawl --due --progress none --db {db} 2>&1 | logger -t ingest\n"
)


@click.group(cls=Group)
def command() -> None:
    """Crawl by itself: lines for systemd or cron."""


@command.command(name="print")
@click.option(
    "--systemd", "kind", flag_value="systemd", default="systemd", help="A service and its timer (default)."
)
@click.option("--cron", "kind", flag_value="cron", help="A line for a crontab.")
@click.option(
    "--every", type=click.IntRange(1, 59), default=10, show_default=True, help="Minutes between two looks."
)
@db_option
def print_lines(kind: str, every: int, db: Path) -> None:
    """Print the lines; nothing is installed. A run that finds another at work leaves at once."""
    path = db.resolve()
    program = shlex.join([sys.executable, "-m", "ingest"])
    library, folder = shlex.quote(str(path)), shlex.quote(str(path.parent))
    if kind == "cron":  # a bare % ends a crontab's line
        line = CRON.format(every=every, program=program, db=library, folder=folder)
        click.echo(line.replace("%", r"\%"), nl=False)
        return
    click.echo(
        SERVICE.format(
            user=getpass.getuser(),
            every=every,
            program=_escaped(program).replace("$", "$$"),
            db=_escaped(library).replace("$", "$$"),
            home=_escaped(str(path.parent)),
            folder=_escaped(folder),
        ),
        nl=False,
    )


def _escaped(text: str) -> str:
    """A unit file gives % a meaning of its own, and $ in a command."""
    return text.replace("%", "%%")
