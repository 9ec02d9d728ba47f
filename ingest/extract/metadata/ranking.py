"""Small forests that say how likely each candidate is the right one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from ingest.clean.trees import Trees


@dataclass(frozen=True, slots=True)
class Ranking:
    """A forest and the names of what it looks at, in its order."""

    names: tuple[str, ...]
    trees: Trees

    def said(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The probability of each row."""
        table = np.array([[row[name] for name in self.names] for row in rows], dtype=np.float32)
        return [float(p) for p in self.trees.predict(table)]


@cache
def ranking(name: str) -> Ranking:
    """The shipped forest of this name; trained by `python -m ingest.train.NAME`."""
    stored = json.loads((files("ingest.extract") / "model" / f"{name}.json").read_text("utf-8"))
    arrays = {key: np.asarray(value) for key, value in stored["trees"].items()}
    arrays = {
        key: value.astype(np.float32) if value.dtype == np.float64 else value for key, value in arrays.items()
    }
    return Ranking(tuple(stored["features"]), Trees.of(arrays))
