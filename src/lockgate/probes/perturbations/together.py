"""Perturbation: several faults at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows

__all__ = ["Together"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together(Fault):
    """Put several faults into the same rows, as when what they come from fails: a correlated failure.

    Parameters
    ----------
    faults : tuple of Fault
        Two or more, one after the other; their own doses say nothing.

    Examples
    --------
    .. code-block:: yaml

        together:
          doses: [0.05, 0.2]
          faults:
            - unit_change: {columns: [distance]}
            - default_filled: {columns: [temp], value: -999}

    >>> from lockgate.probes.perturbations.sign_flip import SignFlip
    >>> from lockgate.probes.perturbations.unit_change import UnitChange
    >>> flip, unit = SignFlip(columns=("x",), doses=(1,)), UnitChange(columns=("x",), doses=(1,))
    >>> Together.of((flip, unit), doses=(1,)).at({"x": np.array([1, 2])}, 1, seed=1)["x"].tolist()
    [-1000.0, -2000.0]

    """

    name: ClassVar[str] = "together"

    faults: tuple[Fault, ...]

    @classmethod
    def of(cls, faults: tuple[Fault, ...], doses: tuple[float, ...]) -> Together:
        """Return the perturbation; its columns are those of its faults.

        Raises
        ------
        ParameterError
            If there are fewer than two faults, or the doses are no shares.
        """
        columns = tuple(dict.fromkeys(column for fault in faults for column in fault.columns))
        return cls(columns=columns, doses=doses, faults=faults)

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        if len(self.faults) < 2:  # noqa: PLR2004 - at once
            names = [fault.name for fault in self.faults]
            raise ParameterError.of(self.name, "faults", "two faults or more", names)
        if set(self.columns) != {column for fault in self.faults for column in fault.columns}:
            raise ParameterError.of(self.name, "columns", "those of its faults", list(self.columns))

    @property
    def title(self) -> str:
        return " and ".join(fault.title for fault in self.faults)

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column for fault in self.faults for column in fault.reads))

    def among(self, rows: Rows, hit: NDArray[np.bool_], seed: int) -> dict[str, Column]:
        changed = dict(rows)
        for fault in self.faults:
            changed = fault.among(changed, hit, seed)
        return changed
