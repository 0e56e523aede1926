"""Perturbation: values belong to other rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, column_of, n_rows

__all__ = ["Permuted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permuted(Fault):
    """Give rows the values of others, as when a join goes wrong; all columns from the same row.

    Examples
    --------
    .. code-block:: yaml

        permuted: {columns: [temp, wind_speed], doses: [0.1, 1]}

    >>> rows = {"x": np.arange(4)}
    >>> sorted(Permuted(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"].tolist())
    [0, 1, 2, 3]
    """

    name: ClassVar[str] = "permuted"
    keeps_missing: ClassVar[bool] = False

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        column = column_of(rows, name, self.name)
        return column[np.random.default_rng([seed, 1]).permutation(n_rows(rows))]
