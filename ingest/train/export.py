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
    """LightGBM's trees as flat arrays; see `ingest.clean.trees`."""
    nodes: list[dict[str, Any]] = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    roots, deepest = len(nodes), 0
    depth = [0] * roots
    child: list[int] = []
    # Level by level, so that the two children of a node come one after the other.
    for at, node in enumerate(nodes):
        deepest = max(deepest, depth[at])
        leaf = "leaf_value" in node
        child.append(at if leaf else len(nodes))
        if not leaf:
            nodes += [node["left_child"], node["right_child"]]
            depth += [depth[at] + 1] * 2
    return {
        "feature": np.array([node.get("split_feature", 0) for node in nodes], dtype=np.int16),
        "threshold": np.array([node.get("threshold", np.inf) for node in nodes], dtype=np.float32),
        "child": np.array(child, dtype=np.int32),
        "value": np.array([node.get("leaf_value", 0.0) for node in nodes], dtype=np.float32),
        "roots": np.int32(roots),
        "levels": np.int32(deepest),
    }
