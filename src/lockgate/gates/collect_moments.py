"""Read a table of numeric predictions into moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import cast

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.gates.discovery.tree import with_tree_edges
from lockgate.gates.moments.cells import Floats, MomentCells, MomentPlan, tidied
from lockgate.gates.moments.middle_errors import MiddleErrors, middle_from
from lockgate.gates.moments.query import (
    binned_cuts,
    middle_query,
    moment_overview,
    moment_query,
    overview_of_queries,
    repeated_forecasts,
    residual_query,
    tail_query,
    unusable_kinds,
)
from lockgate.gates.moments.residuals import RESIDUAL_BINS, ResidualBin, residuals_plus
from lockgate.gates.moments.row_count import RowCount
from lockgate.gates.moments.terms import Term, in_order
from lockgate.gates.predicted import one_column
from lockgate.gates.roll_up import roll_ups
from lockgate.gates.slice_reading import Arrays, cut_sizes, slice_keys, wanted_cuts, with_edges
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.weighting import weight_of
from lockgate.scan.engine import Session
from lockgate.scan.schema import Schema

__all__ = ["collect_moments", "wanted_moments"]


def collect_moments(session: Session, spec: ModelGateSpec, *, like: MomentPlan | None = None) -> MomentCells:
    """Read the moments that a spec asks for.

    One look at the table for row counts, unusable rows and bin edges, then one pass for all rows and one for all
    slices. Nothing that grows with the rows is brought up.

    Parameters
    ----------
    session : Session
        Where the table is open.
    spec : ModelGateSpec
        What is asked.
    like : MomentPlan or None, default=None
        The plan of moments to merge with: its centre, bin edges and ends of tails are used instead of new ones.

    Returns
    -------
    MomentCells
        Of the usable rows; `MomentCells.quality` counts the others.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a column is missing, the label or a prediction is not numeric, or the engine refuses.
    ParameterError
        If a slice column has too many values or a crossing makes too many slices.
    """
    schema = session.schema(spec.table)
    plan, bins = (like, ()) if like is not None else wanted_moments(spec, schema)
    if like is None:
        plan = replace(plan, weight=weight_of(session, spec.table, spec.weight))
    if like is None and plan.point is not None:  # the last edges are those of the plot of residuals
        bins = (*bins, (len(plan.cuts), RESIDUAL_BINS))
    seen = session.rows(moment_overview(plan, schema, bins=bins))[0]
    first_cut = 2 + len(unusable_kinds(plan))
    first_edge = first_cut + len(binned_cuts(plan))
    sizes_seen = [int(cast("int", value or 0)) for value in seen[first_cut : first_cut + len(plan.cuts)]]
    if like is None:
        center = round_float(float(cast("float", seen[first_cut - 1] or 0.0)))
        plan = replace(_with_edges(plan, bins, seen[first_edge:]), center=center)
        plan = replace(plan, cuts=with_tree_edges(session, spec, plan.cuts))
        plan = replace(plan, tails=tuple(_tails(session, plan, schema)))
    quality = _counted(plan, seen)
    sizes = cut_sizes(plan, sizes_seen, quality.rows)
    quality = quality.plus(_misplaced(session, plan, schema))
    parts = [(session.arrays(moment_query(plan, schema, [()], plan.needs, rolled=False)), plan.needs)]
    if plan.has_tails_of_slices:
        for within, sets in _by_slices(plan).items():
            query = moment_query(plan, schema, sets, plan.slice_needs, rolled=False, within=within)
            parts.append((session.arrays(query), plan.slice_needs))
    elif plan.sets[1:]:
        for part in roll_ups(plan.sets[1:], sizes, rows=quality.rows, kinds=1):
            query = moment_query(plan, schema, part.sets, plan.slice_needs, rolled=part.is_rolled)
            parts.append((session.arrays(query), plan.slice_needs))
    cells = _cells(plan, quality, parts)
    return replace(cells, residuals=_residuals(session, plan, schema), middle=_middle(session, cells, schema))


def _by_slices(plan: MomentPlan) -> dict[tuple[int, ...], list[tuple[int, ...]]]:
    """Return the slice sets by the cuts that make their slices; cuts into blocks make none."""
    found: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for members in plan.sets[1:]:
        within = tuple(cut for cut in members if plan.cuts[cut].block is None)
        found.setdefault(within, []).append(members)
    return found


def wanted_moments(spec: ModelGateSpec, schema: Schema) -> tuple[MomentPlan, tuple[tuple[int, int], ...]]:
    """Return the plan of a spec, and the cuts by position whose bin edges are still to be found.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a slice column is missing, or is to be binned and is not numeric.
    """
    cuts = wanted_cuts(spec, schema)
    asked, of_slices = (
        in_order(cast("Term", need) for one in definitions for need in one.needs)
        for definitions in (spec.definitions, spec.sliced_definitions)
    )
    plan = MomentPlan(
        table=spec.table,
        label=one_column(spec.label, "label"),
        candidate=spec.candidate,
        baseline=spec.baseline,
        task_columns=spec.task_columns,
        cuts=cuts.cuts,
        sets=cuts.sets,
        needs=asked,
        slice_needs=of_slices,
    )
    return plan, cuts.bins


def _counted(plan: MomentPlan, seen: Sequence[object]) -> RowCount:
    kinds = unusable_kinds(plan)
    rows, *counts = (int(cast("int", value or 0)) for value in seen[: 1 + len(kinds)])
    return RowCount(rows, tuple(zip(kinds, counts, strict=True)))


def _with_edges(plan: MomentPlan, bins: Sequence[tuple[int, int]], edges: Sequence[object]) -> MomentPlan:
    """Return the plan with the bin edges of its cuts, and of the plot of residuals, which come last."""
    if plan.point is None:
        return replace(plan, cuts=with_edges(plan.cuts, bins, edges))
    *cuts, plotted = with_edges(binned_cuts(plan), bins, edges)
    return replace(plan, cuts=tuple(cuts), edges=plotted.edges or ())


def _tails(session: Session, plan: MomentPlan, schema: Schema) -> Iterator[tuple[float, str, float]]:
    """Read the errors at the ends of the tails that are asked for."""
    for share in plan.tail_shares:
        for letter in ("b", "c")[plan.baseline is None :]:
            end = session.rows(tail_query(plan, schema, letter, share))[0][0]
            yield share, letter, round_float(float(cast("float", end or 0.0)))


def _residuals(session: Session, plan: MomentPlan, schema: Schema) -> tuple[ResidualBin, ...]:
    """Read the mean errors by the size of the point prediction."""
    if plan.point is None:
        return ()
    found: list[ResidualBin] = []
    for model, letter in (("baseline", "b"), ("candidate", "c"))[plan.baseline is None :]:
        for row in session.rows(residual_query(plan, schema, letter)):
            at, rows = (int(cast("int", value)) for value in row[:2])
            found.append(ResidualBin(model, at, rows, *(float(cast("float", value)) for value in row[2:])))
    return residuals_plus(found, ())


def _middle(session: Session, cells: MomentCells, schema: Schema) -> tuple[MiddleErrors | None, ...]:
    """Read the middle errors of each slice whose median is asked for."""
    where = {key: position for position, key in enumerate(cells.keys)}
    found: list[MiddleErrors | None] = [None] * len(cells.keys)
    for members in cells.plan.middle_sets:
        part = session.arrays(middle_query(cells.plan, schema, members))
        keys, (positions,) = slice_keys([part], cells.plan)
        for at in np.unique(positions):
            found[where[keys[at]]] = middle_from(part, positions == at)
    return tuple(found) if cells.plan.middle_sets else ()


def _misplaced(session: Session, plan: MomentPlan, schema: Schema) -> RowCount:
    """Count what does not fit together: queries that a slice would cut in pieces, and forecasts that stand twice."""
    if plan.task_columns.time is not None:
        count = int(cast("int", session.rows(repeated_forecasts(plan, schema))[0][0]))
        columns = ", ".join(f"`{name}`" for name in plan.task_columns.named)
        return RowCount(0, ((f"the same {columns} as another", count),))
    differing = [f"`{cut.column}`, by which queries are sliced" for cut in plan.cuts]
    differing += [f"`{plan.weight.column}`, by which queries are weighed"] if plan.weight.column else []
    if plan.task_columns.query is None or not differing:
        return RowCount()
    counts = session.rows(overview_of_queries(plan, schema))[0]
    kinds = [f"a query with several values of {what}" for what in differing]
    return RowCount(
        0, tuple((kind, int(cast("int", count))) for kind, count in zip(kinds, counts, strict=True))
    )


def _cells(
    plan: MomentPlan, quality: RowCount, parts: Sequence[tuple[Arrays, tuple[Term, ...]]]
) -> MomentCells:
    keys, positions = slice_keys([part for part, _ in parts], plan)
    size = len(plan.columns)
    n = np.zeros(len(keys), dtype=np.int64)
    sums, products = np.zeros((len(keys), size)), np.zeros((len(keys), size, size))
    undefined = np.zeros((len(keys), len(plan.needs)), dtype=np.int64)
    rows = np.zeros(len(keys), dtype=np.int64)
    for (part, needs), at in zip(parts, positions, strict=True):
        n[at] = np.ma.filled(part["n"], 0)
        rows[at] = np.ma.filled(part["r"], 0) if plan.weight.column else n[at]
        where = [plan.columns.index(name) for name in plan.columns_for(needs)]
        for index, column in enumerate(where):
            sums[at, column] = _filled(part[f"s{index}"])
        for first, second in combinations_with_replacement(range(len(where)), 2):
            found = _filled(part[f"x{first}_{second}"])
            products[at, where[first], where[second]] = products[at, where[second], where[first]] = found
        for index, term in enumerate(needs):
            if term.undefined:
                undefined[at, plan.needs.index(term)] = np.ma.filled(part[f"z{index}"], 0)
    return MomentCells(plan, quality, keys, n, *tidied(n, sums, products), undefined, rows)


def _filled(column: np.ndarray) -> Floats:
    """Return a column of sums; the sum of no rows is null, and 0 here."""
    return np.asarray(np.ma.filled(column, 0.0), dtype=np.float64)
