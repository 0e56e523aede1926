"""Cells: everything that is ever asked of two models' predictions, as counts and sums.

A joint cell counts the rows of one slice that agree in the label, in what each model predicts, and, where a metric
asks, in the coarse bucket or the bin of each model's score. A rank cell counts the rows of one slice, one model and
one label in one fine bucket. Cells do not grow with the rows, add up over days, and replay a verdict without the data.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.buckets import FINE_BUCKETS
from lockgate.gates.slice_plan import Cut, Sliced
from lockgate.gates.slicing import SliceKey
from lockgate.gates.weighting import ONE_ROW, Weight

__all__ = [
    "SUMS",
    "CellPlan",
    "Cells",
    "JointCells",
    "Model",
    "Need",
    "Quality",
    "RankCells",
    "SliceCells",
    "own_needs",
    "rounded",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SUMS = (
    "p_baseline", "p_candidate", "p_baseline2", "p_candidate2", "p_gap2",
    "log_loss_baseline", "log_loss_candidate", "log_loss_baseline2", "log_loss_candidate2", "log_loss_gap2",
    "brier_baseline", "brier_candidate", "brier_baseline2", "brier_candidate2", "brier_gap2",
    "p_gap_size",
)  # fmt: skip
"""What is summed in each joint cell; 2 is a square, gap the row-wise candidate minus baseline, size without
its sign."""


class Model(IntEnum):
    """Which of the two models."""

    BASELINE = 0
    CANDIDATE = 1


class Need(StrEnum):
    """What a metric reads besides the label and what each model predicts."""

    SCORE_SUMS = "score_sums"  # sums of the scores
    SCORES = "scores"  # those, and sums of their squares
    RANKS = "ranks"  # fine buckets, and how the coarse ones of two models go together
    BINS_2 = "bins_2"  # which of 2 bins of equal width, and so on
    BINS_4 = "bins_4"
    BINS_5 = "bins_5"
    BINS_10 = "bins_10"
    BINS_20 = "bins_20"
    LOG_LOSS = "log_loss"  # of both models, and squares of their differences
    BRIER = "brier"
    OWN_SQUARES = "own_squares"  # squares of what each model loses, for what is no paired difference
    ROWS = "rows"  # how many rows there are, as lockgate.gates.metric.COUNTS_ROWS
    PAIR = "baseline"  # both models, as lockgate.gates.metric.COMPARES: there is no number of one alone

    @classmethod
    def of_bins(cls, bins: int) -> Need:
        """Return the need of one of the `BIN_CHOICES`."""
        return cls(f"bins_{bins}")


def own_needs(needs: Collection[Need]) -> frozenset[Need]:
    """Return what the number of one model is read from besides `needs`, which suffice for a paired difference.

    Examples
    --------
    >>> own_needs({Need.BRIER}), own_needs({Need.SCORES})
    (frozenset({<Need.OWN_SQUARES: 'own_squares'>}), frozenset())
    """
    has_losses = Need.LOG_LOSS in needs or Need.BRIER in needs
    return frozenset({Need.OWN_SQUARES}) if has_losses else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlan:
    """What the cells were made from; only cells with equal plans can be merged.

    `sets` are the crossed cuts by position; the first is empty: all rows. `slice_factor` fine buckets make one rank
    bucket of a slice.
    """

    table: str
    label: str
    candidate: str
    baseline: str | None = None
    threshold: float = 0.5
    positive: str | int | bool | None = None
    cuts: tuple[Cut, ...] = ()
    sets: tuple[tuple[int, ...], ...] = ((),)
    needs: tuple[Need, ...] = ()
    slice_needs: tuple[Need, ...] = ()
    slice_factor: int = 1
    weight: Weight = ONE_ROW


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How many rows there are, and how many of them no metric can use.

    Scores that are NaN count as outside [0, 1]. `other_labels` are the smallest and largest label values other
    than the positive one, where the plan names one.
    """

    rows: int = 0
    label_null: int = 0
    label_other: int = 0
    baseline_null: int = 0
    baseline_outside: int = 0
    candidate_null: int = 0
    candidate_outside: int = 0
    other_labels: tuple[str, ...] = ()

    @property
    def unusable(self) -> int:
        """Return in how many places something is wrong: 0 where every row can be used."""
        labels = self.label_null + self.label_other
        old, new = self.baseline_null + self.baseline_outside, self.candidate_null + self.candidate_outside
        return labels + old + new

    def plus(self, other: Quality) -> Quality:
        """Return the quality of the rows of both."""
        counts = {
            entry.name: getattr(self, entry.name) + getattr(other, entry.name)
            for entry in fields(self)
            if entry.name != "other_labels"
        }
        ends = sorted({*self.other_labels, *other.other_labels})
        return Quality(**counts, other_labels=tuple(sorted({ends[0], ends[-1]})) if ends else ())


