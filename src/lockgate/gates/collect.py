"""Read a table of predictions into cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.gates.buckets import BIN_CHOICES, ECE_BINS, FINE_BUCKETS, SLICE_FACTOR
from lockgate.gates.cell_query import extremes_query, joint_query, overview_query, rank_query
from lockgate.gates.cells import (
    SUMS,
    CellPlan,
    Cells,
    Floats,
    Ints,
    JointCells,
    Model,
    Need,
    Quality,
    RankCells,
    own_needs,
    rounded,
)
from lockgate.gates.discovery.tree import with_tree_edges
from lockgate.gates.metric import Metric
from lockgate.gates.predicted import one_column
from lockgate.gates.roll_up import RollUp, roll_ups
from lockgate.gates.slice_reading import Arrays, cut_sizes, slice_keys, wanted_cuts, with_edges
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.weighting import weight_of
from lockgate.scan.engine import Session
from lockgate.scan.schema import Schema

__all__ = ["collect_cells", "wanted_plan"]

_KINDS = 8  # joint cells of a slice without buckets: label and two predictions
_KINDS_OF_BINS, _KINDS_OF_BUCKETS = 6, 200  # about how many a slice has, for each bin, and of all buckets

_FINE_UP_TO = 1_000  # slices; beyond it rank buckets are merged, so that cells do not outgrow the rows


def collect_cells(session: Session, spec: ModelGateSpec, *, like: CellPlan | None = None) -> Cells:
    """Read the cells that a spec asks for.

    One look at the table for row counts, unusable rows and bin edges, then one pass or a few for the joint cells of
    all slices, one for those of all rows unless slices hold as much, and, where a gate ranks, one each for rank cells.
    Nothing that grows with the rows is brought up.

    Parameters
    ----------
    session : Session
        Where the table is open.
    spec : ModelGateSpec
        What is asked.
    like : CellPlan or None, default=None
        The plan of cells to merge with: its bin edges are used instead of new ones.

    Returns
    -------
    Cells
        Of the usable rows; `Cells.quality` counts the others.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a column is missing, a score is not numeric, the label is text without `positive`, or the engine refuses.
    ParameterError
        If a slice column has more than ``MOST_VALUES`` values or a crossing makes more than ``MOST_SLICES`` slices.
    """
    schema = session.schema(spec.table)
    plan, bins = (like, ()) if like is not None else wanted_plan(spec, schema)
    if like is None:
        plan = replace(plan, weight=weight_of(session, spec.table, spec.weight))
    seen = session.rows(overview_query(plan, schema, bins=bins))[0]
    quality = _quality(seen)
    distinct = [int(cast("int", value or 0)) for value in seen[9 : 9 + len(plan.cuts)]]
    if like is None:
        cuts = with_edges(plan.cuts, bins, seen[9 + len(plan.cuts) :])
        plan = replace(plan, cuts=with_tree_edges(session, spec, cuts))
    sizes = cut_sizes(plan, distinct, quality.rows)
    if like is None:
        plan = replace(plan, slice_factor=_slice_factor(plan, sizes))
    return _Reader(session, schema, plan, every=not quality.unusable).cells(quality, sizes)


def wanted_plan(spec: ModelGateSpec, schema: Schema) -> tuple[CellPlan, tuple[tuple[int, int], ...]]:
    """Return the plan of a spec, and the cuts by position whose bin edges are still to be found.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a slice column is missing, or is to be binned and is not numeric.
    """
    cuts = wanted_cuts(spec, schema)
    asked, of_slices = _needs(spec.definitions), _needs(spec.sliced_definitions)
    if not spec.is_paired:
        asked, of_slices = asked | own_needs(asked), of_slices | own_needs(of_slices)
    needs = {Need.SCORE_SUMS, Need.of_bins(ECE_BINS), *asked}  # a reliability diagram always
    plan = CellPlan(
        table=spec.table,
        label=one_column(spec.label, "label"),
        candidate=one_column(spec.candidate, "candidate"),
        baseline=None if spec.baseline is None else one_column(spec.baseline, "baseline"),
        threshold=round_float(spec.threshold),
        positive=spec.positive,
        cuts=cuts.cuts,
        sets=cuts.sets,
        needs=tuple(sorted(needs)),
        slice_needs=tuple(sorted(of_slices)),
    )
    return plan, cuts.bins


def _quality(seen: Sequence[object]) -> Quality:
    counts = [int(cast("int", value or 0)) for value in seen[:7]]  # no rows make some engines count null
    others = tuple(sorted({str(value) for value in seen[7:9] if value is not None}))
    names = ("rows", "label_null", "label_other", "baseline_null", "baseline_outside", "candidate_null")
    named = dict(zip((*names, "candidate_outside"), counts, strict=True))
    return Quality(**named, other_labels=others)


def _slice_factor(plan: CellPlan, sizes: Sequence[int]) -> int:
    """Return how coarse the rank buckets of slices are: as fine as all rows' unless there are very many slices."""
    n_slices = sum(math.prod(sizes[cut] for cut in members) for members in plan.sets[1:])
    return 1 if n_slices <= _FINE_UP_TO else SLICE_FACTOR


