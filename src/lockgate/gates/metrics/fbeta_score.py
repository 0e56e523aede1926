"""Metric: precision and recall in one number, with recall `beta` times as important."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.amounts import require_amounts
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import Ratio, flagged, paired_ratio, ratio
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["FBetaScore"]

_MOST = 1_000
_NOTHING = "no row is positive or predicted positive"


@dataclass(frozen=True, slots=True)
class FBetaScore:
    """The weighted harmonic mean of precision and recall.

    (1 + beta²) TP / ((1 + beta²) TP + beta² FN + FP). Undefined where no row is positive or predicted positive. By the
    delta method.

    Parameters
    ----------
    beta : float
        How many times as important recall is as precision, above 0 and at most 1,000; 1 is `f1`.

    Raises
    ------
    ParameterError
        If `beta` is not a number above 0 and at most 1,000.

    Examples
    --------
    .. code-block:: yaml

        metric: fbeta_score
        arguments: {beta: 2}
        mustBeGreaterOrEqualTo: 0.6

    >>> FBetaScore(beta=2.0).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "fbeta_score"
    aliases: ClassVar[tuple[str, ...]] = ("fbeta",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset()
    beta: float | None = None

    def __post_init__(self) -> None:
        require_amounts(self.name, {"beta": self.beta})
        if self.beta is not None and not 0 < self.beta <= _MOST:
            raise ParameterError.of("metric fbeta_score", "beta", "a number above 0, at most 1,000", self.beta)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return ratio(cells, self._terms(cells, model), _NOTHING)

    def difference(self, cells: SliceCells) -> Measurement:
        old, new = (self._terms(cells, model) for model in Model)
        return paired_ratio(cells, old, new, _NOTHING)

    def _terms(self, cells: SliceCells, model: Model) -> Ratio:
        square = float(self.beta or 1) ** 2
        chosen, label = flagged(cells, model).astype(np.float64), cells.joint.positive
        return Ratio((1 + square) * chosen * label, chosen + square * label)
