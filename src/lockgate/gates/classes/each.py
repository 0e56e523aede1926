"""The area under the ROC curve of each class against each other, averaged, from the scores of each class by label.

The scores of one class are known for the rows of every label, so how far a row pulls all pairs of that class is too.
What the scores of several classes have in common is not known: among the rows of one label their errors are added,
which is never too little; rows of different labels are different rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Floats, Model, SliceCells
from lockgate.gates.classes.cells import ClassSlice
from lockgate.gates.classes.formula import class_shares
from lockgate.gates.measurement import FractionMeasurement, MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.projection import Influence, paired_standard_error
from lockgate.stats.estimate import Estimate
from lockgate.stats.ranking import placement_values, roc_auc_from_counts

__all__ = ["each_difference", "each_estimate"]

_METHOD = "DeLong over pairs of classes, errors of scores added"


@dataclass(frozen=True, slots=True, eq=False)
class _Scores:
    """The pairs of one class by its own scores, of one model.

    Parameters
    ----------
    areas : ndarray of shape (n_classes,)
        How well its rows are told from those of each other class; 0 of itself.
    slack : float
        How far the weighed sum of the areas can be off.
    pull : ndarray of shape (n_classes, n_buckets)
        How far a row of each label pulls that sum, times the rows of its label.
    counts : ndarray of shape (n_classes, n_buckets)
        Rows of each label.
    """

    areas: Floats
    slack: float
    pull: Floats
    counts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Which classes are compared, and how much each ordered pair counts; the weights of all are 1 in sum."""

    each: Sequence[Sequence[SliceCells]]
    share: Floats
    weight: Floats

    @property
    def part(self) -> Floats:
        """Return how much the pairs count in which rows of a label (second) are scored for a class (first)."""
        found = self.weight.copy()
        np.fill_diagonal(found, self.weight.sum(axis=1))
        return found

    def scores(self, model: Model) -> list[_Scores]:
        return [
            _scores(one, at, weight, model)
            for at, (one, weight) in enumerate(zip(self.each, self.weight, strict=True))
        ]


def each_estimate(cells: ClassSlice, model: Model, *, is_weighted: bool) -> Measurement:
    """Return the mean area over all pairs of classes, of one model.

    Parameters
    ----------
    cells : ClassSlice
        With the scores of each class by label.
    model : Model
        Which model.
    is_weighted : bool
        Whether a pair counts as much as the rows of its two classes; else all count the same.
    """
    pairs = _pairs(cells, is_weighted=is_weighted)
    if isinstance(pairs, str):
        return UndefinedMeasurement(pairs, cells.n)
    found = pairs.scores(model)
    spread = np.stack([np.sqrt((one.counts * one.pull**2).sum(axis=1)) for one in found]) / _rows(pairs)
    value = _value(pairs, found)
    drift = _drift(pairs, found, value) if is_weighted else 0.0
    return _measured(pairs, cells, value, (spread, drift, sum(one.slack for one in found)), is_paired=False)


def each_difference(cells: ClassSlice, *, is_weighted: bool) -> Measurement:
    """Return candidate minus baseline, paired within the scores of each class."""
    pairs = _pairs(cells, is_weighted=is_weighted)
    if isinstance(pairs, str):
        return UndefinedMeasurement(pairs, cells.n)
    old, new = (pairs.scores(model) for model in Model)
    spread = np.array(
        [
            [
                paired_standard_error(part, *(Influence(pull, pull) for pull in (before, after)))
                for part, before, after in zip(parts, one.pull, two.pull, strict=True)
            ]
            for parts, one, two in zip(pairs.each, old, new, strict=True)
        ]
    )
    value = _value(pairs, new) - _value(pairs, old)
    gap = [one.areas - two.areas for one, two in zip(new, old, strict=True)]
    drift = _drift_of(pairs, np.stack(gap), value) if is_weighted else 0.0
    slack = sum(one.slack for one in (*old, *new))
    return _measured(pairs, cells, value, (spread, drift, slack), is_paired=True)


