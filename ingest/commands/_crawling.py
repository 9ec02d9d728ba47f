"""What the commands that crawl have in common: their options, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ingest.crawl import Summary

F = TypeVar("F", bound=Callable[..., Any])


class KeepPages(click.ParamType[str]):
    """`all`, `none` or a number of days."""

    name = "all|none|DAYS"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value as the setting INGEST_KEEP_PAGES takes it."""
        days = value.strip().lower().removesuffix("d")
        if days not in ("all", "none") and not days.isdecimal():
            self.fail(f"{value!r} is neither all, none nor a number of days", param, ctx)
        return days


OPTIONS = (
    click.option(
        "--delay", type=click.FloatRange(min=0), help="Seconds between two requests to one host [1]."
    ),
    click.option("--allow-private", is_flag=True, help="Also read addresses off the public internet."),
    click.option(
        "--insecure-host", multiple=True, metavar="HOST", help="Do not check this host's certificate."
    ),
    click.option(
        "--keep-pages",
        type=KeepPages(),
        help="How long raw pages are kept for a later reading: all (for ever) [all], none, or days.",
    ),
    click.option(
        "--progress",
        type=click.Choice(["auto", "live", "plain", "none"]),
        default="auto",
        help="Progress on stderr: a live line on a terminal, plain lines elsewhere.",
    ),
    click.option("--verbose", "-v", is_flag=True, help="Log every request."),
    click.option("--set", "-s", "setting", multiple=True, metavar="NAME=VALUE", help="Set a Scrapy setting."),
)


def crawl_options(command: F) -> F:
    """The options of every command that crawls; they arrive by their names."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def settings_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options as Scrapy settings."""
    settings: dict[str, Any] = {}
    if options["delay"] is not None:
        settings |= {"DOWNLOAD_DELAY": options["delay"], "AUTOTHROTTLE_START_DELAY": options["delay"]}
    if options["allow_private"]:
        settings["INGEST_ALLOW_PRIVATE"] = True
    if options["insecure_host"]:
        settings["INGEST_INSECURE_HOSTS"] = list(options["insecure_host"])
        settings["DOWNLOAD_HANDLERS"] = {
            **dict.fromkeys(("data", "file", "ftp", "s3")),
            "https": "ingest.middlewares.certificates.InsecureHosts",
        }
    if options.get("browser") or options.get("render") == "browser":
        from ingest.middlewares.browser import browser_settings

        settings |= browser_settings(allow_private=options["allow_private"])
    if options["keep_pages"]:
        settings["INGEST_KEEP_PAGES"] = options["keep_pages"]
    if options["verbose"]:
        settings |= {"LOG_LEVEL": "DEBUG", "INGEST_PROGRESS": ""}
    for pair in options["setting"]:
        name, is_pair, value = pair.partition("=")
        if not is_pair:
            raise click.UsageError(f"--set takes NAME=VALUE, not {pair!r}")
        settings[name.strip()] = value
    return settings


def finish(summary: Summary, *, as_json: bool) -> None:
    """Say what came of the run, and end with status 1 where pages failed."""
    if as_json:
        click.echo(json.dumps(summary.as_dict(), ensure_ascii=False))
    for line in summary.lines():
        click.echo(line, err=True)
    if summary.failed or summary.outcome != "finished":
        raise click.exceptions.Exit(1)
