"""Train the article-or-not classifier: python -m ingest.train.kinds [--weights DIR] [--check]

Five folds by site. With --weights DIR the blocks of a page are scored by a body model that never saw its site
(DIR/foldN.npz, from `python -m ingest.train folds DIR`); without it the shipped model scores them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from ingest.extract.body import find_body
from ingest.extract.document import parse
from ingest.extract.kind import FEATURES, features
from ingest.extract.metadata import find_metadata
from ingest.extract.scorer import scorer
from ingest.train.pages import FOLDS, fold_of, page_of, quality_dir, rows, site_of

MODEL = Path(__file__).resolve().parents[1] / "extract" / "model" / "kinds.json"
# Strength of the ridge: 20 of 117 pages of other kinds are no more than a handful a kind.
_RIDGE = 0.3


def _pages(
    weights: Path | None,
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    table, is_article, folds, counted = [], [], [], []
    quality = quality_dir()
    for row in rows(quality):
        fold = fold_of(site_of(row))
        document = parse(page_of(quality, row), row["url"] or None)
        if document is None:
            continue
        metadata = find_metadata(document)
        body = find_body(document, metadata, scorer(str(weights / f"fold{fold}.npz")) if weights else None)
        if body is None:
            continue
        table.append(features(document, metadata, body))
        is_article.append(row["kind"] == "article")
        folds.append(fold)
        counted.append(row["dataset"] == "wcxb")
    return np.array(table), np.array(is_article), np.array(folds), np.array(counted)


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--weights", type=Path)
    arguments.add_argument("--check", action="store_true", help="cross-validate only, write nothing")
    given = arguments.parse_args()
    table, right, folds, counted = _pages(given.weights)
    model = LogisticRegression(C=_RIDGE, max_iter=5000)
    said = np.zeros(len(right))
    for fold in range(FOLDS):
        model.fit(table[folds != fold], right[folds != fold])
        said[folds == fold] = model.predict_proba(table[folds == fold])[:, 1]
    told = float(np.mean((said >= 0.5)[counted] == right[counted]))
    kept = float(np.mean((said >= 0.5)[right]))
    sys.stdout.write(f"kinds told apart {told:.4f}, articles kept {kept:.4f}\n")
    reliability = []
    for low in np.arange(0, 1, 0.2):
        inside = (said >= low) & (said < low + 0.2 + 1e-9)
        if inside.any():
            reliability.append(
                [
                    round(float(low), 1),
                    int(inside.sum()),
                    round(float(said[inside].mean()), 3),
                    round(float(right[inside].mean()), 3),
                ]
            )
            sys.stdout.write("said {:.1f}+: {} pages, mean {}, articles {}\n".format(*reliability[-1]))
    if not given.check:
        model.fit(table, right)
        record = {
            "trained_by": "python -m ingest.train.kinds",
            "told_apart_cross_validated": round(told, 4), "articles_kept_cross_validated": round(kept, 4),
            "reliability": reliability, "bias": round(float(model.intercept_[0]), 4),
            "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)},
        }  # fmt: skip
        MODEL.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
