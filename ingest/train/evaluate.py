"""The whole of `extract` on pages whose sites its weights have not seen."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest.clean.learned import weigher
from ingest.extract import extract
from ingest.extract.scorer import scorer
from ingest.items import Article
from ingest.train.pages import fold_of, metrics_of, page_of, quality_dir, rows, site_of

_BAD = 0.5


def text_of(row: dict[str, Any], article: Article | None) -> str:
    """As the development set scores: for news pages of the fundus set the standfirst counts as text."""
    if article is None:
        return ""
    subtitle = article.subtitle
    if row["dataset"] == "fundus" and subtitle and subtitle not in article.body:
        return f"{subtitle}\n\n{article.body}"
    return article.body


def unseen(weights: Path, row: dict[str, Any]) -> dict[str, Any]:
    """What `extract` takes in place of the shipped weights: those that never saw the page's site."""
    fold = fold_of(site_of(row))
    trees = weights / f"verdicts{fold}.npz"
    return {
        "scorer": scorer(str(weights / f"fold{fold}.npz")),
        "weigher": weigher(str(trees)) if trees.exists() else None,
    }


def evaluate(weights: Path, limit: int | None = None) -> list[dict[str, Any]]:
    """One record an article page: precision, recall and F1 of its words."""
    quality = quality_dir()
    metrics = metrics_of(quality)
    pages = [r for r in rows(quality) if r["kind"] == "article"]
    pages = pages[:: max(1, len(pages) // limit)] if limit else pages
    out = []
    for row in sorted(pages, key=lambda r: fold_of(site_of(r))):
        article = extract(page_of(quality, row), row["url"] or None, **unseen(weights, row))
        text = text_of(row, article)
        p, r, f = metrics.bag_f1(row["body"], text, metrics.words_unicode)
        out.append({"row": row, "text": text, "precision": p, "recall": r, "f1": f})
    return out


def table(weights: Path, limit: int | None, worst: int) -> None:
    """Print the cross-validation table."""
    records = evaluate(weights, limit)
    for name in ("wcxb", "fundus"):
        these = [r for r in records if r["row"]["dataset"] == name]
        p, r, f = (statistics.fmean(x[k] for x in these) for k in ("precision", "recall", "f1"))
        bad = sum(x["f1"] < _BAD for x in these)
        sys.stdout.write(
            f"{name:7s} {len(these):4d} pages  F1 {f:.4f}  P {p:.4f}  R {r:.4f}  below {_BAD}: {bad}\n"
        )
    for record in sorted(records, key=lambda r: float(r["f1"]))[:worst]:
        _show(record, metrics_of(quality_dir()))


def _show(record: dict[str, Any], metrics: ModuleType) -> None:
    row = record["row"]
    sys.stdout.write(
        f"\n{row['id']} F1 {record['f1']:.3f} P {record['precision']:.3f} R {record['recall']:.3f}"
        f" {row['url']}\n"
    )
    gold, text = (
        {" ".join(metrics.words_unicode(line)): line for line in t.split("\n") if line.strip()}
        for t in (row["body"], record["text"])
    )
    for label, mine, other in (("missing", gold, text), ("extra", text, gold)):
        lines = [line for key, line in mine.items() if key not in other]
        sys.stdout.write(
            f"  {label}: {len(lines)}\n" + "".join(f"    {x.strip()[:150]}\n" for x in lines[:10])
        )
