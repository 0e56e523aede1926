"""Metric: how far the precision at the threshold has moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.confusion import Ratio, flagged, paired_ratio, rate
from lockgate.gates.cut import require_fraction
from lockgate.gates.linear import scaled
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["PrecisionShift"]

_NOTHING = "no rows are predicted positive"


@dataclass(frozen=True, slots=True)
class PrecisionShift:
    """The `precision` at the threshold, less what it was when the threshold was chosen.

    A threshold that was chosen on other rows is still right only while this stays near 0. Undefined where `precision`
    is.

    Parameters
    ----------
    reference : float
        The `precision` when the threshold was chosen, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> PrecisionShift().direction
    <Direction.NEITHER: 'neither'>

    In a gate::

        - {metric: precision_shift, arguments: {reference: 0.2}, mustBeBetween: [-0.02, 0.02]}
    """

    name: ClassVar[str] = "precision_shift"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.NEITHER
    least: ClassVar[float] = -1.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset()
    reference: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "reference", self.reference)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        plain = rate(cells, cells.joint.positive, flagged(cells, model), _NOTHING)
        return scaled(plain, 1.0, -float(self.reference or 0))

    def difference(self, cells: SliceCells) -> Measurement:
        return paired_ratio(cells, _terms(cells, Model.BASELINE), _terms(cells, Model.CANDIDATE), _NOTHING)


def _terms(cells: SliceCells, model: Model) -> Ratio:
    chosen: Floats = flagged(cells, model).astype(np.float64)
    return Ratio(chosen * cells.joint.positive, chosen)
