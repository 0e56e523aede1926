"""Perturbation: values are replaced by a default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, column_of, is_numeric

__all__ = ["DefaultFilled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultFilled(Fault):
    """Replace values by a default, as a feature store does that finds none; those that are missing too.

    Parameters
    ----------
    value : float or str, default=0
        The default; a text for columns of texts.

    Examples
    --------
    .. code-block:: yaml

        default_filled: {columns: [temp], doses: [0.05, 0.2], value: -999}

    >>> rows = {"x": np.array([1.5, np.nan])}
    >>> DefaultFilled(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"].tolist()
    [0.0, 0.0]
    """

    name: ClassVar[str] = "default_filled"
    keeps_missing: ClassVar[bool] = False

    value: float | str = 0.0

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        del seed  # nothing more is drawn
        column = column_of(rows, name, self.name)
        if is_numeric(column) is isinstance(self.value, str):
            kind = "a number" if is_numeric(column) else "a text"
            raise ParameterError.of(self.name, "value", f"{kind}, as `{name}` is", self.value)
        return np.full(len(column), self.value, dtype=float if is_numeric(column) else object)
