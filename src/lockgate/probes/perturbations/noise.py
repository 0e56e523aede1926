"""Perturbation: numbers get normal noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.probes.perturbation import Perturbation
from lockgate.probes.rows import Column, Rows, numbers, spread

__all__ = ["Noise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise(Perturbation):
    """Add normal noise to numbers.

    The dose is the standard deviation of the noise, in standard deviations of the column. An integer column becomes one
    of floats.

    Examples
    --------
    .. code-block:: yaml

        noise: {columns: [distance, temp], doses: [0.05, 0.1, 0.2]}

    >>> rows = {"x": np.array([0.0, 2.0])}
    >>> Noise(columns=("x",), doses=(0.1,)).at(rows, 0.1, seed=1)["x"].round(3).tolist()
    [0.035, 2.082]
    """

    name: ClassVar[str] = "noise"
    dose_unit: ClassVar[str] = "standard deviations"

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        changed = dict(rows)
        for place, name in enumerate(self.columns):
            values = numbers(rows, name, self.name)
            drawn = np.random.default_rng([seed, place]).standard_normal(len(values))
            changed[name] = values + dose * spread(rows, name, self.name) * drawn
        return changed
