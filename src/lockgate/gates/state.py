"""Cells as a state: merge the cells of parts, write them down, read them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.gates.buckets import FINE_BUCKETS
from lockgate.gates.cells import SUMS, CellPlan, Cells, Floats, Ints, JointCells, Quality, RankCells, rounded
from lockgate.gates.columns import column_of_plain, column_to_plain

__all__ = ["STATE_VERSION", "cells_from_plain", "cells_to_plain", "merge_cells"]

STATE_VERSION = 2

_JOINT_KEYS = (
    "slice", "positive", "flagged_baseline", "flagged_candidate", "bucket_baseline", "bucket_candidate"
)  # fmt: skip
_RANK_KEYS = ("slice", "model", "positive", "bucket")
_EXTREMES = ("lowest", "highest")


def merge_cells(first: Cells, second: Cells) -> Cells:
    """Return the cells of the rows of both.

    Raises
    ------
    StateError
        If the two were made by different plans: other columns, threshold, bin edges or needs.
    """
    if first.plan != second.plan:
        raise StateError.unmergeable(
            "cells", "the two were made with different columns, thresholds or bin edges"
        )
    keys = tuple(sorted({*first.keys, *second.keys}))
    where = {key: position for position, key in enumerate(keys)}
    moved = [np.array([where[key] for key in part.keys], dtype=np.int64) for part in (first, second)]
    joint_keys, rank_keys = [], []
    for part, position in zip((first, second), moved, strict=True):
        joint_keys.append(_keys(part.joint, _JOINT_KEYS, position))
        rank_keys.append(_keys(part.ranks, _RANK_KEYS, position))
    joint, joint_at = np.unique(np.concatenate(joint_keys), axis=0, return_inverse=True)
    ranks, rank_at = np.unique(np.concatenate(rank_keys), axis=0, return_inverse=True)
    sums = np.zeros((len(joint), len(SUMS)))
    np.add.at(sums, joint_at, np.concatenate([first.joint.sums, second.joint.sums]))
    return Cells(
        plan=first.plan,
        quality=first.quality.plus(second.quality),
        keys=keys,
        joint=JointCells.of(
            list(joint.T), _added(joint_at, len(joint), first.joint.n, second.joint.n), rounded(sums)
        ),
        ranks=RankCells.of(list(ranks.T), _added(rank_at, len(ranks), first.ranks.n, second.ranks.n)),
        lowest=np.fmin(first.lowest, second.lowest),
        highest=np.fmax(first.highest, second.highest),
        rows=_rows_of_both(first, second, moved, len(keys)),
    )


def _rows_of_both(first: Cells, second: Cells, moved: Sequence[Ints], size: int) -> Ints | None:
    if first.rows is None or second.rows is None:
        return None
    rows = np.zeros(size, dtype=np.int64)
    for part, position in zip((first.rows, second.rows), moved, strict=True):
        rows[position] += part
    return rows


def _keys(part: JointCells | RankCells, names: tuple[str, ...], position: Ints) -> Ints:
    columns = [getattr(part, name) for name in names]
    columns[0] = position[columns[0]]
    return np.stack(columns, axis=1)


def _added(at: Ints, size: int, *counts: Ints) -> Ints:
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, at, np.concatenate(counts))
    return total


def cells_to_plain(cells: Cells) -> dict[str, Any]:
    """Write cells as plain JSON; equal cells give equal documents."""
    joint = {name: column_to_plain(getattr(cells.joint, name)) for name in (*_JOINT_KEYS, "n")}
    sums = {name: cells.joint.sums[:, index] for index, name in enumerate(SUMS)}
    ranks = {name: column_to_plain(getattr(cells.ranks, name)) for name in (*_RANK_KEYS, "n")}
    model, bucket = np.nonzero(~np.isnan(cells.lowest))
    ends = {name: getattr(cells, name)[model, bucket].tolist() for name in _EXTREMES}
    return {
        "version": STATE_VERSION,
        "plan": to_plain(cells.plan),
        "quality": to_plain(cells.quality),
        "keys": [[position, list(values)] for position, values in cells.keys],
        **({} if cells.rows is None else {"rows": cells.rows.tolist()}),
        "joint": {
            **joint,
            "sums": {name: column_to_plain(values) for name, values in sums.items() if values.any()},
        },
        "ranks": ranks,
        "extremes": {"model": model.tolist(), "bucket": bucket.tolist(), **ends},
    }


def cells_from_plain(plain: object) -> Cells:
    """Read back what `cells_to_plain` wrote.

    Raises
    ------
    StateError
        If the document is of another version or does not fit.
    """
    if not isinstance(plain, Mapping) or plain.get("version") != STATE_VERSION:
        raise StateError.unreadable("cells", f"not a document of version {STATE_VERSION}")
    try:
        return _read(cast("Mapping[str, Any]", plain))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, StateError):
            raise
        raise StateError.unreadable("cells", str(error)) from error


def _read(plain: Mapping[str, Any]) -> Cells:
    joint, ranks = plain["joint"], plain["ranks"]
    n = _ints(joint["n"])
    sums = np.zeros((n.size, len(SUMS)))
    for name, values in joint["sums"].items():
        sums[:, SUMS.index(name)] = column_of_plain(values)
    lowest, highest = _extremes(plain["extremes"])
    cells = Cells(
        plan=from_plain(CellPlan, plain["plan"]),
        quality=from_plain(Quality, plain["quality"]),
        keys=tuple(
            (int(position), tuple(str(value) for value in values)) for position, values in plain["keys"]
        ),
        joint=JointCells.of([_ints(joint[name]) for name in _JOINT_KEYS], n, sums),
        ranks=RankCells.of([_ints(ranks[name]) for name in _RANK_KEYS], _ints(ranks["n"])),
        lowest=lowest,
        highest=highest,
        rows=_ints(plain["rows"]) if "rows" in plain else None,
    )
    _require_consistent(cells)
    return cells


def _extremes(plain: Mapping[str, Any]) -> tuple[Floats, Floats]:
    found = []
    for name in _EXTREMES:
        values = np.full((2, FINE_BUCKETS), np.nan)
        values[_ints(plain["model"]), _ints(plain["bucket"])] = plain[name]
        found.append(values)
    return found[0], found[1]


def _ints(values: object) -> Ints:
    array = column_of_plain(values)
    if array.size and array.dtype.kind not in "iu":
        message = "counts and buckets must be whole numbers"
        raise ValueError(message)
    return array.astype(np.int64)


def _require_consistent(cells: Cells) -> None:
    """Refuse a document that was cut or edited: it must never lead to a verdict."""
    for part, names in ((cells.joint, _JOINT_KEYS), (cells.ranks, _RANK_KEYS)):
        columns = [getattr(part, name) for name in (*names, "n")]
        if {column.shape for column in columns} != {columns[0].shape} or any(
            (column < 0).any() for column in columns
        ):
            message = "columns of different lengths, or negative counts"
            raise ValueError(message)
        if columns[0].size and (columns[0][-1] >= len(cells.keys) or (np.diff(columns[0]) < 0).any()):
            message = "cells out of order"
            raise ValueError(message)
    if not np.isfinite(cells.joint.sums).all():
        message = "sums that are no numbers"
        raise ValueError(message)
    if (cells.rows is None) is bool(cells.plan.weight.column) or (
        cells.rows is not None and cells.rows.shape != (len(cells.keys),)
    ):
        message = "rows of another number of slices"
        raise ValueError(message)
    if not cells.keys or cells.keys[0] != (0, ()) or list(cells.keys) != sorted(set(cells.keys)):
        message = "slices out of order"
        raise ValueError(message)