@dataclass(slots=True)
class _Reader:
    """Runs the queries of one plan and puts their answers together."""

    session: Session
    schema: Schema
    plan: CellPlan
    every: bool

    def cells(self, quality: Quality, sizes: Sequence[int]) -> Cells:
        needs, of_slices = frozenset(self.plan.needs), frozenset(self.plan.slice_needs)
        sets = self.plan.sets[1:]
        is_alike = needs == of_slices  # then all rows are one more slice set, rolled up with the others
        joint = [] if sets and is_alike else [self._joint(RollUp(((),), is_rolled=False), needs)]
        ranks = [self._ranks([()])] if Need.RANKS in needs else []
        if sets:
            asked = self.plan.sets if is_alike else sets
            parts = roll_ups(asked, sizes, rows=quality.rows, kinds=_kinds(of_slices))
            joint += [self._joint(part, of_slices) for part in parts]
            ranks += [self._ranks(sets)] if Need.RANKS in of_slices else []
        lowest, highest = self._extremes() if Need.RANKS in needs else _no_extremes()
        keys, positions = slice_keys([*joint, *ranks], self.plan)
        return Cells(
            plan=self.plan,
            quality=quality,
            keys=keys,
            joint=_joint_cells(joint, positions[: len(joint)]),
            ranks=_rank_cells(ranks, positions[len(joint) :]),
            lowest=lowest,
            highest=highest,
            rows=_rows(joint, positions, len(keys)) if self.plan.weight.column else None,
        )

    def _joint(self, part: RollUp, needs: frozenset[Need]) -> Arrays:
        query = joint_query(self.plan, self.schema, part.sets, needs, rolled=part.is_rolled, every=self.every)
        return self.session.arrays(query)

    def _ranks(self, sets: Sequence[tuple[int, ...]]) -> Arrays:
        return self.session.arrays(rank_query(self.plan, self.schema, sets, every=self.every))

    def _extremes(self) -> tuple[Floats, Floats]:
        lowest, highest = _no_extremes()
        letters = (
            {Model.CANDIDATE: "c"}
            if self.plan.baseline is None
            else {Model.BASELINE: "b", Model.CANDIDATE: "c"}
        )
        for model, letter in letters.items():
            found = self.session.arrays(extremes_query(self.plan, self.schema, letter, every=self.every))
            bucket = np.asarray(found["f"], dtype=np.int64)
            lowest[model, bucket], highest[model, bucket] = rounded(found["low"]), rounded(found["high"])
        return lowest, highest


def _kinds(needs: frozenset[Need]) -> int:
    """Return about how many joint cells a slice has."""
    if Need.RANKS in needs:
        return _KINDS_OF_BUCKETS
    return _KINDS + _KINDS_OF_BINS * max(
        (bins for bins in BIN_CHOICES if Need.of_bins(bins) in needs), default=0
    )


def _joint_cells(parts: Sequence[Arrays], positions: Sequence[Ints]) -> JointCells:
    def column(name: str) -> Ints:
        return np.concatenate([_whole(part.get(name), len(part["y"])) for part in parts])

    keys = [np.concatenate(positions), *(column(name) for name in ("y", "h_b", "h_c", "k_b", "k_c"))]
    order = np.lexsort(keys[::-1])
    sums = np.zeros((order.size, len(SUMS)))
    for index in range(len(SUMS)):
        values = [
            np.asarray(part.get(f"s{index}", np.zeros(len(part["y"]))), dtype=np.float64) for part in parts
        ]
        sums[:, index] = np.concatenate(values)
    return JointCells.of([key[order] for key in keys], column("n")[order], rounded(sums[order]))


def _rows(parts: Sequence[Arrays], positions: Sequence[Ints], size: int) -> Ints:
    """Return the rows of each slice."""
    rows = np.zeros(size, dtype=np.int64)
    for part, position in zip(parts, positions, strict=False):  # rank cells come after these
        np.add.at(rows, position, _whole(part["r"], len(position)))
    return rows


def _rank_cells(parts: Sequence[Arrays], positions: Sequence[Ints]) -> RankCells:
    columns: list[list[Ints]] = [[] for _ in range(5)]
    for part, position in zip(parts, positions, strict=True):
        size = len(part["y"])
        is_candidate = ~np.ma.getmaskarray(part["f_c"])
        bucket = np.where(is_candidate, _whole(part["f_c"], size), _whole(part.get("f_b"), size))
        found = (
            position,
            is_candidate.astype(np.int64),
            _whole(part["y"], size),
            bucket,
            _whole(part["n"], size),
        )
        for column, values in zip(columns, found, strict=True):
            column.append(values)
    joined = [np.concatenate([np.zeros(0, dtype=np.int64), *column]) for column in columns]
    order = np.lexsort(joined[3::-1])
    return RankCells.of([column[order] for column in joined[:4]], joined[4][order])


def _whole(column: np.ndarray | None, size: int) -> Ints:
    """Return a column as integers, 0 where it is null or was not asked for."""
    if column is None:
        return np.zeros(size, dtype=np.int64)
    return np.asarray(np.ma.filled(column, 0), dtype=np.int64)


def _no_extremes() -> tuple[Floats, Floats]:
    return np.full((2, FINE_BUCKETS), np.nan), np.full((2, FINE_BUCKETS), np.nan)


def _needs(definitions: Sequence[Metric[Any]]) -> frozenset[Need]:
    return frozenset(cast("Need", need) for one in definitions for need in one.needs)
