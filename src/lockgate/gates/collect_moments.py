"""Read a table of numeric predictions into moments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import cast

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.gates.cells import Quality
from lockgate.gates.moments.cells import Floats, MomentCells, MomentPlan, tidied
from lockgate.gates.moments.query import moment_overview, moment_query
from lockgate.gates.moments.terms import Term, columns_of
from lockgate.gates.predicted import one_column
from lockgate.gates.slice_reading import Arrays, cut_sizes, slice_keys, wanted_cuts, with_edges
from lockgate.gates.spec import ModelGateSpec, SliceScope
from lockgate.gates.weighting import weight_of
from lockgate.scan.engine import Session
from lockgate.scan.schema import Schema

__all__ = ["collect_moments", "wanted_moments"]

_FIRST_CUT = 8
"""Where the columns of slices begin in the answer to the first look."""

_ROLL_BELOW = 0.1  # groups per row below which grouping twice is cheaper than once for each slice set


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
        The plan of moments to merge with: its centre and bin edges are used instead of new ones.

    Returns
    -------
    MomentCells
        Of the usable rows; `MomentCells.quality` counts the others.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a column is missing, the label or a prediction is not numeric, or the engine refuses.
    ParameterError
        If a slice column has too many values or a pair makes too many slices.
    """
    schema = session.schema(spec.table)
    plan, bins = (like, ()) if like is not None else wanted_moments(spec, schema)
    if like is None:
        plan = replace(plan, weight=weight_of(session, spec.table, spec.weight))
    seen = session.rows(moment_overview(plan, schema, bins=bins))[0]
    first_edge = _FIRST_CUT + len(plan.cuts)
    sizes_seen = [int(cast("int", value or 0)) for value in seen[_FIRST_CUT:first_edge]]
    if like is None:
        center = round_float(float(cast("float", seen[_FIRST_CUT - 1] or 0.0)))
        plan = replace(plan, center=center, cuts=with_edges(plan.cuts, bins, seen[first_edge:]))
    sizes = cut_sizes(plan, sizes_seen)
    quality = _quality(seen)
    parts = [(session.arrays(moment_query(plan, schema, [()], plan.needs, rolled=False)), plan.needs)]
    if plan.sets[1:]:
        rolled = math.prod(sizes) < _ROLL_BELOW * quality.rows
        query = moment_query(plan, schema, plan.sets[1:], plan.slice_needs, rolled=rolled)
        parts.append((session.arrays(query), plan.slice_needs))
    return _cells(plan, quality, parts)


def wanted_moments(spec: ModelGateSpec, schema: Schema) -> tuple[MomentPlan, tuple[tuple[str, int], ...]]:
    """Return the plan of a spec, and the numeric columns whose bin edges are still to be found.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a slice column is missing, or is to be binned and is not numeric.
    """
    cuts = wanted_cuts(spec, schema)
    asked = {Term(need) for gate in spec.gates for need in gate.definition.needs}
    sliced = [
        gate.definition for gate in spec.gates if gate.slices is SliceScope.ALL or spec.blocks is not None
    ]
    of_slices = {Term(need) for definition in sliced for need in definition.needs}
    plan = MomentPlan(
        table=spec.table,
        label=one_column(spec.label, "label"),
        candidate=one_column(spec.candidate, "candidate"),
        baseline=None if spec.baseline is None else one_column(spec.baseline, "baseline"),
        cuts=cuts.cuts,
        sets=cuts.sets,
        needs=tuple(term for term in Term if term in asked),
        slice_needs=tuple(term for term in Term if term in of_slices),
    )
    return plan, cuts.bins


def _quality(seen: Sequence[object]) -> Quality:
    rows, *counts = (int(cast("int", value or 0)) for value in seen[: _FIRST_CUT - 1])
    names = ("label_null", "label_other", "baseline_null", "baseline_outside", "candidate_null")
    named = dict(zip((*names, "candidate_outside"), counts, strict=True))
    return Quality(rows=rows, **named, other_labels=())


def _cells(plan: MomentPlan, quality: Quality, parts: Sequence[tuple[Arrays, tuple[Term, ...]]]) -> MomentCells:
    keys, positions = slice_keys([part for part, _ in parts], plan)
    size = len(plan.columns)
    n = np.zeros(len(keys), dtype=np.int64)
    sums, products = np.zeros((len(keys), size)), np.zeros((len(keys), size, size))
    undefined = np.zeros((len(keys), len(plan.needs)), dtype=np.int64)
    rows = np.zeros(len(keys), dtype=np.int64)
    for (part, needs), at in zip(parts, positions, strict=True):
        n[at] = np.ma.filled(part["n"], 0)
        rows[at] = np.ma.filled(part["r"], 0) if plan.weight.column else n[at]
        columns = columns_of(needs, is_paired=plan.baseline is not None)
        where = [plan.columns.index(name) for name in columns]
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
