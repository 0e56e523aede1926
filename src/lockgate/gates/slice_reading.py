"""From the slices that a spec names to those that a table has."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ColumnNotFoundError, DataError, ParameterError
from lockgate.gates.measurement import FEWEST_ROWS
from lockgate.gates.slice_plan import Cut, SlicePlan
from lockgate.gates.slice_query import cut_sql
from lockgate.gates.slicing import HOLDS, Dimension, SliceSet
from lockgate.gates.spec import ModelGateSpec
from lockgate.scan.schema import Schema

__all__ = [
    "FINE_BINS",
    "MANY_VALUES",
    "MOST_BLOCKS",
    "MOST_SLICES",
    "MOST_VALUES",
    "Arrays",
    "WantedCuts",
    "crossed_cuts",
    "cut_sizes",
    "slice_keys",
    "wanted_cuts",
    "with_edges",
]

FINE_BINS = 50
"""Quantile bins among whose edges a tree chooses."""

MOST_VALUES = 5_000
"""Most distinct values of a column that rows are sliced by."""

MANY_VALUES = 100
"""Values from which on a column must have `FEWEST_ROWS` rows a value, or nearly every slice would be undecided."""

MOST_SLICES = 100_000
"""Most slices that one crossing of columns may make."""

MOST_BLOCKS = 1_000
"""Most stretches of time into which rows are cut because they depend on each other."""

Arrays = Mapping[str, np.ndarray]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WantedCuts:
    """The cuts of a spec and how they are crossed; `bins` are cuts by position whose edges are still to be found."""

    cuts: tuple[Cut, ...]
    sets: tuple[tuple[int, ...], ...]
    bins: tuple[tuple[int, int], ...]


def wanted_cuts(spec: ModelGateSpec, schema: Schema) -> WantedCuts:
    """Return the cuts that the gates of a spec ask for: none where no gate is judged on parts of the rows.

    Where rows depend on each other, each set of cuts is there once more, cut into blocks too.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a slice column is missing, or is to be binned and is not numeric.
    """
    found = crossed_cuts(spec.cut_sets, schema)
    if spec.blocks is None:
        return found
    cut = Cut(schema.column(spec.blocks.block.column).name, block=spec.blocks.block)
    at = len(found.cuts)
    sets = (*found.sets, *((*members, at) for members in found.sets))
    return WantedCuts((*found.cuts, cut), sets, found.bins)


def crossed_cuts(slice_sets: Sequence[SliceSet], schema: Schema) -> WantedCuts:
    """Return the cuts of slice sets: each dimension once, and how they are crossed.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a slice column is missing, or is to be binned and is not numeric.
    """
    dimensions = list(dict.fromkeys(dimension for members in slice_sets for dimension in members))
    cuts = tuple(_cut(dimension, schema) for dimension in dimensions)
    sets = dict.fromkeys(tuple(sorted(dimensions.index(one) for one in members)) for members in slice_sets)
    numbers = [FINE_BINS if one.tree is not None else one.bins for one in dimensions]
    bins = tuple((at, number) for at, number in enumerate(numbers) if number is not None)
    return WantedCuts(cuts, ((), *sets), bins)


def with_edges(
    cuts: Sequence[Cut], bins: Sequence[tuple[int, int]], edges: Sequence[object]
) -> tuple[Cut, ...]:
    """Return the cuts with the bin edges that the first look at the table found."""
    found = list(cuts)
    start = 0
    for position, number in bins:
        values = [float(cast("float", edge)) for edge in edges[start : start + number - 1] if edge is not None]
        own = tuple(sorted({round_float(value) for value in values if math.isfinite(value)}))
        found[position] = replace(cuts[position], edges=own)
        start += number - 1
    return tuple(found)


def cut_sizes(plan: SlicePlan, distinct: Sequence[int], rows: int) -> list[int]:
    """Return the number of values of each cut, a missing one included.

    Raises
    ------
    ParameterError
        If a column has more than ``MOST_VALUES`` values, or more than ``MANY_VALUES`` of which most have few of the
        `rows`, or a crossing makes more than ``MOST_SLICES`` slices; or if no number to be binned is finite.
    """
    _require_edges(plan, rows)
    sizes = [
        2 if cut.where else 1 + bool(cut.tree) + (count if cut.edges is None else len(cut.labels))
        for cut, count in zip(plan.cuts, distinct, strict=True)
    ]
    _require_few(plan, sizes)
    for cut, count in zip(plan.cuts, distinct, strict=True):
        is_by_value = cut.block is None and cut.edges is None and not (cut.where or cut.values)
        if is_by_value and count > MANY_VALUES and rows < FEWEST_ROWS * count:
            other = "a longer `every`" if cut.every else "`bins`, `values` or another column"
            few = f"a column of at most {MANY_VALUES} values, or of {FEWEST_ROWS} rows a value"
            must = f"{few}, to cut rows by (use {other})"
            raise ParameterError.of("model gate", cut.called, must, f"{count:,} values of {rows:,} rows")
    return sizes


def slice_keys(
    parts: Sequence[Arrays], plan: SlicePlan
) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], list[Ints]]:
    """Return all slices in order, and for each part the position of each of its rows.

    Each part is the answer to one grouped query: ``d<i>`` where it is cut, and ``n``.
    """
    codes = [_slice_codes(part, plan) for part in parts]
    keys = tuple(sorted({(0, ()), *(key for names, _ in codes for key in names)}))
    where = {key: position for position, key in enumerate(keys)}
    positions = [np.array([where[key] for key in names], dtype=np.int64)[code] for names, code in codes]
    return keys, positions


def _cut(dimension: Dimension, schema: Schema) -> Cut:
    """Return the cut of a dimension, tried on the table, so that a column that it lacks is told before any query."""
    is_numeric = dimension.bins is not None or dimension.tree is not None or bool(dimension.edges)
    column = ""
    if dimension.column:
        found = schema.column(dimension.column)
        if is_numeric and not found.is_numeric:
            must = f"numeric, because the slice `{dimension.called}` has `bins`, `edges` or `tree`"
            raise DataError.wrong_type(schema.table, dimension.column, must, found.physical)
        column = found.name
    edges = tuple(round_float(edge) for edge in dimension.edges)
    cut = Cut(
        column,
        edges if is_numeric else None,
        (HOLDS,) if dimension.where else tuple(sorted(dimension.values)),
        name="" if dimension.called == dimension.column else dimension.called,
        where=dimension.where,
        expression=dimension.expression,
        every=dimension.every or "",
        fixed=bool(edges),
        tree=dimension.tree or 0,
    )
    try:
        cut_sql(replace(cut, tree=0), schema)
    except ColumnNotFoundError as error:
        text = f"{error.text}, which the slice `{dimension.called}` reads"
        raise ColumnNotFoundError(error.code, error.where, text, error.hint) from error
    return cut


def _require_edges(plan: SlicePlan, rows: int) -> None:
    """Refuse bins that are none: the one slice would be all rows, and say nothing about any part of them."""
    for cut in plan.cuts:
        if rows and cut.edges == () and not (cut.fixed or cut.tree):
            must = f"numbers where bins are asked (`{cut.called}`: leave it out, or mend it)"
            raise ParameterError.of("model gate", "slices", must, f"{rows:,} rows without a finite one")


def _require_few(plan: SlicePlan, sizes: Sequence[int]) -> None:
    """Refuse slices that nobody could read and that would fill the memory."""
    for cut, size in zip(plan.cuts, sizes, strict=True):
        if cut.block is not None and size > MOST_BLOCKS + 1:
            must = f"a unit that makes at most {MOST_BLOCKS:,} blocks of `{cut.column}`"
            raise ParameterError.of("model gate", "blocks", must, size - 1)
        if size > MOST_VALUES + 1:
            must = f"a column of at most {MOST_VALUES:,} values, to cut rows by (use `bins` or another column)"
            raise ParameterError.of("model gate", cut.called, must, size - 1)
    for members in plan.sets:
        product = math.prod(sizes[cut] for cut in members if plan.cuts[cut].block is None)
        if product > MOST_SLICES:
            names = " × ".join(f"`{plan.cuts[cut].called}`" for cut in members)
            must = f"crossings of at most {MOST_SLICES:,} slices ({names}: use fewer of them, or `bins`)"
            raise ParameterError.of("model gate", "slices", must, product)


def _slice_codes(part: Arrays, plan: SlicePlan) -> tuple[list[tuple[int, tuple[str, ...]]], Ints]:
    """Return the slices of a part, and the position of each row's slice in that list."""
    cuts = [cut for cut in range(len(plan.cuts)) if f"d{cut}" in part]
    size = len(part["n"])
    code: Ints = np.zeros(size, dtype=np.int64)
    values: list[list[str]] = []
    for cut in cuts:
        names, column = _codes(part[f"d{cut}"])
        code = code * (len(names) + 1) + column
        values.append(names)
    unique, inverse = np.unique(code, return_inverse=True)
    return [_slice_of(int(one), cuts, values, plan) for one in unique], inverse.astype(np.int64)


def _codes(column: np.ndarray) -> tuple[list[str], Ints]:
    """Return the distinct texts, and for each row 0 where it is null, else 1 plus the position of its text."""
    is_cut = ~np.ma.getmaskarray(column)
    texts = np.ma.getdata(column)[is_cut]
    where = {text: position for position, text in enumerate(sorted(set(texts.tolist())), start=1)}
    code = np.zeros(len(column), dtype=np.int64)
    code[is_cut] = [where[text] for text in texts.tolist()]
    return list(where), code


def _slice_of(
    code: int, cuts: Sequence[int], values: Sequence[Sequence[str]], plan: SlicePlan
) -> tuple[int, tuple[str, ...]]:
    found: dict[int, str] = {}
    for cut, names in zip(reversed(cuts), reversed(values), strict=True):
        code, position = divmod(code, len(names) + 1)
        if position:
            found[cut] = names[position - 1]
    members = tuple(sorted(found))
    return plan.sets.index(members), tuple(found[cut] for cut in members)