def _pairs(cells: ClassSlice, *, is_weighted: bool) -> _Pairs | str:
    """Return what is compared, or what is missing: of all rows every class must have some, of slices those that do."""
    share = class_shares(cells, Model.CANDIDATE)[1]
    if not cells.n:
        return "no rows"
    if not cells.key and (share == 0).any():
        return f"no row has the label `{cells.names[int(np.argmin(share))]}`"
    used = np.flatnonzero(share > 0)
    if len(used) < 2:  # noqa: PLR2004 - a pair
        return f"all rows have the label `{cells.names[int(used[0])]}`"
    size, own = len(used), share[used]
    weight = own[:, None] + own[None, :] if is_weighted else np.ones((size, size))
    np.fill_diagonal(weight, 0.0)
    each = [[cells.each[score][label] for label in used] for score in used]
    return _Pairs(each, own, weight / weight.sum())


def _scores(parts: Sequence[SliceCells], own: int, weight: Floats, model: Model) -> _Scores:
    counts = np.stack([part.histogram(model)[int(label != own)] for label, part in enumerate(parts)])
    is_tied = parts[own].has_ties_only(model)
    areas, pull, slack = np.zeros(len(parts)), np.zeros(counts.shape), 0.0
    for label in (at for at in range(len(parts)) if at != own):
        areas[label] = roc_auc_from_counts(counts[own], counts[label])
        of_own, of_other = placement_values(counts[own], counts[label])
        pull[own] += weight[label] * (of_own - areas[label])
        pull[label] = weight[label] * (of_other - areas[label])
        binned = np.where(is_tied, 0.0, counts[own] * counts[label]).sum()
        slack += weight[label] * 0.5 * float(binned / (counts[own].sum() * counts[label].sum()))
    return _Scores(areas, slack, pull, counts)


def _rows(pairs: _Pairs) -> Floats:
    """Return what the rows of each label count."""
    return np.array([part.n for part in pairs.each[0]], dtype=np.float64)


def _value(pairs: _Pairs, found: Sequence[_Scores]) -> float:
    return float(sum(weight @ one.areas for weight, one in zip(pairs.weight, found, strict=True)))


def _drift(pairs: _Pairs, found: Sequence[_Scores], value: float) -> float:
    return _drift_of(pairs, np.stack([one.areas for one in found]), value)


def _drift_of(pairs: _Pairs, areas: Floats, value: float) -> float:
    """Return the standard deviation of a row that comes from the weights, which are estimates too."""
    mean = (areas + areas.T).sum(axis=1) / 2 / (len(areas) - 1)
    return float(np.sqrt(pairs.share @ (mean - value) ** 2))


def _measured(
    pairs: _Pairs, cells: ClassSlice, value: float, told: tuple[Floats, float, float], *, is_paired: bool
) -> Measurement:
    """Return the number with its error; `told` are the spread by score and label, the drift, and the slack.

    To each error one row of a kind that was not seen is added, as `lockgate.gates.classes.formula.measured` does.
    """
    spread, drift, slack = told
    part, rows = pairs.part, _rows(pairs)
    added = np.hypot(spread, part / rows).sum(axis=0)
    error = float(np.sqrt((added**2).sum() + drift**2 / cells.n))
    weight = part.sum(axis=0)
    each = weight**2 / rows
    carrying = int(min(cells.n, each.sum() ** 2 / (each**2 / rows).sum()))
    span = min(1.0, max(1e-9, float((weight / rows).max()) * carrying))
    kind: Callable[..., Measurement] = MeanMeasurement if is_paired else FractionMeasurement
    how = f"paired, {_METHOD}, t" if is_paired else f"{_METHOD}, log-odds scale"
    return kind(Estimate(value, error, cells.n, carrying), how, slack=slack, span=span)
