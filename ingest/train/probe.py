"""Pleas planted into real articles: how many stay, and what prose goes with the others.

python -m ingest.train.probe DIR     DIR as for `python -m ingest.train.pleas`; without it the shipped weights
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import get_args

from ingest.extract import extract
from ingest.train.evaluate import unseen
from ingest.train.pages import metrics_of, page_of, quality_dir, rows
from ingest.train.planting import Plea, Wordings, batches, plant
from ingest.train.pleas import PARAGRAPH, Text

Counts = dict[str, dict[str, list[int]]]


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("directory", type=Path, nargs="?")
    arguments.add_argument(
        "--wordings", choices=get_args(Wordings), default="held",
        help="tuning: those that rules and trees are tuned on; the others: sets held back",
    )  # fmt: skip
    arguments.add_argument("--show", action="store_true", help="the pleas that stay (for tuning only)")
    given = arguments.parse_args()
    counts: Counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    lost = paragraphs = 0
    words_of = metrics_of(quality_dir()).words_unicode
    pages = iter([row for row in rows(quality_dir()) if row["kind"] == "article"])
    for chosen in batches(given.wordings):
        for row in pages:
            html = page_of(quality_dir(), row)
            planted = plant(html, row["body"], chosen, words_of)
            if planted is not None:
                break
        else:
            break
        with_weights = unseen(given.directory, row) if given.directory else {}
        before, after = (extract(page, row["url"] or None, **with_weights) for page in (html, planted))
        body, was = Text(after.body if after else "", words_of), Text(before.body if before else "", words_of)
        for paragraph in row["body"].split("\n"):
            if len(paragraph.strip()) >= PARAGRAPH and was.has(paragraph):
                paragraphs += 1
                lost += not body.has(paragraph)
        lines = Counter(line.lstrip("#- ").strip() for line in (after.body if after else "").split("\n"))
        for place, plea in chosen.items():
            left = body.has(max(plea.texts, key=len)) or any(text in lines for text in plea.texts)
            _count(counts, plea, place, left)
            if left and given.show:
                sys.stdout.write(f"{plea.language} {plea.category} {plea.form} {place}: {plea.texts}\n")
    _show(counts, lost, paragraphs)


def _count(counts: Counts, plea: Plea, place: str, left: bool) -> None:
    for kind, name in (
        ("all", "pleas"), ("form", plea.form), ("place", place),
        ("category", plea.category), ("language", plea.language),
    ):  # fmt: skip
        counts[kind][name][0] += 1
        counts[kind][name][1] += left


def _show(counts: Counts, lost: int, paragraphs: int) -> None:
    for kind, names in counts.items():
        parts = (f"{name} {left} of {n} ({left / n:.1%})" for name, (n, left) in names.items())
        sys.stdout.write(f"left in, {kind}: {', '.join(parts)}\n")
    sys.stdout.write(f"paragraphs lost with them: {lost} of {paragraphs} ({lost / max(1, paragraphs):.2%})\n")


if __name__ == "__main__":
    main()
