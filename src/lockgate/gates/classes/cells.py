"""Class cells: for each slice how often a label meets the prediction of the baseline and that of the candidate.

Of a multiclass model label and predictions are classes. Of a multilabel model they are sets of labels, each written as
one digit a label, such as ``101``: which sets meet is all that any metric at a threshold needs. Where there are
probabilities, sums of row-wise losses, ranks of the label, and the binary cells of each class against the rest join in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.cells import Cells, Model, Quality, SliceCells
from lockgate.gates.predicted import Predicted
from lockgate.gates.slice_plan import Cut, Sliced
from lockgate.gates.slicing import SliceKey
from lockgate.gates.weighting import ONE_ROW, Weight

__all__ = [
    "LOSSES",
    "LOSS_SUMS",
    "ClassCells",
    "ClassNeed",
    "ClassPlan",
    "ClassSlice",
    "Counts",
    "Floats",
    "Ints",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class ClassNeed(StrEnum):
    """What a metric reads besides which classes meet."""

    BASELINE = "baseline"  # both models: as lockgate.gates.metric.COMPARES
    LABEL_RANKS = "label_ranks"  # on which place the label's probability is
    REST = "rest"  # binary cells of each class against the rest
    EACH = "each"  # the same by label, for each class against each other
    LOG_LOSS = "log_loss"
    BRIER = "brier"
    RANKING_PRECISION = "ranking_precision"
    COVERAGE = "coverage"
    RANKING_LOSS = "ranking_loss"


LOSSES = (
    ClassNeed.LOG_LOSS,
    ClassNeed.BRIER,
    ClassNeed.RANKING_PRECISION,
    ClassNeed.COVERAGE,
    ClassNeed.RANKING_LOSS,
)
"""What is a number of each row and each model."""

LOSS_SUMS = ("baseline", "baseline2", "candidate", "candidate2", "gap2")
"""What is summed of each; 2 is a square, gap the row-wise candidate minus baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPlan:
    """What the cells were made from; only those with equal plans can be merged.

    `names` are the classes that predictions name, or the labels of a multilabel model, in order; empty where classes
    are those that occur. `sets` are the crossed cuts by position; the first is empty: all rows.
    """

    table: str
    label: Predicted
    candidate: Predicted
    baseline: Predicted | None = None
    threshold: float = 0.5
    names: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    sets: tuple[tuple[int, ...], ...] = ((),)
    needs: tuple[ClassNeed, ...] = ()
    slice_needs: tuple[ClassNeed, ...] = ()
    weight: Weight = ONE_ROW

    @property
    def is_multilabel(self) -> bool:
        """Tell whether a row can have several labels."""
        return not isinstance(self.label, str)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Rows by slice and a few codes, ordered; `keys` has a row for each count, its first column is the slice.

    Examples
    --------
    >>> counts = Counts(np.array([[0, 1], [2, 0]]), np.array([5, 7]))
    >>> counts.part(2).n.tolist(), counts.part(2).keys.tolist()
    ([7], [[2, 0]])
    """

    keys: Ints
    n: Ints

    def part(self, position: int) -> Counts:
        """Return the counts of one slice."""
        start, stop = np.searchsorted(self.keys[:, 0], [position, position + 1])
        return Counts(self.keys[start:stop], self.n[start:stop])


@dataclass(frozen=True, slots=True, eq=False)
class ClassSlice:
    """The cells of one slice, as metrics read them.

    Parameters
    ----------
    key : SliceKey
        Which rows; empty for all.
    names : tuple of str
        Classes, or labels of a multilabel model.
    members : ndarray of bool of shape (n_codes, n_names) or None
        Which labels a set of labels has, by code; None where each class is its own code.
    is_named : bool
        Whether the names were given, and not found in the rows.
    joint : Counts
        Rows by slice, code of the label, of the baseline's prediction, of the candidate's.
    ranks : Counts
        Rows by slice, place of the label's probability with the baseline, with the candidate; from 0.
    losses : mapping of ClassNeed to ndarray
        `LOSS_SUMS` of each row-wise loss.
    rest : tuple of SliceCells
        Binary cells of each name against the rest.
    rows : int
        Rows; `n` is what they count where they are weighed.
    each : tuple of tuple of SliceCells, default=()
        For each name its binary cells among the rows of each label; empty unless needed.
    """

    key: SliceKey
    names: tuple[str, ...]
    members: NDArray[np.bool_] | None
    is_named: bool
    joint: Counts
    ranks: Counts
    losses: Mapping[ClassNeed, Floats]
    rest: tuple[SliceCells, ...]
    rows: int
    each: tuple[tuple[SliceCells, ...], ...] = ()

    @property
    def n(self) -> int:
        """Return what the rows count."""
        return int(self.joint.n.sum())

    @property
    def label(self) -> Ints:
        """Return the code of the label of each joint cell."""
        return self.joint.keys[:, 1]

    def predicted(self, model: Model) -> Ints:
        """Return the code of what a model predicts in each joint cell."""
        return self.joint.keys[:, 2 + model]


@dataclass(frozen=True, slots=True, eq=False)
class ClassCells(Sliced):
    """All class cells of one table of predictions.

    Parameters
    ----------
    plan : ClassPlan
        What they were made from.
    quality : Quality
        Rows, and rows that no metric can use.
    keys : tuple of (int, tuple of str)
        For each slice the position of its slice set and its values; ascending, the first is all rows.
    codes : tuple of str
        What the codes of the joint cells mean: classes, or sets of labels.
    joint, ranks : Counts
        As in `ClassSlice`.
    losses : ndarray of shape (n_slices, n_losses, 5)
        `LOSS_SUMS` of each of the plan's `LOSSES`; 0 where slices need fewer.
    rest : tuple of Cells
        Binary cells of each name against the rest; empty unless needed.
    rows : ndarray of shape (n_slices,) or None, default=None
        Rows of each slice where they are weighed; None where each counts once.
    each : tuple of Cells, default=()
        As `rest`, cut by the label before all other cuts; empty unless needed.
    """

    plan: ClassPlan
    quality: Quality
    keys: tuple[tuple[int, tuple[str, ...]], ...]
    codes: tuple[str, ...]
    joint: Counts
    ranks: Counts
    losses: Floats
    rest: tuple[Cells, ...] = ()
    rows: Ints | None = None
    each: tuple[Cells, ...] = ()

    def slice(self, position: int, *, seed: int = 0) -> ClassSlice:
        """Return the cells of the slice at a position in `keys`."""
        asked = [need for need in LOSSES if need in self.plan.needs]
        here = slice(position, position + 1)
        rest = tuple(
            cells.slice(position, seed=seed) for cells in self.rest if cells.keys[here] == self.keys[here]
        )
        is_multilabel, joint = self.plan.is_multilabel, self.joint.part(position)
        return ClassSlice(
            self.key(position),
            self.plan.names if is_multilabel else self.codes,
            self._members() if is_multilabel else None,
            bool(self.plan.names),
            joint,
            self.ranks.part(position),
            {need: self.losses[position, at] for at, need in enumerate(asked)},
            rest,
            int(joint.n.sum() if self.rows is None else self.rows[position]),
            tuple(self._by_label(cells, position, seed) for cells in self.each),
        )

    def _by_label(self, cells: Cells, position: int, seed: int) -> tuple[SliceCells, ...]:
        """Return the cells of one name in a slice, among the rows of each label; nothing where it was not cut so."""
        at, values = self.keys[position]
        members = (0, *(1 + cut for cut in self.plan.sets[at]))
        if members not in cells.plan.sets:
            return ()
        inner = cells.plan.sets.index(members)
        return tuple(cells.slice_of((inner, (name, *values)), seed=seed) for name in self.plan.names)

    def _members(self) -> NDArray[np.bool_]:
        size = len(self.plan.names)
        return np.array([[digit == "1" for digit in code] for code in self.codes], dtype=bool).reshape(-1, size)
