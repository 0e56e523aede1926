"""Metric: the share of rows whose label is among the k most probable classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.rates import Bools, paired_rate, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["TopKAccuracyScore"]


@dataclass(frozen=True, slots=True)
class TopKAccuracyScore:
    """The share of rows whose label is among the `k` classes of highest probability.

    Needs probabilities; of equal ones the first named comes first. Exact, by Clopper and Pearson, and paired by Tango.
    With `k` 1 it is `accuracy`.


    Parameters
    ----------
    k : int, default=2
        How many classes the label may be among, 1 or more.

    Raises
    ------
    ParameterError
        If `k` is less than 1.

    Examples
    --------
    >>> TopKAccuracyScore(k=3).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "top_k_accuracy_score"
    aliases: ClassVar[tuple[str, ...]] = ("top_k_accuracy",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset({ClassNeed.LABEL_RANKS})
    k: int = 2

    def __post_init__(self) -> None:
        if isinstance(self.k, bool) or self.k < 1:
            raise ParameterError.of("metric top_k_accuracy_score", "k", "a whole number of 1 or more", self.k)

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        hits = self._hits(cells, model)
        return rate(cells.ranks.n, hits, np.ones_like(hits))

    def difference(self, cells: ClassSlice) -> Measurement:
        old, new = (self._hits(cells, model) for model in Model)
        return paired_rate(cells.ranks.n, old, new, np.ones_like(old))

    def _hits(self, cells: ClassSlice, model: Model) -> Bools:
        found: Bools = cells.ranks.keys[:, 1 + model] < self.k
        return found
