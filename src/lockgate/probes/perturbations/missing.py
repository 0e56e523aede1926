"""Perturbation: values are missing completely at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.probes.perturbation import SHARE, Perturbation, hit_rows
from lockgate.probes.rows import Column, Rows, column_of, n_rows, with_missing

__all__ = ["Missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing(Perturbation):
    """Take values away, in each column from other rows, without regard to what they are.

    The dose is the share of rows, of each column.

    Examples
    --------
    .. code-block:: yaml

        missing: {columns: [temp, wind_speed], doses: [0.05, 0.2, 0.5]}

    >>> import numpy as np
    >>> rows = {"x": np.arange(4)}
    >>> Missing(columns=("x",), doses=(0.5,)).at(rows, 0.5, seed=1)["x"].tolist()
    [nan, nan, 2.0, 3.0]
    """

    name: ClassVar[str] = "missing"
    dose_unit: ClassVar[str] = SHARE
    most: ClassVar[float] = 1.0

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        changed = dict(rows)
        for place, name in enumerate(self.columns):
            hit = hit_rows(n_rows(rows), dose, seed + place)
            changed[name] = with_missing(column_of(rows, name, self.name), hit)
        return changed
