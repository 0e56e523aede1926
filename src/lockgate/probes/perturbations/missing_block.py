"""Perturbation: values are missing in rows that follow each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.probes.perturbation import SHARE, Perturbation
from lockgate.probes.rows import Column, Rows, column_of, n_rows, with_missing

__all__ = ["MissingBlock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingBlock(Perturbation):
    """Take values away in rows that follow each other, the same in all columns, as when a feed is down for a while.

    The dose is the share of rows.

    Parameters
    ----------
    order : str
        Column that says which rows follow each other.

    Examples
    --------
    .. code-block:: yaml

        missing_block: {columns: [temp, wind_speed], doses: [0.1, 0.3], order: time_hour}

    >>> rows = {"x": np.arange(6), "day": np.arange(6)}
    >>> MissingBlock(columns=("x",), doses=(0.5,), order="day").at(rows, 0.5, seed=1)["x"].tolist()
    [0.0, 1.0, nan, nan, nan, 5.0]
    """

    name: ClassVar[str] = "missing_block"
    dose_unit: ClassVar[str] = SHARE
    most: ClassVar[float] = 1.0

    order: str

    @property
    def reads(self) -> tuple[str, ...]:
        return (*self.columns, self.order)

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        n = n_rows(rows)
        size = round(dose * n)
        # its place is drawn as a share, so that a greater block begins no later
        start = int(np.random.default_rng([seed, 0]).random() * (n - size + 1))
        hit = np.zeros(n, dtype=bool)
        ordered = np.argsort(column_of(rows, self.order, self.name), kind="stable")
        hit[ordered[start : start + size]] = True
        return {
            **rows,
            **{name: with_missing(column_of(rows, name, self.name), hit) for name in self.columns},
        }
