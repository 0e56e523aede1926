"""Moments as a state: merge those of parts, write them down, read them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from typing import Any, cast

import numpy as np

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.gates.moments.cells import Floats, Ints, MomentCells, MomentPlan, tidied
from lockgate.gates.moments.middle_errors import MiddleErrors
from lockgate.gates.moments.residuals import ResidualBin, residuals_plus
from lockgate.gates.moments.row_count import RowCount

__all__ = ["STATE_VERSION", "merge_moments", "moments_from_plain", "moments_to_plain"]

STATE_VERSION = 2

_KIND = "moments"


def merge_moments(first: MomentCells, second: MomentCells) -> MomentCells:
    """Return the moments of the rows of both; of a ranking, each query must be in one of them.

    Raises
    ------
    StateError
        If the two were made by different plans: other columns, centre, bin edges or needs; or if their unit is a
        series, which may have rows in both; or slices have tails, which would end elsewhere.
    """
    if first.plan.task_columns.series is not None:
        raise StateError.unmergeable("moments", "a series may have rows in both, and is one unit")
    if first.plan.has_tails_of_slices:
        raise StateError.unmergeable("moments", "the tail of a slice ends where the rows of both together say")
    if first.plan.middle_sets:
        raise StateError.unmergeable("moments", "the middle error is found among the rows of both together")
    if first.plan != second.plan:
        raise StateError.unmergeable(
            "moments", "the two were made with different columns, centres or bin edges"
        )
    keys = tuple(sorted({*first.keys, *second.keys}))
    where = {key: position for position, key in enumerate(keys)}
    n, rows = np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=np.int64)
    undefined = np.zeros((len(keys), first.undefined.shape[1]), dtype=np.int64)
    size = len(first.plan.columns)
    sums, products = np.zeros((len(keys), size)), np.zeros((len(keys), size, size))
    for part in (first, second):
        at = [where[key] for key in part.keys]
        n[at] += part.n
        rows[at] += part.rows
        undefined[at] += part.undefined
        sums[at] += part.sums
        products[at] += part.products
    quality = first.quality.plus(second.quality)
    residuals = residuals_plus(first.residuals, second.residuals)
    return MomentCells(first.plan, quality, keys, n, *tidied(n, sums, products), undefined, rows, residuals)


def moments_to_plain(cells: MomentCells) -> dict[str, Any]:
    """Write moments as plain JSON; equal moments give equal documents."""
    columns = cells.plan.columns
    pairs = combinations_with_replacement(range(len(columns)), 2)
    return {
        "kind": _KIND,
        "version": STATE_VERSION,
        "plan": to_plain(cells.plan),
        "quality": to_plain(cells.quality),
        "keys": [[position, list(values)] for position, values in cells.keys],
        "residuals": to_plain(cells.residuals),
        **({"middle": to_plain(cells.middle)} if cells.middle else {}),
        "n": cells.n.tolist(),
        **({"rows": cells.rows.tolist()} if cells.plan.weight.column else {}),
        "sums": {name: _listed(cells.sums[:, at]) for at, name in enumerate(columns)},
        "products": {_pair(columns, i, j): _listed(cells.products[:, i, j]) for i, j in pairs},
        "undefined": {
            term.value: cells.undefined[:, at].tolist()
            for at, term in enumerate(cells.plan.needs)
            if term.undefined
        },
    }


def moments_from_plain(plain: object) -> MomentCells:
    """Read back what `moments_to_plain` wrote.

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
        raise StateError.unreadable("moments", f"not a document of moments of version {STATE_VERSION}")
    try:
        return _read(cast("Mapping[str, Any]", plain))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, StateError):
            raise
        raise StateError.unreadable("moments", str(error)) from error


@dataclass(frozen=True, slots=True)
class _Residuals:
    """The bins of a document."""

    bins: tuple[ResidualBin, ...]


def _read(plain: Mapping[str, Any]) -> MomentCells:
    plan = from_plain(MomentPlan, plain["plan"])
    keys = tuple((int(at), tuple(str(value) for value in values)) for at, values in plain["keys"])
    size, columns = len(keys), plan.columns
    sums, products = np.zeros((size, len(columns))), np.zeros((size, len(columns), len(columns)))
    for at, name in enumerate(columns):
        sums[:, at] = _numbers(plain["sums"][name], size)
    for i, j in combinations_with_replacement(range(len(columns)), 2):
        products[:, i, j] = products[:, j, i] = _numbers(plain["products"][_pair(columns, i, j)], size)
    undefined = np.zeros((size, len(plan.needs)), dtype=np.int64)
    for at, term in enumerate(plan.needs):
        if term.undefined:
            undefined[:, at] = _counts(plain["undefined"][term.value], size)
    if not keys or keys[0] != (0, ()) or list(keys) != sorted(set(keys)):
        message = "slices out of order"
        raise ValueError(message)
    quality = from_plain(RowCount, plain["quality"])
    residuals = from_plain(_Residuals, {"bins": plain["residuals"]}).bins
    n = _counts(plain["n"], size)
    rows = _counts(plain["rows"], size) if plan.weight.column else n
    cells = MomentCells(plan, quality, keys, n, sums, products, undefined, rows, residuals)
    return replace(cells, middle=_middle(plain["middle"], cells)) if plan.middle_sets else cells


@dataclass(frozen=True, slots=True)
class _Middle:
    """The middle errors of a document, one a slice."""

    of: tuple[MiddleErrors | None, ...]


def _middle(plain: object, cells: MomentCells) -> tuple[MiddleErrors | None, ...]:
    """Return the middle errors of every slice that has rows and whose median is asked for, no more and no less."""
    found = from_plain(_Middle, {"of": plain}).of
    sets = {cells.plan.sets.index(members) for members in cells.plan.middle_sets}
    wanted = [int(n) if of in sets else 0 for (of, _), n in zip(cells.keys, cells.n, strict=True)]
    rows = [0 if one is None else one.candidate.rows for one in found]
    is_paired = cells.plan.baseline is not None
    if rows != wanted or any(one is not None and (one.baseline is not None) != is_paired for one in found):
        message = "middle errors must be those of all slices and models, and of their rows"
        raise ValueError(message)
    return found


def _pair(columns: tuple[str, ...], i: int, j: int) -> str:
    return f"{columns[i]} * {columns[j]}"


def _listed(values: Floats) -> list[Any]:
    """Return numbers as JSON has them; a sum that overflowed is none of them."""
    listed: list[Any] = values.tolist()
    return listed if np.isfinite(values).all() else [to_plain(value) for value in listed]


def _numbers(values: Sequence[Any], size: int) -> Floats:
    plain = [value["float"] if isinstance(value, Mapping) else value for value in values]
    array = np.asarray(plain, dtype=np.float64)
    if array.shape != (size,):
        message = "columns of different lengths"
        raise ValueError(message)
    return array


def _counts(values: object, size: int) -> Ints:
    """Return whole numbers; a document that was cut or edited must never lead to a verdict."""
    array = np.asarray(values)
    if array.shape != (size,) or array.dtype.kind not in "iu" or (array < 0).any():
        message = "counts must be whole numbers of 0 or more, one a slice"
        raise ValueError(message)
    return array.astype(np.int64)
