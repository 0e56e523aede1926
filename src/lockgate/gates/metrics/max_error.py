"""Metric: the largest of the absolute errors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import FactMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["MaxError"]


@dataclass(frozen=True, slots=True)
class MaxError:
    """The largest absolute error of the rows at hand: a fact about them, and no estimate.

    No number of rows bounds the largest error that is still to come, so this one claims nothing of it: a gate says that
    no row of this table is further off, as a contract says that no value of it is out of range, and its verdict holds
    for these rows with certainty. What is to hold for rows that were not seen is `within_tolerance_score`, the share of
    rows within a bar, with exact bounds. Not with `blocks` or weights, and cells of it do not merge.

    Raises
    ------
    ParameterError
        If a gate asks it where `blocks` are named.

    References
    ----------
    As scikit-learn's ``max_error``.

    Examples
    --------
    .. code-block:: yaml

        metric: max_error
        mustBeLessOrEqualTo: 240

    >>> MaxError().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "max_error"
    aliases: ClassVar[tuple[str, ...]] = ("max_absolute_error",)
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    needs: ClassVar[frozenset[Term]] = frozenset({Term(Kind.ORDERED_ERROR)})

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        if cells.middle is None:
            return UndefinedMeasurement("no rows", cells.n)
        return _of_these_rows(cells.middle.of(model).largest, cells.n)

    def difference(self, cells: MomentSlice) -> Measurement:
        if cells.middle is None:
            return UndefinedMeasurement("no rows", cells.n)
        old, new = (cells.middle.of(model).largest for model in Model)
        return _of_these_rows(new - old, cells.n)


def _of_these_rows(value: float, n: int) -> Measurement:
    if math.isnan(value):
        return UndefinedMeasurement("evidence of an earlier version does not hold the largest error", n)
    return FactMeasurement(value, n)
