"""What the cleaners leave in and what they cost, on pages whose sites the body's weights have not seen.

python -m ingest.train.pleas DIR     DIR holds what `ingest.train fit` and `ingest.train.verdicts` train
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.extract import extract
from ingest.extract.document import parse
from ingest.extract.outline import outline
from ingest.items import Article
from ingest.train.evaluate import text_of, unseen
from ingest.train.pages import fold_of, metrics_of, page_of, quality_dir, rows, site_of

# Shorter lines of the gold stand in other texts by chance.
PARAGRAPH = 40
# Of its runs of five words so many make a text present, as the development set scores.
PRESENT, RUN = 0.8, 5
# A removal that covers less of a paragraph is not what took it.
COVERED = 0.5
Words = Callable[[str], list[str]]


class Text:
    """A text that others are looked for in, by their words."""

    def __init__(self, text: str, words_of: Words) -> None:
        self.words_of = words_of
        words = words_of(text)
        self.joined = " ".join(words)
        self.runs = set(_runs(words))

    def has(self, text: str) -> bool:
        words = self.words_of(text)
        if " ".join(words) in self.joined:
            return True
        mine = list(_runs(words))
        return bool(mine) and sum(run in self.runs for run in mine) >= PRESENT * len(mine)


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


@dataclass(slots=True)
class Tally:
    """The figures, and the blocks behind them for those who want to look."""

    pleas: dict[str, list[int]] = field(default_factory=dict)
    """Category -> pleas inside, left in, elsewhere, left in."""
    paragraphs: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    """Cause -> paragraphs of the gold that are not in the body."""
    pages: dict[str, Counter[str]] = field(default_factory=dict)
    look_alikes: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    """Cause -> look-alikes that are not in the body."""
    examples: list[tuple[str, str, str]] = field(default_factory=list)


def measure(weights: Path | None, limit: int | None = None) -> Tally:
    """All development pages (or every n-th) through `extract`; without weights by the shipped ones."""
    quality = quality_dir()
    words_of: Words = metrics_of(quality).words_unicode
    chosen = rows(quality)
    chosen = chosen[:: max(1, len(chosen) // limit)] if limit else chosen
    pleas, look_alikes = _by_page(quality / "pleas.jsonl"), _by_page(quality / "hard_negatives.jsonl")
    tally = Tally()
    for row in sorted(chosen, key=lambda row: fold_of(site_of(row))):
        html = page_of(quality, row)
        article = extract(html, row["url"] or None, **(unseen(weights, row) if weights else {}))
        body = Text(text_of(row, article), words_of)
        for plea in pleas.get(row["id"], ()):
            _count_plea(tally, plea, body)
        wanted = row["body"].split("\n") if row["kind"] == "article" else ()
        paragraphs = [line for line in wanted if len(line.strip()) >= PARAGRAPH]
        tally.paragraphs += len(paragraphs)
        for paragraph in (line for line in paragraphs if not body.has(line)):
            cause = cause_of(paragraph, article, html, words_of)
            tally.lost[cause] += 1
            tally.pages.setdefault(row["id"], Counter())[cause] += 1
            tally.examples.append((row["id"], cause, paragraph))
        for one in look_alikes.get(row["id"], ()):
            tally.look_alikes += 1
            if not body.has(one["text"]):
                tally.taken[cause_of(one["text"], article, html, words_of)] += 1
    return tally


def _by_page(path: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        found.setdefault(record["id"], []).append(record)
    return found


def _count_plea(tally: Tally, plea: dict[str, Any], body: Text) -> None:
    counts = tally.pleas.setdefault(plea["category"], [0, 0, 0, 0])
    here = 0 if plea["inside"] else 2
    counts[here] += 1
    if body.has(plea["text"]):
        counts[here + 1] += 1
        if plea["inside"]:
            tally.examples.append((plea["id"], f"left in: {plea['category']}", plea["text"]))


def cause_of(paragraph: str, article: Article | None, html: bytes, words_of: Words) -> str:
    """Why a paragraph is not in the body: a rule, or that it was outside the container, or not there."""
    if article is None:
        return "no article"
    words = words_of(paragraph)
    joined, covered = " ".join(words), Counter[str]()
    for removal in article.removed:
        text = " ".join(words_of(removal.text))
        if joined in text:
            return removal.rule
        if text and text in joined:
            covered[removal.rule] += len(text)
    if covered and sum(covered.values()) >= COVERED * len(joined):
        return covered.most_common(1)[0][0]
    document = parse(html, None)
    whole = Text(" ".join(outline(document.root).texts) if document else "", words_of)
    return "outside the container, or rendering" if whole.has(paragraph) else "not so on the page"


def show(tally: Tally, examples: int, pages: int) -> None:
    """Print the table."""
    say = sys.stdout.write
    by = sorted(tally.pleas.items(), key=lambda pair: -pair[1][0])
    total = [sum(counts[n] for _, counts in by) for n in range(4)]
    for name, (n, left, m, too) in [*by, ("all", total)]:
        inside, outside = f"{left / max(1, n):6.1%}", f"{too / max(1, m):6.2%}"
        say(f"{name:14s} inside {left:4d} of {n:4d} {inside}   elsewhere {too:4d} of {m:5d} {outside}\n")
    lost = tally.lost.total()
    say(f"\ngold paragraphs missing: {lost} of {tally.paragraphs}, {lost / max(1, tally.paragraphs):.2%}\n")
    for cause, count in tally.lost.most_common():
        say(f"  {count:5d}  {cause}\n")
    for page, causes in sorted(tally.pages.items(), key=lambda pair: -pair[1].total())[:pages]:
        say(f"  {page}: {', '.join(f'{cause} {count}' for cause, count in causes.most_common(4))}\n")
    kept = tally.look_alikes - tally.taken.total()
    say(f"\nlook-alikes kept: {kept} of {tally.look_alikes}; taken: {dict(tally.taken.most_common())}\n")
    for page, cause, text in tally.examples[:: max(1, len(tally.examples) // examples)] if examples else ():
        say(f"  {page} {cause}: {text[:140]}\n")


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument(
        "directory", type=Path, nargs="?", help="without it the shipped weights (in-sample)"
    )
    arguments.add_argument("--limit", type=int, help="so many pages, evenly spread")
    arguments.add_argument("--examples", type=int, default=0, help="show so many blocks")
    arguments.add_argument("--pages", type=int, default=5, help="show the pages that miss most")
    given = arguments.parse_args()
    show(measure(given.directory, given.limit), given.examples, given.pages)


if __name__ == "__main__":
    main()
