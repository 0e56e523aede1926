"""Read a table of predicted classes, or of several labels, into class cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Cells, Quality, rounded
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
from lockgate.gates.classes.query import class_overview, class_query, label_rank_query
from lockgate.gates.classes.unusable import unusable_classes
from lockgate.gates.collect import collect_cells
from lockgate.gates.collect_by_label import by_label
from lockgate.gates.metric_gate import MetricGate, SliceScope
from lockgate.gates.predicted import Predicted
from lockgate.gates.slice_reading import Arrays, cut_sizes, slice_keys, wanted_cuts, with_edges
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.weighting import weight_of
from lockgate.scan.engine import Session
from lockgate.scan.schema import Schema

__all__ = ["MOST_CELLS", "MOST_CLASSES", "collect_classes", "wanted_classes"]

MOST_CLASSES = 1_000
"""Most classes that a label or a prediction may have."""

MOST_CELLS = 1_000_000
"""Most cells that all slices together may have."""

_FIRST_DISTINCT, _FIRST_CUT = 9, 12
"""Where the numbers of classes, and then the columns of slices, begin in the answer to the first look."""


def collect_classes(session: Session, spec: ModelGateSpec) -> ClassCells:
    """Read the class cells that a spec asks for.

    One look at the table for row counts, unusable rows and bin edges, then one pass for all rows and one for all
    slices; where a gate asks for places of the label the same again, and where it asks for curves the binary cells of
    each class.

    Parameters
    ----------
    session : Session
        Where the table is open.
    spec : ModelGateSpec
        What is asked.

    Returns
    -------
    ClassCells
        Of the usable rows; `ClassCells.quality` counts the others.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a column is missing or of another type, or the engine refuses.
    ParameterError
        If there are more than ``MOST_CLASSES`` classes or ``MOST_CELLS`` cells, or slices are too many.
    """
    schema = session.schema(spec.table)
    plan, bins = wanted_classes(spec, schema)
    plan = replace(plan, weight=weight_of(session, spec.table, spec.weight))
    seen = session.rows(class_overview(plan, schema, bins=bins))[0]
    _require_few_classes(plan, seen[_FIRST_DISTINCT:_FIRST_CUT])
    first_edge = _FIRST_CUT + len(plan.cuts)
    plan = replace(plan, cuts=with_edges(plan.cuts, bins, seen[first_edge:]))
    quality = _quality(seen)
    cut_sizes(plan, [int(cast("int", value or 0)) for value in seen[_FIRST_CUT:first_edge]], quality.rows)
    found = _Reader(session, schema, plan).cells(quality, _rest(session, spec, plan))
    is_asked = ClassNeed.EACH in plan.needs and not unusable_classes(plan, quality)
    return replace(found, each=by_label(session, spec, plan)) if is_asked else found


def wanted_classes(spec: ModelGateSpec, schema: Schema) -> tuple[ClassPlan, tuple[tuple[int, int], ...]]:
    """Return the plan of a spec, and the cuts by position whose bin edges are still to be found.

    Raises
    ------
    ColumnNotFoundError, DataError
        If a slice column is missing, or is to be binned and is not numeric.
    """
    cuts = wanted_cuts(spec, schema)
    asked = {need for one in spec.definitions for need in one.needs}
    of_slices = {need for one in spec.sliced_definitions for need in one.needs}
    named = spec.label if isinstance(spec.label, dict) else spec.candidate
    plan = ClassPlan(
        table=spec.table,
        label=spec.label,
        candidate=spec.candidate,
        baseline=spec.baseline,
        threshold=round_float(spec.threshold),
        names=tuple(named) if isinstance(named, dict) else (),
        cuts=cuts.cuts,
        sets=cuts.sets,
        needs=tuple(need for need in ClassNeed if need in asked),
        slice_needs=tuple(need for need in ClassNeed if need in of_slices),
    )
    return plan, cuts.bins


def _quality(seen: Sequence[object]) -> Quality:
    rows, *counts = (int(cast("int", value or 0)) for value in seen[:7])  # no rows make some engines count null
    names = ("label_null", "label_other", "baseline_null", "baseline_outside", "candidate_null")
    named = dict(zip((*names, "candidate_outside"), counts, strict=True))
    strangers = tuple(sorted({str(value) for value in seen[7:_FIRST_DISTINCT] if value is not None}))
    return Quality(rows=rows, **named, other_labels=strangers)


def _require_few_classes(plan: ClassPlan, distinct: Sequence[object]) -> None:
    for role, count in zip(("label", "baseline", "candidate"), distinct, strict=True):
        if int(cast("int", count or 0)) > MOST_CLASSES:
            column = getattr(plan, role)
            raise ParameterError.of(
                "model gate", role, f"a column of at most {MOST_CLASSES:,} classes (`{column}`)", count
            )


def _rest(session: Session, spec: ModelGateSpec, plan: ClassPlan) -> tuple[Cells, ...]:
    """Return the binary cells of each name against the rest, where a gate asks for curves."""
    if ClassNeed.REST not in plan.needs:
        return ()
    sliced = SliceScope.ALL if ClassNeed.REST in plan.slice_needs and spec.cut_sets else SliceScope.NONE
    gates = (
        MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.5), slices=sliced),
        MetricGate(metric="average_precision", requirement=Requirement.at_least(0.5), slices=sliced),
    )
    found = []
    for name in plan.names:
        one = ModelGateSpec(
            table=spec.table,
            label=_of(spec.label, name),
            candidate=_of(spec.candidate, name),
            baseline=None if spec.baseline is None else _of(spec.baseline, name),
            positive=name if isinstance(spec.label, str) else None,
            threshold=spec.threshold,
            slices=spec.cut_sets,
            weight=spec.weight,
            blocks=spec.blocks,
            gates=gates,
        )
        found.append(collect_cells(session, one))
    return tuple(found)


def _of(predicted: Predicted, name: str) -> str:
    return predicted if isinstance(predicted, str) else predicted[name]


@dataclass(slots=True)
class _Reader:
    """Runs the queries of one plan and puts their answers together."""

    session: Session
    schema: Schema
    plan: ClassPlan

    def cells(self, quality: Quality, rest: tuple[Cells, ...]) -> ClassCells:
        plan = self.plan
        groups = [([()], frozenset(plan.needs)), (plan.sets[1:], frozenset(plan.slice_needs))]
        groups = [(sets, needs) for sets, needs in groups if sets]
        joint = [self.session.arrays(class_query(plan, self.schema, sets, needs)) for sets, needs in groups]
        ranks = [
            self.session.arrays(label_rank_query(plan, self.schema, sets))
            for sets, needs in groups
            if ClassNeed.LABEL_RANKS in needs
        ]
        if sum(len(part["n"]) for part in joint) > MOST_CELLS:
            must = f"at most {MOST_CELLS:,} combinations of slice, label and predictions"
            raise ParameterError.of("model gate", "slices", must, sum(len(part["n"]) for part in joint))
        keys, positions = slice_keys([*joint, *ranks], plan)
        codes = self._codes(joint)
        size = len(joint)
        return ClassCells(
            plan=plan,
            quality=quality,
            keys=keys,
            codes=codes,
            joint=_counts(joint, positions[:size], ("y", "c_b", "c_c"), codes),
            ranks=_counts(ranks, positions[size:], ("r_b", "r_c"), ()),
            losses=self._losses(joint, positions, [needs for _, needs in groups], len(keys)),
            rest=rest,
            rows=_rows(joint, positions, len(keys)) if plan.weight.column else None,
        )

    def _codes(self, joint: Sequence[Arrays]) -> tuple[str, ...]:
        """Return the classes or sets of labels: those that are named, else those that occur."""
        if self.plan.names and not self.plan.is_multilabel:
            return self.plan.names
        found = {
            str(text)
            for part in joint
            for name in ("y", "c_b", "c_c")
            if name in part
            for text in set(part[name].tolist())
        }
        return tuple(sorted(found, key=class_order))

    def _losses(
        self,
        joint: Sequence[Arrays],
        positions: Sequence[Ints],
        needs: Sequence[frozenset[ClassNeed]],
        size: int,
    ) -> Floats:
        asked = [need for need in LOSSES if need in self.plan.needs]
        found = np.zeros((size, len(asked), len(LOSS_SUMS)))
        for part, position, has in zip(joint, positions, needs, strict=False):
            for at, need in enumerate(one for one in LOSSES if one in has):
                for column, name in enumerate(LOSS_SUMS):
                    if f"s{at}_{name}" in part:
                        values = np.asarray(np.ma.filled(part[f"s{at}_{name}"], 0.0), dtype=np.float64)
                        np.add.at(found[:, asked.index(need), column], position, values)
        return rounded(found)


def _rows(parts: Sequence[Arrays], positions: Sequence[Ints], size: int) -> Ints:
    """Return the rows of each slice."""
    rows = np.zeros(size, dtype=np.int64)
    for part, position in zip(parts, positions, strict=False):  # the counts of ranks come after these
        np.add.at(rows, position, np.asarray(part["r"], dtype=np.int64))
    return rows


def class_order(text: str) -> tuple[int, int, str]:
    """Return by what classes are ordered: whole numbers by size, before texts.

    Examples
    --------
    >>> sorted(["10", "b", "9", "a", "-1"], key=class_order)
    ['-1', '9', '10', 'a', 'b']
    """
    digits = text.removeprefix("-")
    return (0, int(text), text) if digits.isascii() and digits.isdecimal() else (1, 0, text)


def _counts(
    parts: Sequence[Arrays], positions: Sequence[Ints], names: Sequence[str], codes: Sequence[str]
) -> Counts:
    """Return counts by slice and the columns of some names; texts become codes, what was not asked for is 0."""
    where = {text: code for code, text in enumerate(codes)}
    keys, counts = [np.zeros((0, 1 + len(names)), dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for part, position in zip(parts, positions, strict=True):
        columns = [position]
        for name in names:
            values = part[name].tolist() if name in part else [0] * len(position)
            columns.append(
                np.array([where[one] if isinstance(one, str) else one for one in values], dtype=np.int64)
            )
        keys.append(np.stack(columns, axis=1))
        counts.append(np.asarray(part["n"], dtype=np.int64))
    joined, n = np.concatenate(keys), np.concatenate(counts)
    order = np.lexsort(joined.T[::-1])
    return Counts(joined[order], n[order])