@dataclass(frozen=True, slots=True, eq=False)
class JointCells:
    """Joint cells as parallel arrays, ordered by slice; `sums` has one row a cell and one column of `SUMS`."""

    slice: Ints
    positive: Ints
    flagged_baseline: Ints
    flagged_candidate: Ints
    bucket_baseline: Ints
    bucket_candidate: Ints
    n: Ints
    sums: Floats

    @classmethod
    def of(cls, keys: Sequence[Ints], n: Ints, sums: Floats) -> JointCells:
        """Build from the key columns, in the order of the fields, and what they hold."""
        place, positive, old_flag, new_flag, old_bucket, new_bucket = keys
        return cls(place, positive, old_flag, new_flag, old_bucket, new_bucket, n, sums)

    def part(self, start: int, stop: int) -> JointCells:
        """Return the cells from one position to another."""
        part = slice(start, stop)
        flags, buckets = (
            (self.flagged_baseline, self.flagged_candidate),
            (self.bucket_baseline, self.bucket_candidate),
        )
        keys = (self.slice, self.positive, *flags, *buckets)
        return JointCells.of([key[part] for key in keys], self.n[part], self.sums[part])

    def total(self, name: str) -> float:
        """Return one of `SUMS` over all cells."""
        return float(self.sums[:, SUMS.index(name)].sum())

    def column(self, name: str) -> Floats:
        """Return one of `SUMS` for each cell."""
        values: Floats = self.sums[:, SUMS.index(name)]
        return values


@dataclass(frozen=True, slots=True, eq=False)
class RankCells:
    """Rank cells as parallel arrays, ordered by slice."""

    slice: Ints
    model: Ints
    positive: Ints
    bucket: Ints
    n: Ints

    @classmethod
    def of(cls, keys: Sequence[Ints], n: Ints) -> RankCells:
        """Build from the key columns, in the order of the fields, and the rows."""
        place, model, positive, bucket = keys
        return cls(place, model, positive, bucket, n)

    def part(self, start: int, stop: int) -> RankCells:
        """Return the cells from one position to another."""
        part = slice(start, stop)
        keys = (self.slice, self.model, self.positive, self.bucket)
        return RankCells.of([key[part] for key in keys], self.n[part])


@dataclass(frozen=True, slots=True, eq=False)
class SliceCells:
    """The cells of one slice, as metrics read them.

    Parameters
    ----------
    key : SliceKey
        Which rows; empty for all.
    joint : JointCells
        Joint cells.
    ranks : RankCells
        Rank cells; empty unless asked for.
    factor : int
        Fine buckets that make one rank bucket.
    lowest, highest : ndarray of shape (2, FINE_BUCKETS)
        Smallest and largest score in each fine bucket, of each model, over all rows; NaN where there is none.
    seed : int
        Seed for metrics that draw.
    rows : int
        Rows; `n` is what they count where they are weighed.
    """

    key: SliceKey
    joint: JointCells
    ranks: RankCells
    factor: int
    lowest: Floats
    highest: Floats
    seed: int
    rows: int

    @property
    def n(self) -> int:
        """Return what the rows count."""
        return int(self.joint.n.sum())

    @property
    def n_positive(self) -> int:
        """Return what the positive rows count."""
        return int(self.joint.n @ self.joint.positive)

    def histogram(self, model: Model) -> tuple[Floats, Floats]:
        """Return positives and negatives per rank bucket, ascending in the score."""
        size = FINE_BUCKETS // self.factor
        of_model = self.ranks.model == model
        counts = []
        for positive in (1, 0):
            chosen = of_model & (self.ranks.positive == positive)
            weights = self.ranks.n[chosen].astype(np.float64)
            counts.append(np.bincount(self.ranks.bucket[chosen], weights, minlength=size).astype(np.float64))
        return counts[0], counts[1]

    def score_ends(self, model: Model) -> tuple[Floats, Floats]:
        """Return the smallest and the largest score of each rank bucket, over all rows; NaN where there is none."""
        shape = (-1, self.factor)
        with np.errstate(invalid="ignore"):
            low: Floats = np.fmin.reduce(self.lowest[model].reshape(shape), axis=1)
            high: Floats = np.fmax.reduce(self.highest[model].reshape(shape), axis=1)
        return low, high

    def has_ties_only(self, model: Model) -> NDArray[np.bool_]:
        """Tell for each rank bucket whether its rows all have the same score."""
        low, high = self.score_ends(model)
        same: NDArray[np.bool_] = low == high
        return same


