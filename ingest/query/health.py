"""What is wrong with a library or its sources, each finding with what a person can do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any, Literal

from ingest.query.find import all_hosts
from ingest.query.repeats import cut, repeats
from ingest.query.stored import Rows

# Three missed turns are no accident.
_MISSED_TURNS = 3
# A daily paper is silent on Sundays and holidays; three days are a sign.
_SILENT = timedelta(days=3)
# The last 20 articles against the 100 before: fewer are chance.
_LATEST, _BEFORE = 20, 100
# Of the last 20, so many stories that share a paragraph of this length are no chance.
_OFTEN, _HOUSE_LINE = 8, 40
# A redesign that breaks extraction halves the text or worse; a week of short news does not.
_SHRUNK = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """`grave` needs a hand, `notice` may be harmless."""

    about: str
    grade: Literal["grave", "notice"]
    what: str
    advice: str


def findings(rows: Rows, now: datetime | None = None) -> list[Finding]:
    """Everything that looks wrong, the grave first; an empty list is a healthy library."""
    now = now or datetime.now(UTC)
    found = [*_sources(rows, now), *_hosts(rows, now), *_runs(rows, now)]
    return sorted(found, key=lambda finding: (finding.grade != "grave", finding.about))


def file_problems(db: sqlite3.Connection) -> Iterator[Finding]:
    """Whether the file itself is whole: reads all of it, a minute for ten gigabytes."""
    advice = "Copy the file, then: sqlite3 COPY .recover"
    for (said,) in db.execute("PRAGMA quick_check(5)"):
        if said != "ok":
            yield Finding("the file", "grave", said, advice)
    for row in db.execute("PRAGMA foreign_key_check"):
        yield Finding("the file", "grave", f"a row of {row[0]} belongs to nothing", advice)


def _sources(rows: Rows, now: datetime) -> Iterator[Finding]:
    sql = "SELECT s.*, h.articles FROM sources s JOIN source_health h ON h.id = s.id WHERE NOT s.is_paused"
    for source in rows(sql, []):
        yield from _source(source, now)


def _source(source: dict[str, Any], now: datetime) -> Iterator[Finding]:
    url = source["url"]
    if source["last_error"]:
        yield Finding(url, "grave", source["last_error"], f"ingest source test {url}")
    if source["crawled_at"] is None:
        yield Finding(url, "notice", "has never been crawled", f"ingest crawl {source['id']}")
        return
    late = now - datetime.fromisoformat(source["crawled_at"])
    if late > _MISSED_TURNS * timedelta(minutes=source["every_minutes"]):
        every = _ago(timedelta(minutes=source["every_minutes"]))
        what = f"was last crawled {_ago(late)} ago; it is due every {every}"
        yield Finding(url, "notice", what, "Is the service running? ingest service --help")
    if source["last_new_at"]:
        silent = now - datetime.fromisoformat(source["last_new_at"])
        if silent > _SILENT:
            what = f"has brought nothing new for {_ago(silent)}"
            yield Finding(url, "notice", what, f"ingest source test {url}")


def _hosts(rows: Rows, now: datetime) -> Iterator[Finding]:
    """Sites that fail more than they give, and sites whose articles suddenly shrank."""
    day = (now - timedelta(days=1)).isoformat(timespec="seconds")
    sql = "SELECT host, count(*) AS n, max(reason) AS reason FROM failures WHERE last_at >= ? GROUP BY host"
    for row in rows(sql, [day]):
        given = next(
            rows(
                "SELECT count(*) AS n FROM articles WHERE host = ? AND first_seen_at >= ?", [row["host"], day]
            )
        )["n"]
        if row["n"] >= 5 and row["n"] > given:
            what = (
                f"{row['n']} pages failed within a day and {given} became articles (such as: {row['reason']})"
            )
            yield Finding(row["host"], "grave", what, "ingest crawl --retry-failed, or pause the source")
    for host in all_hosts(rows):
        yield from _shrunk(rows, host)
        yield from _repeated(rows, host)


def _shrunk(rows: Rows, host: str) -> Iterator[Finding]:
    sql = "SELECT body_words AS n FROM articles WHERE host = ? ORDER BY sort_utc DESC LIMIT ?"
    words = [row["n"] for row in rows(sql, [host, _LATEST + _BEFORE])]
    latest, before = words[:_LATEST], words[_LATEST:]
    if len(before) < _LATEST:
        return
    if median(latest) < median(before) * _SHRUNK:
        what = (
            f"the last {_LATEST} articles have {median(latest):,.0f} words in the middle,"
            f" those before had {median(before):,.0f}"
        )
        yield Finding(
            host,
            "grave",
            what,
            "The site may have changed: ingest reextract --dry-run, ingest read --explain",
        )


def _repeated(rows: Rows, host: str) -> Iterator[Finding]:
    found = [
        line for line in repeats(rows, host, latest=_LATEST, least=_OFTEN) if len(line.text) >= _HOUSE_LINE
    ]
    if found:
        most, more = found[0], len(found) - 1
        what = f"{most.stories} of its last {most.among} stories have “{cut(most.text)}”"
        what += f", and {more} more such line{'s' * (more != 1)}" if more else ""
        advice = f"If the cleaners missed it: ingest repeats --site {host}, ingest drop"
        yield Finding(host, "notice", what, advice)


_ENDS = {
    "shutdown": "was stopped before it was done",
    "died": "was killed before it was done",
    "store_failed": "could not write the library: is the disk full, or the file read-only?",
}


def _runs(rows: Rows, now: datetime) -> Iterator[Finding]:
    hour = (now - timedelta(hours=1)).isoformat(timespec="seconds")
    sql = "SELECT count(*) AS n FROM frontier WHERE state = 'leased' AND leased_at < ?"
    stuck = next(rows(sql, [hour]))["n"]
    if stuck:
        what = f"{stuck} addresses are held by a run for more than an hour"
        yield Finding("the queue", "notice", what, "The next crawl takes them over if that run is dead")
    sql = "SELECT id, outcome FROM runs ORDER BY id DESC LIMIT 1"
    for run in rows(sql, []):
        if run["outcome"] not in (None, "finished", "stopped"):
            yield Finding(
                f"run {run['id']}",
                "notice",
                _ENDS.get(run["outcome"], f"ended as “{run['outcome']}”"),
                "Start it again: nothing is lost",
            )


def _ago(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
