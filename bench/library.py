"""How fast a large library is: saving with all indexes, and typical searches.

    python bench/library.py 200000 /tmp/library.db
    python bench/library.py --queries-only 200000 /tmp/library.db

The text is synthetic: words by Zipf's law out of 200,000, 430 an article, 500 sites, two years.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from ingest.items import Article, Page, Removal
from ingest.query import Reader, open_library
from ingest.query.stored import StoredContent
from ingest.store import Library

VOCABULARY, WORDS, GROUP, DAYS = 200_000, 430, 50, 730
START = datetime(2024, 11, 22, tzinfo=UTC)


def word(number: int) -> str:
    """A pronounceable word that stands for a number."""
    letters = ""
    number += 17
    while number:
        number, rest = divmod(number, 95)
        letters += "bcdfghjklmnpqrstvwz"[rest % 19] + "aeiou"[rest // 19]
    return letters


def pairs(count: int) -> Iterator[tuple[Article, Page]]:
    """Articles with their pages, in the order of publication."""
    rng = np.random.default_rng(1)
    vocabulary = np.array([word(number) for number in range(VOCABULARY)], dtype=object)
    share = np.cumsum(1 / np.arange(3, VOCABULARY + 3))
    sites = np.minimum((rng.pareto(1.0, count) * 3).astype(int), 499)
    for number in range(count):
        words = vocabulary[np.searchsorted(share / share[-1], rng.random(WORDS))]
        paragraphs = "\n\n".join(
            " ".join(words[at : at + 40]).capitalize() + "." for at in range(30, WORDS, 40)
        )
        url = f"https://outlet{sites[number]}.example/story/{number}"
        published = START + timedelta(days=DAYS * number / count)
        yield (
            Article(
                url=url,
                title=" ".join(words[:10]).capitalize(),
                subtitle=" ".join(words[10:30]).capitalize() + ".",
                body=paragraphs,
                authors=(f"Author {sites[number]} {number % 7}",),
                tags=(f"tag{number % 300}", f"tag{number % 17}"),
                published=published,
                language="en" if number % 4 else "de-AT",
                removed=(Removal("donation", "donation.phrase", "Support our work with a gift today.", 3),),
                content=StoredContent(paragraphs, paragraphs, f"<p>{paragraphs}</p>"),
            ),
            Page(url, b"<html></html>", published),
        )


def save(path: Path, count: int) -> None:
    """Save in groups of 50, as a busy crawl does, and say what one article costs."""
    library = Library(path)
    spent = 0.0
    group: list[tuple[Article, Page]] = []
    for number, pair in enumerate(pairs(count), 1):
        group.append(pair)
        if len(group) == GROUP or number == count:
            before = time.process_time()
            with library.batch():
                for article, page in group:
                    library.save(article, page)
            spent += time.process_time() - before
            group = []
        if number % 20_000 == 0:
            print(f"{number:>9,} saved, {spent / number * 1e3:.3f} ms CPU an article", flush=True)
    library.close()
    print(f"size: {os.path.getsize(path) / count:,.0f} bytes an article")  # noqa: PTH202


def queries(path: Path) -> None:
    """Each search three times, the best time: warm."""
    rare, usual, common, stop = (word(rank) for rank in (5000, 500, 50, 1))
    two = f"{usual} {word(800)}"
    last_week = {"since": "2026-11-15", "until": "2026-11-22"}
    cases: list[tuple[str, str, dict[str, object]]] = [
        ("a rare word", rare, {}),
        ("a usual word", usual, {}),
        ("a common word", common, {}),
        ("a word of every article", stop, {}),
        ("two usual words", two, {}),
        ("either of two", two.replace(" ", " OR "), {}),
        ("a prefix", usual[:4] + "*", {}),
        ("a phrase", f'"{common} {word(20)}"', {}),
        ("in titles", f"title:{usual}", {}),
        ("usual, one site", usual, {"sources": ["outlet40.example"]}),
        ("common, one site", common, {"sources": ["outlet40.example"]}),
        ("usual, last week", usual, last_week),
        ("common, last week", common, last_week),
        ("common, a site, ten months", common, {"sources": ["outlet3.example"], "since": "2026-01-09"}),
        ("usual, a language", usual, {"languages": ["de"]}),
        ("usual, an author", usual, {"authors": ["Author 3 1"]}),
        ("common, a tag, a month", common, {"tags": ["tag5"], "since": "2026-10", "until": "2026-10"}),
    ]
    with open_library(path) as reader:
        print(f"{reader.count():,} articles")
        for label, words, filters in cases:
            times, found = _timed(reader, words, filters)
            print(f"{label:<28} {min(times) * 1e3:7.1f} ms warm {times[0] * 1e3:8.1f} first  {found}")


def _timed(reader: Reader, words: str, filters: dict[str, object]) -> tuple[list[float], str]:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = reader.search(words, reader.filters(**filters), limit=10)  # type: ignore[arg-type]
        times.append(time.perf_counter() - start)
    return times, f"{found.matches:,}{'+' if found.is_capped else ''} matches"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--queries-only", action="store_true")
    options = parser.parse_args()
    if not options.queries_only:
        save(options.path, options.count)
    queries(options.path)
