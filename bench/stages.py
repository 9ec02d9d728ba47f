"""Where the time of `ingest.extract` goes: CPU milliseconds a page for each of its stages.

    python bench/stages.py PAGES [--limit N]     a folder of .html or .html.gz files
    python bench/stages.py --long                made pages of five megabytes instead, one line each

A stage that another one calls is set in by two spaces, and its time is part of that stage's.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import ingest

# In the order in which a page goes through them: module below `ingest.extract`, function.
STAGES = [
    ("", "parse"), ("", "outline"), ("", "find_metadata"), ("", "find_body"),
    ("scorer", "sketch"), ("lexicon.Lexicon", "names"), ("lexicon.Lexicon", "words"),
    ("scorer", "with_linear"), ("scorer.Trees", "predict"), ("scorer", "with_guess"),
    ("", "prefer_embedded"), ("", "lead_images"), ("", "to_soup"), ("", "find_captions"), ("", "strip"),
    ("", "render"), ("", "with_visible_rights"), ("", "merge_images"), ("", "confidence"),
]  # fmt: skip
# A page that names no language, so that it is guessed.
UNNAMED = "<h1>A page</h1><p>" + "Nobody has said in which language these words are written. " * 20
PROSE = "<p>On day {} the council met, and <a href=/{}>number {}</a> was <b>read out</b> to all who came.</p>"


def timed(spent: dict[str, float], where: str, name: str) -> None:
    """Put a stop-watch around a function where its caller finds it."""
    module, _, owner = where.partition(".")
    holder: Any = importlib.import_module("ingest.extract" + (f".{module}" if module else ""))
    holder = getattr(holder, owner) if owner else holder
    inner: Callable[..., Any] = getattr(holder, name)
    label = f"  {name}" if where else name
    spent[label] = 0.0

    def watched(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        try:
            return inner(*args, **kwargs)
        finally:
            spent[label] += time.process_time() - start

    setattr(holder, name, watched)


def pages(folder: Path, limit: int | None) -> list[bytes]:
    files = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    files = files[:: max(1, len(files) // limit)] if limit else files
    return [gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes() for f in files]


def stages(html: list[bytes]) -> None:
    # What is loaded once (weights, lexicons, the model of languages) has been by then.
    for page in (*html[:5], UNNAMED.encode()):
        ingest.extract(page)
    spent: dict[str, float] = {}
    for where, name in STAGES:
        timed(spent, where, name)
    # `ingest.extract` was bound before its module's names were watched, and looks them up at each call.
    whole = []
    for page in html:
        start = time.process_time()
        ingest.extract(page)
        whole.append(1000 * (time.process_time() - start))
    print(f"{len(html)} pages, median {statistics.median(whole):.2f}")
    print(f"{'extract':24s}{statistics.fmean(whole):8.2f}")
    for label, seconds in spent.items():
        print(f"{label:24s}{1000 * seconds / len(html):8.2f}")


def long_pages() -> None:
    made = {
        "prose": "".join(PROSE.format(n, n, n) for n in range(50_000)),
        "one paragraph": "<p>" + "word and word, " * 350_000,
        "inline elements": "<p>" + "A paragraph of words that is long enough. " * 8 + "<i></i>x " * 550_000,
        "list items": "<ul>" + "<li>ab</li>" * 450_000,
        "table cells": "<table>" + "<tr><td>12</td><td>a</td></tr>" * 170_000,
    }
    ingest.extract(UNNAMED)
    column = sys.modules["ingest.extract"].__dict__
    heads = ("MB", "parse", "outline", "find_metadata", "find_body")
    print("CPU seconds".ljust(20), *(head.rjust(14) for head in heads))
    for name, body in made.items():
        html = f"<h1>A long page</h1>{body}"
        clock = [time.process_time()]
        document = column["parse"](html, None)
        clock.append(time.process_time())
        page = column["outline"](document.root)
        clock.append(time.process_time())
        metadata = column["find_metadata"](document, page)
        clock.append(time.process_time())
        column["find_body"](document, metadata, None, page)
        clock.append(time.process_time())
        cells = [len(html) / 1e6, *(b - a for a, b in pairwise(clock))]
        print(name.ljust(20), *(f"{cell:14.2f}" for cell in cells), flush=True)


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    arguments.add_argument("pages", type=Path, nargs="?")
    arguments.add_argument("--limit", type=int)
    arguments.add_argument("--long", action="store_true")
    given = arguments.parse_args()
    if given.long:
        long_pages()
    elif given.pages:
        stages(pages(given.pages, given.limit))
    else:
        arguments.error("a folder of pages, or --long")


if __name__ == "__main__":
    main()
