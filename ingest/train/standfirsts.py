"""Train the search for standfirsts: python -m ingest.train.standfirsts [--check]

A small forest over the blocks behind the headlines; five folds by site give the figures. Only the news
pages' gold names standfirsts. Of the other pages, blocks that the gold has as body text are examples of none.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.extract.document import parse
from ingest.extract.metadata.declared import declared_by
from ingest.extract.metadata.standfirsts import BELIEVED, CERTAIN, behind_headline, candidates, features
from ingest.extract.metadata.values import folded
from ingest.extract.outline import outline
from ingest.train.forests import fit, said, write
from ingest.train.pages import FOLDS, fold_of, metrics_of, page_of, quality_dir, rows, site_of

# The other pages' blocks are many and all of one kind.
_OTHER_WEIGHT = 0.3
# A gold standfirst and a block are the same from this word F1 on: bullets and places differ.
_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Page:
    """One page's candidates: their features, which is the standfirst, and whether the gold has one."""

    dataset: str
    fold: int
    has_one: bool
    names: list[str]
    table: npt.NDArray[Any]
    right: npt.NDArray[Any]
    in_body: npt.NDArray[Any]


def _pages() -> list[Page]:
    quality = quality_dir()
    metrics = metrics_of(quality)
    found = []
    for row in rows(quality):
        if row["kind"] != "article":
            continue
        document = parse(page_of(quality, row), row["url"] or None)
        if document is None:
            continue
        page = declared_by(document, outline(document.root))
        start = behind_headline(page, row["title"])
        named = candidates(page, row["title"], start)
        told = features(page, named, start)
        gold, body = _text(row.get("subtitle")), folded(row["body"])
        same = [bool(gold) and metrics.bag_f1(gold, c.text, metrics.words_unicode)[2] >= _SAME for c in named]
        inside = [folded(c.text) in body for c in named]
        found.append(
            Page(
                row["dataset"], fold_of(site_of(row)), bool(gold), list(told[0]) if told else [],
                np.array([list(t.values()) for t in told], dtype=float), np.array(same, dtype=bool),
                np.array(inside, dtype=bool),
            )
        )  # fmt: skip
    return found


def _text(subtitle: str | list[str] | None) -> str:
    return " ".join(subtitle) if isinstance(subtitle, list) else subtitle or ""


def _fit(pages: list[Page]) -> Any:
    tables, right, weights = [], [], []
    for page in pages:
        known = np.full(len(page.right), True) if page.dataset == "fundus" else page.in_body
        if not known.any():
            continue
        tables.append(page.table[known])
        right.append(page.right[known])
        weights.append(np.full(int(known.sum()), 1.0 if page.dataset == "fundus" else _OTHER_WEIGHT))
    return fit(np.vstack(tables), np.concatenate(right), np.concatenate(weights))


def _check(pages: list[Page]) -> dict[str, int]:
    """Counts on pages of sites that the model has not seen."""
    counts = dict.fromkeys(
        ("gold", "named", "right", "body text", "other pages", "named there, body text"), 0
    )
    for fold in range(FOLDS):
        model = _fit([page for page in pages if page.fold != fold])
        for page in (page for page in pages if page.fold == fold):
            p = np.zeros(1)
            if len(page.right):
                p = np.maximum(said(model, page.table), page.table[:, page.names.index(CERTAIN)])
            best, is_named = int(np.argmax(p)), bool(p.max() >= BELIEVED)
            if page.dataset != "fundus":
                counts["other pages"] += is_named
                counts["named there, body text"] += is_named and bool(page.in_body[best])
                continue
            counts["gold"] += page.has_one
            counts["named"] += is_named
            counts["right"] += is_named and bool(page.right[best])
            counts["body text"] += is_named and not page.right[best] and bool(page.in_body[best])
    return {name: int(count) for name, count in counts.items()}


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--check", action="store_true", help="cross-validate only, write nothing")
    given = arguments.parse_args()
    pages = _pages()
    counts = _check(pages)
    sys.stdout.write(f"on pages of unseen sites: {counts}\n")
    if not given.check:
        names = next(page.names for page in pages if page.names)
        write("standfirsts", _fit(pages), names, counts)


if __name__ == "__main__":
    main()
