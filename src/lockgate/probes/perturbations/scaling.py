"""Perturbation: numbers are a little too large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.probes.perturbation import Perturbation
from lockgate.probes.rows import Column, Rows, numbers

__all__ = ["Scaling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling(Perturbation):
    """Multiply numbers by 1 + dose, as a sensor does that reads too high; `downwards` divides instead.

    Parameters
    ----------
    downwards : bool, default=False
        Whether numbers are divided by 1 + dose.

    Examples
    --------
    .. code-block:: yaml

        scaling: {columns: [distance], doses: [0.01, 0.05]}

    >>> import numpy as np
    >>> rows = {"x": np.array([0.0, 2.0])}
    >>> Scaling(columns=("x",), doses=(0.05,)).at(rows, 0.05, seed=1)["x"].tolist()
    [0.0, 2.1]
    """

    name: ClassVar[str] = "scaling"
    dose_unit: ClassVar[str] = "relative change"

    downwards: bool = False

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        del seed  # nothing is drawn
        factor = 1 / (1 + dose) if self.downwards else 1 + dose
        return {**rows, **{name: numbers(rows, name, self.name) * factor for name in self.columns}}
