"""Perturbation: numbers are moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.probes.perturbation import Perturbation
from lockgate.probes.rows import Column, Rows, numbers, spread

__all__ = ["Shift"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Perturbation):
    """Add a constant to numbers.

    The dose is the constant, in standard deviations of the column.

    Parameters
    ----------
    downwards : bool, default=False
        Whether it is taken away instead.

    Examples
    --------
    .. code-block:: yaml

        shift: {columns: [temp], doses: [0.1, 0.5]}

    >>> import numpy as np
    >>> rows = {"x": np.array([0.0, 2.0])}
    >>> Shift(columns=("x",), doses=(0.5,)).at(rows, 0.5, seed=1)["x"].tolist()
    [0.5, 2.5]
    """

    name: ClassVar[str] = "shift"
    dose_unit: ClassVar[str] = "standard deviations"

    downwards: bool = False

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        del seed  # nothing is drawn
        step = -dose if self.downwards else dose
        moved = {
            name: numbers(rows, name, self.name) + step * spread(rows, name, self.name) for name in self.columns
        }
        return {**rows, **moved}
