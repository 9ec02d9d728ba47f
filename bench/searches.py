"""Typical searches of a library that `bench.library` made, timed."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from bench.library import sign_word, word
from ingest.query import Reader, open_library


def queries_unspaced(path: Path) -> None:
    """The kinds of searches that scripts without spaces have."""
    rare, usual, common, stop = (sign_word(rank) for rank in (5000, 500, 50, 1))
    site: dict[str, object] = {"sources": ["outlet3.example"]}
    cases: list[tuple[str, str, dict[str, object]]] = [
        ("a rare word", rare, {}),
        ("a usual word", usual, {}),
        ("a common word", common, {}),
        ("a word of every article", stop, {}),
        ("two usual words", f"{usual} {sign_word(800)}", {}),
        ("two words in one run", usual + common, {}),
        ("one character", usual[0], {}),
        ("in titles", f"title:{usual}", {}),
        ("common, a site", common, site),
        ("usual, last month", usual, {"since": "2026-11"}),
    ]
    _print_times(path, cases)


def queries(path: Path) -> None:
    """Each search three times, the best time: warm."""
    rare, usual, common, stop = (word(rank) for rank in (5000, 500, 50, 1))
    two = f"{usual} {word(800)}"
    with open_library(path) as reader:
        newest = next(reader.articles(limit=1)).sort_utc.date()
    last_week = {"since": str(newest - timedelta(days=7)), "until": str(newest)}
    ten_months = str(newest - timedelta(days=316))
    month = f"{newest - timedelta(days=31):%Y-%m}"
    cases: list[tuple[str, str, dict[str, object]]] = [
        ("a rare word", rare, {}),
        ("a usual word", usual, {}),
        ("a common word", common, {}),
        ("a word of every article", stop, {}),
        ("two usual words", two, {}),
        ("either of two", two.replace(" ", " OR "), {}),
        ("a prefix", usual[:4] + "*", {}),
        ("a phrase", f'"{common} {word(20)}"', {}),
        ("a phrase, rarer words", f'"{usual} {word(100)}"', {}),
        ("NEAR", f"NEAR({usual} {common}, 5)", {}),
        ("without a word", f"{usual} -{common}", {}),
        ("a rare word and two of all", f"{stop} {rare} {word(2)}", {}),
        ("a short beginning", usual[:3] + "*", {}),
        ("a beginning of two letters", usual[:2] + "*", {}),
        ("in titles", f"title:{usual}", {}),
        ("usual, one site", usual, {"sources": ["outlet40.example"]}),
        ("common, one site", common, {"sources": ["outlet40.example"]}),
        ("usual, last week", usual, last_week),
        ("common, last week", common, last_week),
        ("common, a site, ten months", common, {"sources": ["outlet3.example"], "since": ten_months}),
        ("usual, a language", usual, {"languages": ["de"]}),
        ("usual, an author", usual, {"authors": ["Author 3 1"]}),
        ("common, a tag, a month", common, {"tags": ["tag5"], "since": month, "until": month}),
    ]
    _print_times(path, cases)


def _print_times(path: Path, cases: list[tuple[str, str, dict[str, object]]]) -> None:
    with open_library(path) as reader:
        print(f"{reader.count():,} articles")
        for label, words, filters in cases:
            times, cpu, found = _timed(reader, words, filters)
            print(
                f"{label:<28} {min(times) * 1e3:7.1f} ms warm ({cpu * 1e3:.1f} of CPU)  {found}", flush=True
            )


def _timed(reader: Reader, words: str, filters: dict[str, object]) -> tuple[list[float], float, str]:
    """Seconds by the clock of each run, the least of CPU time, and how much was found."""
    times, cpu = [], []
    for _ in range(4):
        start, busy = time.perf_counter(), time.process_time()
        found = reader.search(words, reader.filters(**filters), limit=10)  # type: ignore[arg-type]
        times.append(time.perf_counter() - start)
        cpu.append(time.process_time() - busy)
    return times, min(cpu), f"{found.matches:,}{'+' if found.is_capped else ''} matches"
