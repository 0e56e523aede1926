"""Class cells as a state: write them down, read them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.gates.cells import Quality
from lockgate.gates.classes.cells import (
    LOSS_SUMS,
    LOSSES,
    ClassCells,
    ClassNeed,
    ClassPlan,
    Counts,
    Floats,
    Ints,
)
from lockgate.gates.columns import column_of_plain, column_to_plain
from lockgate.gates.state import cells_from_plain, cells_to_plain

__all__ = ["STATE_VERSION", "classes_from_plain", "classes_to_plain"]

STATE_VERSION = 1

_KIND = "classes"
_JOINT = ("slice", "label", "baseline", "candidate")
_RANKS = ("slice", "baseline", "candidate")


def classes_to_plain(cells: ClassCells) -> dict[str, Any]:
    """Write class cells as plain JSON; equal cells give equal documents."""
    asked = [need for need in LOSSES if need in cells.plan.needs]
    return {
        "kind": _KIND,
        "version": STATE_VERSION,
        "plan": to_plain(cells.plan),
        "quality": to_plain(cells.quality),
        "keys": [[position, list(values)] for position, values in cells.keys],
        "codes": list(cells.codes),
        "joint": _written(cells.joint, _JOINT),
        "ranks": _written(cells.ranks, _RANKS),
        "losses": {
            need.value: {name: cells.losses[:, at, column].tolist() for column, name in enumerate(LOSS_SUMS)}
            for at, need in enumerate(asked)
        },
        **({} if cells.rows is None else {"rows": cells.rows.tolist()}),
        "rest": [cells_to_plain(one) for one in cells.rest],
        **({"each": [cells_to_plain(one) for one in cells.each]} if cells.each else {}),
    }


def classes_from_plain(plain: object) -> ClassCells:
    """Read back what `classes_to_plain` wrote.

    Raises
    ------
    StateError
        If the document is of another kind or version, or does not fit.
    """
    is_known = isinstance(plain, Mapping) and (plain.get("kind"), plain.get("version")) == (
        _KIND,
        STATE_VERSION,
    )
    if not is_known:
        raise StateError.unreadable("class cells", f"not a document of class cells of version {STATE_VERSION}")
    try:
        return _read(cast("Mapping[str, Any]", plain))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, StateError):
            raise
        raise StateError.unreadable("class cells", str(error)) from error


def _written(counts: Counts, names: Sequence[str]) -> dict[str, object]:
    columns = {name: counts.keys[:, at] for at, name in enumerate(names)} | {"n": counts.n}
    return {name: column_to_plain(column) for name, column in columns.items()}


def _read(plain: Mapping[str, Any]) -> ClassCells:
    plan = from_plain(ClassPlan, plain["plan"])
    keys = tuple((int(at), tuple(str(value) for value in values)) for at, values in plain["keys"])
    codes = tuple(str(code) for code in plain["codes"])
    if not keys or keys[0] != (0, ()) or list(keys) != sorted(set(keys)) or len(set(codes)) < len(codes):
        message = "slices or classes out of order"
        raise ValueError(message)
    asked = [need for need in LOSSES if need in plan.needs]
    losses: Floats = np.zeros((len(keys), len(asked), len(LOSS_SUMS)))
    for at, need in enumerate(asked):
        for column, name in enumerate(LOSS_SUMS):
            losses[:, at, column] = plain["losses"][need.value][name]
    return ClassCells(
        plan=plan,
        quality=from_plain(Quality, plain["quality"]),
        keys=keys,
        codes=codes,
        joint=_counts(plain["joint"], _JOINT, (len(keys), len(codes))),
        ranks=_counts(plain["ranks"], _RANKS, (len(keys), max(1, len(plan.names)))),
        losses=losses,
        rest=tuple(cells_from_plain(one) for one in plain["rest"]),
        rows=_rows(plain["rows"], len(keys)) if plan.weight.column else None,
        each=tuple(cells_from_plain(one) for one in plain["each"]) if ClassNeed.EACH in plan.needs else (),
    )


def _rows(plain: object, size: int) -> Ints:
    rows = np.asarray(plain)
    if rows.shape != (size,) or rows.dtype.kind not in "iu" or (rows < 0).any():
        message = "rows of another number of slices"
        raise ValueError(message)
    return rows.astype(np.int64)


def _counts(plain: Mapping[str, Any], names: Sequence[str], sizes: tuple[int, int]) -> Counts:
    """Return counts; a document that was cut or edited must never lead to a verdict."""
    columns = [column_of_plain(plain[name]) for name in (*names, "n")]
    if any(column.size and column.dtype.kind not in "iu" for column in columns) or any(
        column.shape != columns[0].shape or (column < 0).any() for column in columns
    ):
        message = "columns of different lengths, or numbers that are no counts"
        raise ValueError(message)
    keys = np.stack(columns[:-1], axis=1).astype(np.int64)
    if keys.size and (int(keys[:, 0].max()) >= sizes[0] or int(keys[:, 1:].max()) >= sizes[1]):
        message = "cells of slices or classes that there are not"
        raise ValueError(message)
    if (np.lexsort(keys.T[::-1]) != np.arange(len(keys))).any():
        message = "cells out of order"
        raise ValueError(message)
    return Counts(keys, columns[-1].astype(np.int64))
