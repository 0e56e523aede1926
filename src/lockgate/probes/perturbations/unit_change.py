"""Perturbation: numbers come in another unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, numbers

__all__ = ["UnitChange"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange(Fault):
    """Multiply numbers by a power of ten, as when metres come as kilometres.

    Parameters
    ----------
    power : float, default=3
        The power of ten, not 0; negative for a greater unit.

    Examples
    --------
    .. code-block:: yaml

        unit_change: {columns: [distance], doses: [0.01, 0.1], power: 3}

    >>> import numpy as np
    >>> rows = {"x": np.array([1, 2])}
    >>> UnitChange(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"].tolist()
    [1000.0, 2000.0]
    """

    name: ClassVar[str] = "unit_change"

    power: float = 3

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        if not (abs(self.power) <= _MOST and self.power):
            raise ParameterError.of(self.name, "power", f"a number in [-{_MOST}, {_MOST}], not 0", self.power)

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        del seed  # nothing more is drawn
        changed: Column = numbers(rows, name, self.name) * 10.0**self.power
        return changed


_MOST = 12
