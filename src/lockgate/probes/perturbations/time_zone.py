"""Perturbation: instants are told in another zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbation import Perturbation
from lockgate.probes.rows import Column, Rows, column_of, numbers

__all__ = ["TimeZone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeZone(Perturbation):
    """Move instants by hours, as when a zone or daylight saving time is taken for another.

    The dose is the number of hours. A column of numbers is taken for hours of the day and goes round at 24.

    Examples
    --------
    .. code-block:: yaml

        time_zone: {columns: [hour], doses: [1, 5]}

    >>> rows = {"hour": np.array([0, 22])}
    >>> TimeZone(columns=("hour",), doses=(5,)).at(rows, 5, seed=1)["hour"].tolist()
    [5.0, 3.0]
    """

    name: ClassVar[str] = "time_zone"
    dose_unit: ClassVar[str] = "hours"
    most: ClassVar[float] = 26.0

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        del seed  # nothing is drawn
        return {**rows, **{name: self._moved(rows, name, dose) for name in self.columns}}

    def _moved(self, rows: Rows, name: str, dose: float) -> Column:
        column = column_of(rows, name, self.name)
        if column.dtype.kind == "M":
            return column.astype("datetime64[us]") + np.timedelta64(round(dose * _HOUR), "us")
        if column.dtype.kind == "O":
            raise ParameterError.of(self.name, "columns", "columns of instants, or of hours as numbers", name)
        moved: Column = (numbers(rows, name, self.name) + dose) % _DAY
        return moved


_HOUR = 3_600_000_000  # microseconds
_DAY = 24
