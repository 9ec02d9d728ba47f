"""Small forests for metadata's rankings: fitted by LightGBM, kept as JSON that anyone can read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lightgbm as lgb
import numpy as np
import numpy.typing as npt

from ingest.train.export import forest

MODELS = Path(__file__).resolve().parents[1] / "extract" / "model"
# A leaf's threshold: JSON has no infinity, and no feature comes near this.
_ENDLESS = 1e9
# A thousand pages are few: short trees, small steps, and each tree sees a part of the features and the pages.
_TREES = 100
_SETTINGS = {
    "objective": "binary", "num_leaves": 8, "learning_rate": 0.07, "min_data_in_leaf": 12,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 1.0,
    "seed": 1, "deterministic": True, "num_threads": 1, "verbosity": -1,
}  # fmt: skip


def fit(
    table: npt.NDArray[Any], right: npt.NDArray[Any], weight: npt.NDArray[Any], **settings: float
) -> lgb.Booster:
    """A forest that tells right rows from wrong ones; `settings` replace the usual ones."""
    return lgb.train(_SETTINGS | settings, lgb.Dataset(table, right.astype(float), weight=weight), _TREES)


def said(model: lgb.Booster, table: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The probability of each row."""
    return np.asarray(model.predict(table))


def write(
    name: str, model: lgb.Booster, features: list[str], figures: dict[str, Any], trainer: str | None = None
) -> None:
    """Keep the forest where `ingest.extract.metadata.ranking` finds it."""
    arrays = forest(model)
    trees: dict[str, Any] = {key: int(arrays[key]) for key in ("roots", "levels")} | {
        key: arrays[key].tolist() for key in ("feature", "child")
    }
    trees["threshold"] = [round(min(float(x), _ENDLESS), 5) for x in arrays["threshold"]]
    trees["value"] = [round(float(x), 5) for x in arrays["value"]]
    record = {
        "trained_by": f"python -m ingest.train.{trainer or name}", "cross_validated": figures,
        "features": features, "trees": trees,
    }  # fmt: skip
    (MODELS / f"{name}.json").write_text(json.dumps(record) + "\n", "utf-8")
