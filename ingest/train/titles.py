"""Train the headline ranking: python -m ingest.train.titles [--check]

Logistic regression over every candidate of every development page; five folds by site give the figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from ingest.extract.document import parse
from ingest.extract.metadata.declared import declared_by
from ingest.extract.metadata.places import find_site_name
from ingest.extract.metadata.titles import FEATURES, candidates, features
from ingest.extract.metadata.values import folded
from ingest.extract.outline import outline
from ingest.train.pages import FOLDS, fold_of, page_of, quality_dir, rows, site_of

MODEL = Path(__file__).resolve().parents[1] / "extract" / "model" / "titles.json"
# The news pages are fewer and the more usual case.
_NEWS_WEIGHT = 3.0


def _pages() -> list[tuple[str, int, np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    found = []
    quality = quality_dir()
    for row in rows(quality):
        if row["kind"] != "article" or not row["title"]:
            continue
        document = parse(page_of(quality, row), row["url"] or None)
        if document is None:
            continue
        page = declared_by(document, outline(document.root))
        site_name = find_site_name(page)
        named = candidates(page)
        table = np.array(features(page, named, site_name.value if site_name else None))
        gold = folded(row["title"])
        right = np.array([key == gold for key in named], dtype=float)
        found.append((row["dataset"], fold_of(site_of(row)), table, right))
    return found


def _fit(pages: list[tuple[str, int, np.ndarray[Any, Any], np.ndarray[Any, Any]]]) -> Any:
    weight = np.concatenate([np.full(len(p[3]), _NEWS_WEIGHT if p[0] == "fundus" else 1.0) for p in pages])
    model = LogisticRegression(C=1.0, max_iter=5000)
    return model.fit(
        np.vstack([p[2] for p in pages]), np.concatenate([p[3] for p in pages]), sample_weight=weight
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="cross-validate only, write nothing")
    given = arguments.parse_args()
    pages = [p for p in _pages() if len(p[2])]
    right: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        model = _fit([p for p in pages if p[1] != fold])
        for name, held, table, gold in pages:
            if held == fold:
                right.setdefault(name, []).append(gold[int(np.argmax(model.decision_function(table)))])
    figures = {name: round(float(np.mean(values)), 4) for name, values in right.items()}
    sys.stdout.write(f"right on pages of unseen sites: {figures}\n")
    if not given.check:
        model = _fit(pages)
        weights = {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)}
        record = {
            "trained_by": "python -m ingest.train.titles",
            "right_cross_validated": figures,
            "weights": weights,
        }
        MODEL.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
