"""Train the article-or-not classifier: python -m ingest.train.kinds [--weights DIR] [--check]

Five folds by site. With --weights DIR the blocks of a page are scored by a body model that never saw its site
(DIR/foldN.npz, from `python -m ingest.train fit DIR`); without it the shipped model scores them.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from ingest.extract.body import find_body
from ingest.extract.document import parse
from ingest.extract.embedded import prefer_embedded
from ingest.extract.metadata import find_metadata
from ingest.extract.outline import outline
from ingest.extract.scorer import scorer
from ingest.extract.traits import traits
from ingest.train.pages import FOLDS, fold_of, page_of, quality_dir, rows, site_of

MODEL = Path(__file__).resolve().parents[1] / "extract" / "model" / "kinds.json"
_RIDGE = 0.3
# The pages hold every sixth of WCXB's pages of other kinds. Six would restore the proportion and refuse one
# article in fifteen, one would let a third of the other pages pass.
OTHER_WEIGHT, _SAMPLED = 3.0, 6.0


@dataclass(slots=True)
class Pages:
    """One entry a page that has a body; `without` says of the other pages whether they are articles."""

    names: list[str]
    table: npt.NDArray[Any]
    is_article: npt.NDArray[Any]
    fold: npt.NDArray[Any]
    is_wcxb: npt.NDArray[Any]
    without: list[bool]


def _pages(weights: Path | None) -> Pages:
    found: list[tuple[dict[str, float], bool, int, bool]] = []
    without: list[bool] = []
    quality = quality_dir()
    for row in rows(quality):
        fold, is_article = fold_of(site_of(row)), row["kind"] == "article"
        document = parse(page_of(quality, row), row["url"] or None)
        if document is None:
            continue
        page = outline(document.root)
        metadata = find_metadata(document, page)
        model = scorer(str(weights / f"fold{fold}.npz")) if weights else None
        body = prefer_embedded(find_body(document, metadata, model, page), document, metadata)
        if body is None:
            without.append(is_article)
            continue
        told = traits(document, page, metadata, body)
        found.append((told, is_article, fold, row["dataset"] == "wcxb"))
    told_all, is_article_all, folds, is_wcxb = zip(*found, strict=True)
    return Pages(
        list(told_all[0]), np.array([list(told.values()) for told in told_all]), np.array(is_article_all),
        np.array(folds), np.array(is_wcxb), without,
    )  # fmt: skip


def _fit(pages: Pages, chosen: npt.NDArray[Any]) -> LogisticRegression:
    is_article = pages.is_article[chosen]
    model = LogisticRegression(C=_RIDGE, max_iter=5000)
    weight = np.where(is_article, 1.0, OTHER_WEIGHT)
    return model.fit(pages.table[chosen], is_article, sample_weight=weight)


def _figures(pages: Pages, said: npt.NDArray[Any]) -> dict[str, float]:
    """Shares on pages of unseen sites; a page without a body is no article."""
    wcxb, taken = pages.is_wcxb, said >= 0.5
    kept = np.mean([*taken[pages.is_article & wcxb], *(False for a in pages.without if a)])
    refused = np.mean([*~taken[~pages.is_article & wcxb], *(True for a in pages.without if not a)])
    articles = int(np.sum(pages.is_article & wcxb)) + sum(pages.without)
    others = int(np.sum(~pages.is_article & wcxb)) + pages.without.count(False)
    return {
        "told apart": (articles * kept + others * refused) / (articles + others),
        "told apart, all other pages": (articles * kept + _SAMPLED * others * refused)
        / (articles + _SAMPLED * others),
        "articles kept": float(kept), "news kept": float(np.mean(taken[pages.is_article & ~wcxb])),
        "others refused": float(refused),
    }  # fmt: skip


def _reliability(pages: Pages, said: npt.NDArray[Any]) -> list[list[float]]:
    """From, pages, mean of what was said, share of articles; pages of other kinds weigh OTHER_WEIGHT."""
    weight = np.where(pages.is_article, 1.0, OTHER_WEIGHT)
    table = []
    for low in np.arange(0, 1, 0.2):
        inside = (said >= low) & (said < low + 0.2 + 1e-9)
        if inside.any():
            mean = np.average(said[inside], weights=weight[inside])
            share = np.average(pages.is_article[inside], weights=weight[inside])
            table.append([round(float(low), 1), int(inside.sum()), round(mean, 2), round(share, 2)])
    return table


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--weights", type=Path)
    arguments.add_argument("--check", action="store_true", help="cross-validate only, write nothing")
    given = arguments.parse_args()
    pages = _pages(given.weights)
    said = np.zeros(len(pages.table))
    for fold in range(FOLDS):
        held = pages.fold == fold
        said[held] = _fit(pages, ~held).predict_proba(pages.table[held])[:, 1]
    figures = {name: round(float(value), 4) for name, value in _figures(pages, said).items()}
    reliability = _reliability(pages, said)
    sys.stdout.write(f"{figures}\n")
    for line in reliability:
        sys.stdout.write("said {:.1f}+: {} pages, mean {}, articles {}\n".format(*line))
    if not given.check:
        model = _fit(pages, pages.fold >= 0)
        weights = zip(pages.names, model.coef_[0], strict=True)
        record = {
            "trained_by": "python -m ingest.train.kinds", "cross_validated": figures,
            "reliability": reliability, "bias": round(float(model.intercept_[0]), 4),
            "weights": {name: round(float(weight), 4) for name, weight in weights},
        }  # fmt: skip
        MODEL.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
