"""Perturbation: numbers lose digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.probes.perturbation import Perturbation
from lockgate.probes.rows import Column, Rows, numbers, spread

__all__ = ["Rounding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding(Perturbation):
    """Round numbers to multiples of a step.

    The dose is the step, in standard deviations of the column.

    Examples
    --------
    .. code-block:: yaml

        rounding: {columns: [temp], doses: [0.1, 0.5, 1]}

    >>> rows = {"x": np.array([0.0, 1.9, 4.0])}
    >>> Rounding(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"].round(3).tolist()
    [0.0, 1.634, 3.267]
    """

    name: ClassVar[str] = "rounding"
    dose_unit: ClassVar[str] = "standard deviations"

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        del seed  # nothing is drawn
        changed = dict(rows)
        for name in self.columns:
            step = dose * spread(rows, name, self.name)
            changed[name] = np.round(numbers(rows, name, self.name) / step) * step
        return changed
