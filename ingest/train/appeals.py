"""Train what tells how much a text reads like a plea.

python -m ingest.train.appeals DIR    the weights go to clean/model/appeal.npz and, without each fold's
                                      pages, to DIR
"""

from __future__ import annotations

import argparse
import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ingest.clean.appeal import BITS, LONGEST, SHORTEST, Appeal, appeal, tokens
from ingest.train.pages import FOLDS, fold_of, quality_dir, rows, site_of
from ingest.train.planting import Wordings, pleas

MODEL = Path(__file__).resolve().parents[1] / "clean" / "model" / "appeal.npz"
# Never `fourth`: it says what this is worth.
TAUGHT: tuple[Wordings, ...] = ("tuning", "held", "fresh", "third")
# A wording stands for many; those that were mined from pages are nearly all English.
WORDING, MINED = 4.0, 1.0
_RIDGE = 30.0
# What stands in fewer texts is a name or a chance.
FEWEST = 3


def _table(texts: list[str]) -> csr_matrix:
    places = [tokens(text) for text in texts]
    ends = np.cumsum([0, *map(len, places)])
    values = np.concatenate([np.full(len(p), 1 / np.sqrt(max(1, len(p)))) for p in places])
    return csr_matrix((values, np.concatenate(places).astype(np.int64), ends), shape=(len(texts), 1 << BITS))


def _is_short(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST


def fit(texts: list[str], is_plea: list[bool], weight: list[float]) -> bytes:
    """The weights as `ingest.clean.appeal` loads them."""
    model = LogisticRegression(C=_RIDGE, solver="liblinear", max_iter=300)
    table = _table(texts)
    rare = np.bincount(table.indices, minlength=table.shape[1]) < FEWEST
    table.data[rare[table.indices]] = 0
    model.fit(table, np.array(is_plea), sample_weight=np.array(weight))
    found = model.coef_[0]
    scale = float(np.quantile(np.abs(found[found != 0]), 0.9995)) / 127
    out = BytesIO()
    whole = np.clip(np.round(found / scale), -127, 127).astype(np.int8)
    np.savez_compressed(out, weights=whole, scale=np.float32(scale), bias=np.float32(model.intercept_[0]))
    return out.getvalue()


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("directory", type=Path)
    given = arguments.parse_args()
    quality = quality_dir()
    articles = [row for row in rows(quality) if row["kind"] == "article"]
    fold = {row["id"]: fold_of(site_of(row)) for row in rows(quality)}
    gold = [
        (fold[row["id"]], line) for row in articles for line in row["body"].split("\n") if _is_short(line)
    ]
    mined = [json.loads(line) for line in (quality / "pleas.jsonl").read_text("utf-8").splitlines()]
    mined = [(fold[m["id"]], m["text"]) for m in mined if _is_short(m["text"])]
    wordings = sorted(
        {text for which in TAUGHT for plea in pleas(which) for text in plea.texts if _is_short(text)}
    )
    unseen = sorted({max(plea.texts, key=len) for plea in pleas("fourth")})
    for held in (*range(FOLDS), None):
        kept = [text for n, text in gold if n != held], [text for n, text in mined if n != held]
        texts = [*wordings, *kept[1], *kept[0]]
        weight = [WORDING] * len(wordings) + [MINED] * len(kept[1]) + [1.0] * len(kept[0])
        data = fit(texts, [n < len(texts) - len(kept[0]) for n in range(len(texts))], weight)
        path = MODEL if held is None else given.directory / f"appeal{held}.npz"
        path.write_bytes(data)
        if held is not None:
            show(appeal(str(path)), [text for n, text in gold if n == held], unseen)


def show(model: Appeal, prose: list[str], unseen: list[str]) -> None:
    """How many unseen wordings are told from prose of unseen sites."""
    low, high = (np.array([model.of(text) for text in texts]) for texts in (prose, unseen))
    shares: dict[str, Any] = {}
    for rate in (0.01, 0.005, 0.002):
        at = float(np.quantile(low, 1 - rate))
        shares[f"{rate:.1%}"] = f"{float((high > at).mean()):.0%} (from {at:.2f})"
    sys.stdout.write(f"of prose / of unseen wordings: {shares}\n")


if __name__ == "__main__":
    main()
