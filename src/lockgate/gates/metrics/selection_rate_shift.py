"""Metric: how far the share of rows predicted positive has moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import flagged, paired_rate, rate
from lockgate.gates.cut import require_fraction
from lockgate.gates.linear import scaled
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["SelectionRateShift"]


@dataclass(frozen=True, slots=True)
class SelectionRateShift:
    """The `selection_rate` at the threshold, less what it was when the threshold was chosen.

    A threshold that was chosen on other rows is still right only while this stays near 0. Undefined where
    `selection_rate` is.

    Parameters
    ----------
    reference : float
        The `selection_rate` when the threshold was chosen, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> SelectionRateShift().direction
    <Direction.NEITHER: 'neither'>

    In a gate::

        - {metric: selection_rate_shift, arguments: {reference: 0.2}, mustBeBetween: [-0.02, 0.02]}
    """

    name: ClassVar[str] = "selection_rate_shift"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.NEITHER
    least: ClassVar[float] = -1.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset()
    reference: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "reference", self.reference)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        plain = rate(cells, flagged(cells, model), np.ones_like(cells.joint.n), "no rows")
        return scaled(plain, 1.0, -float(self.reference or 0))

    def difference(self, cells: SliceCells) -> Measurement:
        both = flagged(cells, Model.BASELINE), flagged(cells, Model.CANDIDATE)
        return paired_rate(cells, both, np.ones_like(cells.joint.n), "no rows")
