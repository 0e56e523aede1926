"""Metric: the share of rows that the baseline gets right and the candidate wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.rates import rate, right
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction

__all__ = ["NegativeFlipRate"]


@dataclass(frozen=True, slots=True)
class NegativeFlipRate:
    """The share of rows that the baseline predicts right and the candidate wrong: what users lose by the release.

    Needs a baseline. Exact, by Clopper and Pearson. Undefined without rows.

    References
    ----------
    S. Yan et al., Positive-Congruent Training: Towards Regression-Free Model Updates (2021), arXiv:2011.09161.


    Examples
    --------
    >>> NegativeFlipRate().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "negative_flip_rate"
    aliases: tuple[str, ...] = ("negative_flips",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[ClassNeed] = frozenset({ClassNeed.BASELINE})

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        del model  # it is about both
        flipped = right(cells, Model.BASELINE) & ~right(cells, Model.CANDIDATE)
        return rate(cells.joint.n, flipped, np.ones_like(flipped))

    def difference(self, cells: ClassSlice) -> Measurement:
        return UndefinedMeasurement("it compares the two models itself", cells.n)
