"""Perturbation: numbers have the other sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, numbers

__all__ = ["SignFlip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFlip(Fault):
    """Turn numbers into their negatives.

    Examples
    --------
    .. code-block:: yaml

        sign_flip: {columns: [dep_delay], doses: [0.01, 0.1]}

    >>> import numpy as np
    >>> rows = {"x": np.array([1, -2])}
    >>> SignFlip(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"].tolist()
    [-1.0, 2.0]
    """

    name: ClassVar[str] = "sign_flip"

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        del seed  # nothing more is drawn
        return -numbers(rows, name, self.name)
