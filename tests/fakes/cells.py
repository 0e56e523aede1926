"""Cells of all rows without an engine, for simulations that need many of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.buckets import FINE_BUCKETS, bucket_edges, coarse_of_fine
from lockgate.gates.cells import SUMS, JointCells, RankCells, SliceCells

__all__ = ["quick_cells"]

Floats = NDArray[np.float64]


def quick_cells(late: NDArray[np.int64], new: Floats, old: Floats, *, threshold: float = 0.5) -> SliceCells:
    """Return what the engine would count, but for scores that lie on an edge to the last bit."""
    fine = [np.searchsorted(bucket_edges(1)[1:-1], score, side="right") for score in (old, new)]
    coarse = [coarse_of_fine(1)[bucket] for bucket in fine]
    flags = [(score >= threshold).astype(np.int64) for score in (old, new)]
    cells, place = _distinct(late, *flags, *coarse)
    sums = np.stack(
        [
            np.bincount(place, values, minlength=len(cells)).astype(np.float64)
            for values in _quantities(late, new, old)
        ],
        axis=1,
    )
    zeros = np.zeros(len(cells), dtype=np.int64)
    n = np.bincount(place, minlength=len(cells))
    ranks = [_ranks(model, late, bucket) for model, bucket in enumerate(fine)]
    unknown = np.full((2, FINE_BUCKETS), np.nan)
    lowest, highest = unknown.copy(), unknown.copy()
    for model, (bucket, score) in enumerate(zip(fine, (old, new), strict=True)):
        lowest[model, bucket], highest[model, bucket] = 2, -1
        np.minimum.at(lowest[model], bucket, score)
        np.maximum.at(highest[model], bucket, score)
    return SliceCells(
        (),
        JointCells.of([zeros, *cells.T], n, sums),
        RankCells.of([np.concatenate(part) for part in zip(*(one[:4] for one in ranks), strict=True)],
                     np.concatenate([one[4] for one in ranks])),
        1, lowest, highest, 1, int(n.sum()),
    )  # fmt: skip


def _ranks(model: int, late: NDArray[np.int64], bucket: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    found, place = _distinct(late, bucket)
    n = np.bincount(place, minlength=len(found))
    zeros = np.zeros(len(found), dtype=np.int64)
    return zeros, zeros + model, found[:, 0], found[:, 1], n.astype(np.int64)


def _distinct(*columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct rows of columns, ascending, and where each row is among them."""
    sizes = tuple(int(column.max()) + 1 for column in columns)
    known, place = np.unique(np.ravel_multi_index(columns, sizes), return_inverse=True)
    return np.stack(np.unravel_index(known, sizes), axis=1), place.ravel()


def _quantities(late: NDArray[np.int64], new: Floats, old: Floats) -> list[Floats]:
    """Return what is summed, in the order of `SUMS`."""
    by_name: dict[str, Floats] = {"p_gap_size": np.abs(new - old)}
    losses = {
        "p": (old, new),
        "log_loss": tuple(-np.log(np.maximum(np.where(late == 1, p, 1 - p), 1e-15)) for p in (old, new)),
        "brier": tuple((p - late) ** 2 for p in (old, new)),
    }
    for name, (before, after) in losses.items():
        by_name |= {
            f"{name}_baseline": before, f"{name}_candidate": after, f"{name}_baseline2": before**2,
            f"{name}_candidate2": after**2, f"{name}_gap2": (after - before) ** 2,
        }  # fmt: skip
    return [by_name[name] for name in SUMS]
