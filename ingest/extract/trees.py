"""Boosted trees as arrays: all trees walk all rows together, one level a step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.extract.features import Array


@dataclass(frozen=True, slots=True)
class Trees:
    """A forest with its trees' nodes laid end to end. A leaf points to itself: every walk may take
    `levels` steps.

    `right` holds the children where the value is above the threshold; `left` where it is not.
    """

    feature: npt.NDArray[np.int32]
    threshold: Array
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: Array
    roots: npt.NDArray[np.int32]
    levels: int

    def predict(self, rows: Array) -> Array:
        """The probability of each row."""
        out = np.empty(len(rows), dtype=np.float32)
        # Blocks of rows keep the walk's arrays in the processor's cache.
        step = max(1, 40_000 // len(self.roots))
        for low in range(0, len(rows), step):
            part = np.ascontiguousarray(rows[low : low + step])
            at = np.broadcast_to(self.roots, (len(part), len(self.roots)))
            offset = (np.arange(len(part), dtype=np.int32) * part.shape[1])[:, None]
            flat = part.ravel()
            for _ in range(self.levels):
                above = flat.take(self.feature.take(at) + offset) > self.threshold.take(at)
                at = np.where(above, self.right.take(at), self.left.take(at))
            out[low : low + step] = self.value.take(at).sum(1)
        return (1 / (1 + np.exp(-out))).astype(np.float32)
