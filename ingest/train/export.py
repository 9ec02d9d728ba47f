"""Trained stages -> the arrays that `ingest.extract.scorer` loads."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import lightgbm as lgb
import numpy as np

from ingest.train.fit import Stages

# A weight this small changes no decision.
_NOTHING = 0.01


def to_bytes(stages: Stages) -> bytes:
    """The scorer's file: compressed arrays, no pickles."""
    arrays: dict[str, Any] = {"word_bias": np.float32(stages.lexicon.word_bias)}
    for name in ("near", "far", "word"):
        weights = {
            t: w for t, w in getattr(stages.lexicon, name).items() if abs(w) > _NOTHING and "\n" not in t
        }
        packed = zlib.compress("\n".join(weights).encode("utf-8"), 9)
        arrays[f"{name}_tokens"] = np.frombuffer(packed, dtype=np.uint8)
        arrays[f"{name}_weights"] = np.array(list(weights.values()), dtype=np.float16)
    for name in ("first", "second"):
        arrays |= {f"{name}_{k}": v for k, v in forest(getattr(stages, name)).items()}
    out = BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def forest(booster: lgb.Booster) -> dict[str, Any]:
    """LightGBM's trees as flat arrays."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    deepest = 0

    def add(node: dict[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        at = len(feature)
        leaf = "leaf_value" in node
        feature.append(0 if leaf else node["split_feature"])
        threshold.append(0.0 if leaf else node["threshold"])
        value.append(node["leaf_value"] if leaf else 0.0)
        left.append(at)
        right.append(at)
        if not leaf:
            left[at] = add(node["left_child"], depth + 1)
            right[at] = add(node["right_child"], depth + 1)
        return at

    roots = [add(tree["tree_structure"], 0) for tree in booster.dump_model()["tree_info"]]
    return {
        "feature": np.array(feature, dtype=np.int32),
        "threshold": np.array(threshold, dtype=np.float32),
        "left": np.array(left, dtype=np.int32),
        "right": np.array(right, dtype=np.int32),
        "value": np.array(value, dtype=np.float32),
        "roots": np.array(roots, dtype=np.int32),
        "levels": np.int32(deepest),
    }
