"""Perturbation: two columns are taken for each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, column_of

__all__ = ["ColumnSwap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSwap(Fault):
    """Give each of two columns the values of the other.

    Examples
    --------
    .. code-block:: yaml

        column_swap: {columns: [sched_dep_time, sched_arr_time], doses: [0.01, 0.1]}

    >>> import numpy as np
    >>> rows = {"x": np.array([1, 2]), "y": np.array([3, 4])}
    >>> changed = ColumnSwap(columns=("x", "y"), doses=(1,)).at(rows, 1, seed=1)
    >>> changed["x"].tolist(), changed["y"].tolist()
    ([3, 4], [1, 2])
    """

    name: ClassVar[str] = "column_swap"
    keeps_missing: ClassVar[bool] = False

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        if len(self.columns) != 2:  # noqa: PLR2004 - one for the other
            raise ParameterError.of(self.name, "columns", "two columns", list(self.columns))

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        del seed  # nothing more is drawn
        first, second = self.columns
        other = column_of(rows, second if name == first else first, self.name)
        if (other.dtype.kind == "O") is not (column_of(rows, name, self.name).dtype.kind == "O"):
            raise ParameterError.of(self.name, "columns", "two columns of one type", list(self.columns))
        return other