@dataclass(frozen=True, slots=True, eq=False)
class Cells(Sliced):
    """All cells of one table of predictions.

    Parameters
    ----------
    plan : CellPlan
        What they were made from.
    quality : Quality
        Rows, and rows that no metric can use.
    keys : tuple of (int, tuple of str)
        For each slice the position of its slice set and its values; ascending, the first is all rows.
    joint, ranks : JointCells, RankCells
        The cells; `slice` is a position in `keys`.
    lowest, highest : ndarray of shape (2, FINE_BUCKETS)
        Smallest and largest score in each fine bucket of each model; NaN where unknown.
    rows : ndarray of shape (n_slices,) or None, default=None
        Rows of each slice where they are weighed; None where each counts once.
    """

    plan: CellPlan
    quality: Quality
    keys: tuple[tuple[int, tuple[str, ...]], ...]
    joint: JointCells
    ranks: RankCells
    lowest: Floats = field(repr=False)
    highest: Floats = field(repr=False)
    rows: Ints | None = None

    def slice(self, position: int, *, seed: int = 0) -> SliceCells:
        """Return the cells of the slice at a position in `keys`."""
        joint = self.joint.part(*np.searchsorted(self.joint.slice, [position, position + 1]).tolist())
        ranks = self.ranks.part(*np.searchsorted(self.ranks.slice, [position, position + 1]).tolist())
        factor = self.plan.slice_factor if self.keys[position][0] else 1
        rows = int(joint.n.sum() if self.rows is None else self.rows[position])
        return SliceCells(self.key(position), joint, ranks, factor, self.lowest, self.highest, seed, rows)

    def slice_of(self, key: tuple[int, tuple[str, ...]], *, seed: int = 0) -> SliceCells:
        """Return the cells of the slice that has a key; without rows where none has it."""
        position = bisect_left(self.keys, key)
        if self.keys[position : position + 1] == (key,):
            return self.slice(position, seed=seed)
        nothing = self.joint.part(0, 0), self.ranks.part(0, 0)
        return SliceCells((), *nothing, self.plan.slice_factor, self.lowest, self.highest, seed, 0)


def rounded(values: Floats, digits: int = 12) -> Floats:
    """Round to significant digits, so that what threads do to the last bits of a sum is not seen.

    The result is the double nearest to the decimal number, the same one that is read back from it.

    Examples
    --------
    >>> rounded(np.array([0.1 + 0.2, 0.0, 123456.7890123456])).tolist()
    [0.3, 0.0, 123456.789012]
    """
    result: Floats = np.array(values, dtype=np.float64)
    used = np.isfinite(result) & (result != 0)
    shift = np.zeros(result.shape)
    shift[used] = digits - 1 - np.floor(np.log10(np.abs(result[used])))
    exact = used & (shift >= 0) & (shift <= 22)  # noqa: PLR2004 - powers of ten up to 22 are exact in a double
    scale = 10.0 ** shift[exact]
    result[exact] = np.rint(result[exact] * scale) / scale
    rest = used & ~exact
    result[rest] = [float(f"{value:.{digits - 1}e}") for value in result[rest]]
    return result
