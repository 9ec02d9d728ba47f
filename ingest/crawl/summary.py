"""What a run came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.middlewares.reasons import ADVICE

SHOWN = 20
"""Failures printed one by one; the rest is in the library and in the count."""

OUTCOMES = {
    "store_failed": "the library could not be written, as said above",
    "shutdown": "it was stopped",
}
"""Scrapy's words for a run that did not finish, as a person says them."""
LASTING = (
    "not a web address",
    "forbidden address",
    "forbidden by robots",
    "not a page",
    "the file does not say",
)
"""Reasons that the same command meets again however often it is tried."""


@dataclass(frozen=True, slots=True)
class Failed:
    """One address that came to nothing in this run."""

    url: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a run: pages that became articles, by outcome, and what failed.

    `kept` counts pages that would have made a stored article worse; `postponed` those left for a later run.
    """

    outcome: str = "finished"
    runs: tuple[int, ...] = ()
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    listings: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    failed: int = 0
    postponed: int = 0
    retries: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Failed, ...] = ()

    @property
    def pages(self) -> int:
        """Pages that were read as articles."""
        return self.new + self.changed + self.unchanged + self.kept

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "pages": self.pages}

    def lines(self) -> list[str]:
        """For a person: one line of counts; then what failed, why, and what to do."""
        counts = [
            f"{count} {name}"
            for name, count in (
                ("new", self.new),
                ("changed", self.changed),
                ("unchanged", self.unchanged),
                ("kept as stored", self.kept),
                ("failed", self.failed),
                ("left for the next run", self.postponed),
            )
            if count
        ]
        seen = self.pages + self.failed
        head = f"{seen} page{'' if seen == 1 else 's'} in {self.seconds:.1f} s"
        lines = [f"{head}: {', '.join(counts)}" if counts else f"{head}: nothing new"]
        if self.outcome != "finished":
            why = OUTCOMES.get(self.outcome, self.outcome)
            lines.append(f"The run ended early: {why}. The next one goes on where it stopped.")
        return lines + self._failure_lines()

    def _failure_lines(self) -> list[str]:
        if not self.failed:
            return []
        lines = [f"  failed: {failure.reason}: {failure.url}" for failure in self.failures[:SHOWN]]
        if len(self.failures) > SHOWN:
            lines.append(f"  … and {len(self.failures) - SHOWN} more")
        lines += [f"  {word}: {advice}" for word, advice in ADVICE.items() if _is_said(word, self.reasons)]
        if all(reason.startswith(LASTING) for reason in self.reasons) and self.reasons:
            return lines
        return [*lines, "To try them again: ingest crawl --retry-failed"]


def add_up(summaries: Iterable[Summary]) -> Summary:
    """Several spiders' summaries as one: they ran side by side."""
    parts = list(summaries)
    reasons: dict[str, int] = {}
    for part in parts:
        for reason, count in part.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + count
    numbers = (
        "requests",
        "bytes",
        "listings",
        "new",
        "changed",
        "unchanged",
        "kept",
        "failed",
        "postponed",
        "retries",
    )
    return Summary(
        outcome=next((part.outcome for part in parts if part.outcome != "finished"), "finished"),
        runs=tuple(run for part in parts for run in part.runs),
        seconds=max((part.seconds for part in parts), default=0.0),
        reasons=reasons,
        failures=tuple(failure for part in parts for failure in part.failures),
        **{name: sum(getattr(part, name) for part in parts) for name in numbers},
    )


def summary_of(stats: Mapping[str, Any], run: int, failures: Iterable[Failed]) -> Summary:
    """A summary from Scrapy's stats; a crawl that was not let finish has no reason there."""
    prefix = "ingest/failed/"
    return Summary(
        outcome=str(stats.get("finish_reason", "shutdown")),
        runs=(run,),
        requests=int(stats.get("downloader/request_count", 0)),
        bytes=int(stats.get("downloader/response_bytes", 0)),
        seconds=round(float(stats.get("elapsed_time_seconds", 0.0)), 3),
        reasons={name.removeprefix(prefix): n for name, n in stats.items() if name.startswith(prefix)},
        failures=tuple(failures),
        **{
            name: int(stats.get(f"ingest/{name}", 0))
            for name in ("listings", "new", "changed", "unchanged", "kept", "failed", "postponed", "retries")
        },
    )


def _is_said(word: str, reasons: Mapping[str, int]) -> bool:
    return any(word in reason for reason in reasons)
