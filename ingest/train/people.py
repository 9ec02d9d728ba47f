"""Train the ranking of bylines: python -m ingest.train.people [--check]

Two models over every candidate of every development page whose authors are known: logistic regression
decides on news, a small forest elsewhere, where who signs is told in more ways. Five folds by site give the
figures. A candidate is right where its names are the gold's, credentials and order aside.
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

from ingest.extract.document import parse
from ingest.extract.metadata.declared import declared_by
from ingest.extract.metadata.people import BELIEVED, BELIEVED_NEWS
from ingest.extract.metadata.places import find_site_name
from ingest.extract.metadata.signed import candidates, features, is_news
from ingest.extract.outline import outline
from ingest.train.forests import fit, said, write
from ingest.train.pages import FOLDS, fold_of, metrics_of, page_of, quality_dir, rows, site_of

MODEL = Path(__file__).resolve().parents[1] / "extract" / "model" / "people.json"
# The news pages are fewer and the more usual case; a page without authors costs trust when one is named.
_NEWS_WEIGHT, _UNSIGNED_WEIGHT = 3.0, 5.0
_FOREST_NEWS_WEIGHT, _FOREST_UNSIGNED_WEIGHT = 2.0, 3.0
_FOREST = {"num_leaves": 16, "min_data_in_leaf": 8}


@dataclass(frozen=True, slots=True)
class Page:
    """One page's candidates: their features, which are right, which are right to the letter."""

    dataset: str
    fold: int
    is_signed: bool
    is_news: bool
    names: list[str]
    table: npt.NDArray[Any]
    right: npt.NDArray[Any]
    exact: npt.NDArray[Any]


def _pages() -> list[Page]:
    quality = quality_dir()
    metrics = metrics_of(quality)
    found = []
    for row in rows(quality):
        if row["kind"] != "article" or row["authors"] is None:
            continue
        document = parse(page_of(quality, row), row["url"] or None)
        if document is None:
            continue
        page = declared_by(document, outline(document.root))
        site_name = find_site_name(page)
        own = site_name.value if site_name else None
        named = candidates(page, own)
        told = features(page, named, own)
        scores = [metrics.author_scores(row["authors"], list(c.names)) for c in named]
        signed = bool(row["authors"])
        found.append(
            Page(
                row["dataset"], fold_of(site_of(row)), signed, is_news(page),
                list(told[0]) if told else [], np.array([list(t.values()) for t in told], dtype=float),
                np.array([signed and (s["strict"] or s["f1"] == 1) for s in scores], dtype=bool),
                np.array([signed and s["strict"] for s in scores], dtype=bool),
            )
        )  # fmt: skip
    return found


def _rows(pages: list[Page], news: float, unsigned: float) -> tuple[npt.NDArray[Any], ...]:
    """All candidates' features, which are right, and how much each counts."""
    pages = [page for page in pages if len(page.right)]
    weights = [
        np.full(len(p.right), (news if p.dataset == "fundus" else 1) * (1 if p.is_signed else unsigned))
        for p in pages
    ]
    right = np.concatenate([p.right for p in pages])
    return np.vstack([p.table for p in pages]), right, np.concatenate(weights)


def _fit(pages: list[Page]) -> tuple[LogisticRegression, Any]:
    """The models for news and for other pages."""
    table, right, weight = _rows(pages, _NEWS_WEIGHT, _UNSIGNED_WEIGHT)
    model = LogisticRegression(C=1.0, max_iter=5000).fit(table, right, sample_weight=weight)
    table, right, weight = _rows(pages, _FOREST_NEWS_WEIGHT, _FOREST_UNSIGNED_WEIGHT)
    return model, fit(table, right, weight, **_FOREST)


def _said(models: tuple[LogisticRegression, Any], page: Page) -> npt.NDArray[Any]:
    if not len(page.right):
        return np.zeros(1)
    model, forest = models
    return np.asarray(model.predict_proba(page.table)[:, 1] if page.is_news else said(forest, page.table))


def _check(pages: list[Page]) -> dict[str, float]:
    """Shares on pages of sites that the model has not seen."""
    shares: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        models = _fit([page for page in pages if page.fold != fold])
        for page in (page for page in pages if page.fold == fold):
            p = _said(models, page)
            best, is_taken = int(np.argmax(p)), p.max() >= (BELIEVED_NEWS if page.is_news else BELIEVED)
            if page.is_signed:
                shares.setdefault(f"{page.dataset} right", []).append(bool(is_taken and page.exact[best]))
                shares.setdefault(f"{page.dataset} none", []).append(not is_taken)
            else:
                shares.setdefault(f"{page.dataset} false", []).append(bool(is_taken))
    return {name: round(float(np.mean(values)), 4) for name, values in sorted(shares.items())}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="cross-validate only, write nothing")
    given = arguments.parse_args()
    pages = _pages()
    figures = _check(pages)
    sys.stdout.write(f"on pages of unseen sites: {figures}\n")
    if not given.check:
        model, forest = _fit(pages)
        names = next(page.names for page in pages if page.names)
        record = {
            "trained_by": "python -m ingest.train.people",
            "cross_validated": figures,
            "bias": round(float(model.intercept_[0]), 4),
            "weights": {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)},
        }
        write("people_elsewhere", forest, names, figures, trainer="people")
        MODEL.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
