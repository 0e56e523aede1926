"""Perturbation: values are those of earlier rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, column_of, n_rows

__all__ = ["Stale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale(Fault):
    """Replace values by those of an earlier row, as when a feature is not brought up to date.

    The first rows have no earlier one and keep their own.

    Parameters
    ----------
    order : str
        Column that says which rows are earlier.
    entity : str, default=one for all rows
        Column that says whose values they are; only its own earlier rows are looked at.
    lag : int, default=1
        How many rows back, 1 or more.

    Examples
    --------
    .. code-block:: yaml

        stale: {columns: [temp], doses: [0.1, 1], order: time_hour, entity: origin}

    >>> rows = {"x": np.array([1, 2, 9, 3]), "day": np.array([1, 2, 1, 3]), "who": np.array([0, 0, 1, 0])}
    >>> Stale(columns=("x",), doses=(1,), order="day", entity="who").at(rows, 1, seed=1)["x"].tolist()
    [1, 1, 9, 2]
    """

    name: ClassVar[str] = "stale"

    order: str
    entity: str = ""
    lag: int = 1

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        if self.lag < 1:
            raise ParameterError.of(self.name, "lag", "an int of 1 or more", self.lag)

    @property
    def reads(self) -> tuple[str, ...]:
        return (*self.columns, self.order, *((self.entity,) if self.entity else ()))

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        del seed  # nothing more is drawn
        column = column_of(rows, name, self.name)
        whose = self._whose(rows)
        ordered = np.lexsort([np.arange(n_rows(rows)), column_of(rows, self.order, self.name), whose])
        earlier = np.roll(ordered, self.lag)
        is_first = (np.arange(len(ordered)) < self.lag) | (whose[earlier] != whose[ordered])
        source = np.empty(len(ordered), dtype=np.int64)
        source[ordered] = np.where(is_first, ordered, earlier)
        return column[source]

    def _whose(self, rows: Rows) -> Column:
        if not self.entity:
            return np.zeros(n_rows(rows), dtype=np.int64)
        column = column_of(rows, self.entity, self.name)
        shown = column.astype(str) if column.dtype.kind == "O" else column
        return np.unique(shown, return_inverse=True)[1].reshape(-1)
