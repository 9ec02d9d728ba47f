"""Train the headline ranking: python -m ingest.train.titles [--check]

A small forest over every candidate of every development page; five folds by site give the figures.
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
from ingest.extract.metadata.headlines import features
from ingest.extract.metadata.places import find_site_name
from ingest.extract.metadata.titles import candidates
from ingest.extract.metadata.values import folded
from ingest.extract.outline import outline
from ingest.train.forests import fit, said, write
from ingest.train.pages import FOLDS, fold_of, page_of, quality_dir, rows, site_of


@dataclass(frozen=True, slots=True)
class Page:
    """One page's candidates: their features and which of them is the gold's headline."""

    dataset: str
    fold: int
    names: list[str]
    table: npt.NDArray[Any]
    right: npt.NDArray[Any]


def _pages() -> list[Page]:
    quality = quality_dir()
    found = []
    for row in rows(quality):
        if row["kind"] != "article" or not row["title"]:
            continue
        document = parse(page_of(quality, row), row["url"] or None)
        if document is None:
            continue
        page = declared_by(document, outline(document.root))
        site_name = find_site_name(page)
        named = candidates(page)
        told = features(page, named, site_name.value if site_name else None)
        if told:
            table = np.array([list(t.values()) for t in told], dtype=float)
            right = np.array([c.key == folded(row["title"]) for c in named])
            found.append(Page(row["dataset"], fold_of(site_of(row)), list(told[0]), table, right))
    return found


def _fit(pages: list[Page]) -> Any:
    table, right = np.vstack([p.table for p in pages]), np.concatenate([p.right for p in pages])
    return fit(table, right, np.ones(len(right)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="cross-validate only, write nothing")
    given = arguments.parse_args()
    pages = _pages()
    right: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        model = _fit([page for page in pages if page.fold != fold])
        for page in (page for page in pages if page.fold == fold):
            best = int(np.argmax(said(model, page.table)))
            right.setdefault(page.dataset, []).append(bool(page.right[best]))
    figures = {name: round(float(np.mean(values)), 4) for name, values in right.items()}
    sys.stdout.write(f"right on pages of unseen sites: {figures}\n")
    if not given.check:
        write("titles", _fit(pages), pages[0].names, figures)


if __name__ == "__main__":
    main()
