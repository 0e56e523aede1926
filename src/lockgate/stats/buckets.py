"""Counts per score bucket, as ranking metrics take them, for one model or for two on the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError

__all__ = ["JointBuckets", "bucket_counts"]

Floats = NDArray[np.float64]


def bucket_counts(where: str, positives: ArrayLike, negatives: ArrayLike) -> tuple[Floats, Floats]:
    """Return both counts as floats.

    Raises
    ------
    ParameterError
        If they are not two vectors of one length, or a count is negative.
    """
    p, n = np.asarray(positives, dtype=np.float64), np.asarray(negatives, dtype=np.float64)
    if p.ndim != 1 or p.shape != n.shape:
        raise ParameterError.of(where, "negatives", f"one number a bucket, shape {p.shape}", n.shape)
    for name, counts in (("positives", p), ("negatives", n)):
        if counts.size and not float(counts.min()) >= 0:
            raise ParameterError.of(where, name, "0 or more in each bucket", float(counts.min()))
    return p, n


@dataclass(frozen=True, slots=True)
class JointBuckets:
    """Rows by label and by the score bucket of each of two models; all arrays of shape (n_cells,)."""

    is_positive: NDArray[np.bool_]
    baseline: NDArray[np.int64]
    candidate: NDArray[np.int64]
    counts: Floats

    @classmethod
    def of(
        cls, where: str, labels: ArrayLike, baseline: ArrayLike, candidate: ArrayLike, counts: ArrayLike
    ) -> Self:
        """Check and build.

        Raises
        ------
        ParameterError
            If the shapes differ, a bucket or count is negative, or a label is neither 0 nor 1.
        """
        label = np.asarray(labels)
        rows = np.asarray(counts, dtype=np.float64)
        old, new = np.asarray(baseline, dtype=np.int64), np.asarray(candidate, dtype=np.int64)
        if rows.ndim != 1 or {label.shape, old.shape, new.shape} != {rows.shape}:
            shapes = (label.shape, old.shape, new.shape, rows.shape)
            raise ParameterError.of(where, "counts", "as long as the other three", shapes)
        if not np.isin(label, (0, 1)).all():
            raise ParameterError.of(where, "labels", "booleans, or 0 and 1", np.unique(label)[:5].tolist())
        for name, values in (("baseline_buckets", old), ("candidate_buckets", new), ("counts", rows)):
            if values.size and not values.min() >= 0:
                raise ParameterError.of(where, name, "0 or more in each cell", values.min().item())
        return cls(label.astype(bool), old, new, rows)

    def of_baseline(self) -> tuple[Floats, Floats]:
        """Return positives and negatives per bucket of the baseline."""
        return self._split(self.baseline)

    def of_candidate(self) -> tuple[Floats, Floats]:
        """Return positives and negatives per bucket of the candidate."""
        return self._split(self.candidate)

    def _split(self, buckets: NDArray[np.int64]) -> tuple[Floats, Floats]:
        size = int(buckets.max()) + 1 if buckets.size else 0
        positive = self.is_positive
        p = np.bincount(buckets[positive], self.counts[positive], minlength=size)
        n = np.bincount(buckets[~positive], self.counts[~positive], minlength=size)
        return p.astype(np.float64), n.astype(np.float64)
