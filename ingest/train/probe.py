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
from ingest.items import Article
from ingest.train.evaluate import unseen
from ingest.train.pages import metrics_of, page_of, quality_dir, rows
from ingest.train.planting import Plea, Wordings, batches, plant, prose_of
from ingest.train.pleas import PARAGRAPH, Text, Words

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
    lost: Counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    words_of = metrics_of(quality_dir()).words_unicode
    pages = iter([row for row in rows(quality_dir()) if row["kind"] == "article"])
    for number, chosen in enumerate(batches(given.wordings)):
        prose = prose_of(given.wordings, chosen, number)
        for row in pages:
            html = page_of(quality_dir(), row)
            planted = plant(html, row["body"], chosen, words_of, tuple(prose))
            if planted is not None:
                break
        else:
            break
        with_weights = unseen(given.directory, row) if given.directory else {}
        before, after = (extract(page, row["url"] or None, **with_weights) for page in (html, planted))
        body = Text(after.body if after else "", words_of)
        for paragraph, kind in (prose or _kept(row["body"], before, words_of)).items():
            stays = body.has(paragraph)
            for name in (kind, *{plea.language for plea in chosen.values() if prose}):
                lost["kind" if name == kind else "language"][name][0] += 1
                lost["kind" if name == kind else "language"][name][1] += not stays
            if given.show and not stays:
                sys.stdout.write(f"lost, {kind}: {paragraph}\n")
        lines = Counter(line.lstrip("#- ").strip() for line in (after.body if after else "").split("\n"))
        for place, plea in chosen.items():
            left = body.has(max(plea.texts, key=len)) or any(text in lines for text in plea.texts)
            _count(counts, plea, place, left)
            if left and given.show:
                sys.stdout.write(f"{plea.language} {plea.category} {plea.form} {place}: {plea.texts}\n")
    _show("left in", counts)
    _show("prose lost with them", lost)


def _kept(gold: str, before: Article | None, words_of: Words) -> dict[str, str]:
    """The paragraphs of the gold that stay when nothing is planted, and what they are called."""
    was = Text(before.body if before else "", words_of)
    lines = (line for line in gold.split("\n") if len(line.strip()) >= PARAGRAPH)
    return {line: "paragraphs" for line in lines if was.has(line)}


def _count(counts: Counts, plea: Plea, place: str, left: bool) -> None:
    for kind, name in (
        ("all", "pleas"), ("form", plea.form), ("place", place),
        ("category", plea.category), ("language", plea.language),
    ):  # fmt: skip
        counts[kind][name][0] += 1
        counts[kind][name][1] += left


def _show(what: str, counts: Counts) -> None:
    for kind, names in counts.items():
        parts = (f"{name} {left} of {n} ({left / max(1, n):.2%})" for name, (n, left) in names.items())
        sys.stdout.write(f"{what}, {kind}: {', '.join(parts)}\n")


if __name__ == "__main__":
    main()
