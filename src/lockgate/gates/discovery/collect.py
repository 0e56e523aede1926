"""Read a table of predictions into the cells that the search works on."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import rounded
from lockgate.gates.discovery.base_cells import BaseCells, DiscoveryPlan, Half
from lockgate.gates.discovery.query import base_query, overview
from lockgate.gates.discovery.tree import grown
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.halves import identity_of
from lockgate.gates.slice_plan import Cut
from lockgate.gates.slice_reading import Arrays, crossed_cuts, with_edges
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.weighting import weight_of
from lockgate.scan.engine import Session
from lockgate.scan.schema import LogicalType, Schema

__all__ = ["MOST_CELLS", "MOST_VALUES", "collect_base_cells"]

MOST_VALUES = 100
"""Most values of a column that is searched."""

MOST_CELLS = 200_000
"""Most cells that all columns together may make."""


def collect_base_cells(session: Session, spec: ModelGateSpec, asked: Discovery, *, seed: int) -> BaseCells:
    """Read the cells that a search asks for: one look at the table, then one pass.

    Parameters
    ----------
    session : Session
        Where the table is open.
    spec : ModelGateSpec
        The model: its table, label and predictions.
    asked : Discovery
        What is searched.
    seed : int
        Seed of the split; equal seeds put equal rows in the same half.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a column is missing or of another type, or the engine refuses.
    ParameterError
        If a column has more than ``MOST_VALUES`` values, all together make more than ``MOST_CELLS`` cells, or rows
        have no such loss.
    """
    schema = session.schema(spec.table)
    plan, bins = _wanted(schema, spec, asked, seed)
    plan = replace(plan, weight=weight_of(session, spec.table, spec.weight))
    seen = session.rows(overview(plan, schema, bins))[0]
    rows, distinct = (int(cast("int", value or 0)) for value in seen[:2])
    first_edge = 2 + len(plan.cuts)
    for cut, count in zip(plan.cuts, seen[2:first_edge], strict=True):
        if int(cast("int", count or 0)) > MOST_VALUES:
            must = f"columns of at most {MOST_VALUES} values (`{cut.called}`: use `bins`, `edges` or an expression)"
            raise ParameterError.of("discover", "columns", must, count)
    cuts = with_edges(plan.cuts, bins, seen[first_edge:])
    plan = replace(plan, cuts=tuple(_grown(session, spec, plan, cut) for cut in cuts))
    found = session.arrays(base_query(plan, spec, schema).limit(MOST_CELLS + 1))
    if len(found["n"]) > MOST_CELLS:
        must = f"columns that make at most {MOST_CELLS:,} cells together: name fewer of them, or fewer `bins`"
        raise ParameterError.of("discover", "columns", must, f"more than {MOST_CELLS:,} cells")
    coded = [_coded(found[f"d{at}"]) for at in range(len(plan.cuts))]
    codes = np.stack([column for _, column in coded], axis=1)
    is_searched = np.asarray(found["h"], dtype=np.int64) == 1
    searched, held = (_half(found, codes, chosen) for chosen in (is_searched, ~is_searched))
    return BaseCells(plan, rows, distinct, tuple(values for values, _ in coded), searched, held)


def _wanted(
    schema: Schema, spec: ModelGateSpec, asked: Discovery, seed: int
) -> tuple[DiscoveryPlan, tuple[tuple[int, int], ...]]:
    dimensions = [_binned(one, schema, asked.bins) for one in asked.columns]
    cuts = crossed_cuts([(one,) for one in dimensions], schema)
    block = None if spec.blocks is None else spec.blocks.block
    plan = DiscoveryPlan(
        loss=asked.loss(spec.task),
        against=asked.against,
        cuts=cuts.cuts,
        types=tuple(
            schema.column(one.column).logical if one.column else LogicalType.STRING for one in dimensions
        ),
        identity=identity_of(schema, spec.predicted, asked.identity if block is None else (block.column,)),
        seed=seed,
        block=block,
    )
    return plan, cuts.bins


def _grown(session: Session, spec: ModelGateSpec, plan: DiscoveryPlan, cut: Cut) -> Cut:
    """Return the cut; a tree with its edges, all of whose rows are used, since the search looks at one half only."""
    if not cut.tree:
        return cut
    fine = replace(cut, tree=0)
    return replace(fine, edges=grown(session, spec, fine, cut.tree, plan.identity, seed=plan.seed))


def _binned(dimension: Dimension, schema: Schema, bins: int) -> Dimension:
    """Return the dimension, with bins where it is a numeric column by value: its values would be too many."""
    is_plain = dimension.column and not (dimension.bins or dimension.edges or dimension.tree)
    if is_plain and schema.column(dimension.column).is_numeric:
        return replace(dimension, bins=bins)
    return dimension


def _coded(column: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the distinct texts, sorted, and for each row the position of its own."""
    texts = [str(text) for text in np.ma.getdata(column).tolist()]
    values = sorted(set(texts))
    where = {text: position for position, text in enumerate(values)}
    return tuple(values), np.array([where[text] for text in texts], dtype=np.int64)


def _half(found: Arrays, codes: np.ndarray, chosen: np.ndarray) -> Half:
    """Return the cells of one half in one order, whatever the engine's."""
    order = np.flatnonzero(chosen)
    block = np.asarray(found["k"], dtype=np.int64) if "k" in found else np.zeros(len(codes), dtype=np.int64)
    order = order[np.lexsort((block[order], *codes[order].T[::-1]))]
    n = np.asarray(found["n"], dtype=np.int64)[order]
    sums, squares = (rounded(np.asarray(found[name], dtype=np.float64)[order]) for name in ("s", "q"))
    weights = rounded(np.asarray(found["v"], dtype=np.float64)[order]) if "v" in found else None
    is_held = "k" in found and not bool(np.asarray(found["h"])[order].any())
    return Half(codes[order], n, sums, squares, weights, block[order] if is_held else None)
