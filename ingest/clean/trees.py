"""Boosted trees as arrays: all trees walk all rows together, one level a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float32]

# Rows times trees that are walked at once: more would not fit into the processor's cache.
_AT_ONCE = 40_000


@dataclass(frozen=True, slots=True)
class Trees:
    """A forest with its nodes laid end to end, roots first.

    The step from a node is to `child` where the row's value is at most the threshold, else to the node after
    that. A leaf is its own child and has an infinite threshold, so every walk may take `levels` steps.
    """

    feature: npt.NDArray[np.intp]
    threshold: Array
    child: npt.NDArray[np.intp]
    value: Array
    roots: int
    levels: int

    @classmethod
    def of(cls, arrays: dict[str, Any]) -> Trees:
        """Stored arrays, widened to the type that indexing needs."""
        wide = {name: arrays[name].astype(np.intp) for name in ("feature", "child")}
        roots, levels = int(arrays["roots"]), int(arrays["levels"])
        return cls(threshold=arrays["threshold"], value=arrays["value"], roots=roots, levels=levels, **wide)

    def predict(self, rows: Array) -> Array:
        """The probability of each row."""
        out = np.empty(len(rows), dtype=np.float32)
        roots = slice(self.roots)
        step = max(1, _AT_ONCE // self.roots)
        for low in range(0, len(rows), step):
            # Feature by feature and tree by tree, so that a step looks at few nodes many times.
            part = np.ascontiguousarray(rows[low : low + step].T)
            values, place = part.ravel(), self.feature * part.shape[1]
            column = np.arange(part.shape[1])
            # The first step is from all roots at once, without looking anything up.
            at = self.child[roots, None] + (part[self.feature[roots]] > self.threshold[roots, None])
            for _ in range(self.levels - 1):
                above = values.take(place.take(at) + column) > self.threshold.take(at)
                at = self.child.take(at) + above
            out[low : low + step] = self.value.take(at).sum(0)
        return np.asarray(1 / (1 + np.exp(-out)), dtype=np.float32)
