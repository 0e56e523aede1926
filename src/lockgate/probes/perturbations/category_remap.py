"""Perturbation: categories stand for each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, column_of, is_missing

__all__ = ["CategoryRemap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRemap(Fault):
    """Take each category for another one of the column, as when codes are assigned anew.

    Which stands for which is drawn; no category stands for itself. A column needs two categories at least.

    Examples
    --------
    .. code-block:: yaml

        category_remap: {columns: [carrier], doses: [0.05, 0.2, 1]}

    >>> rows = {"x": np.array(["a", "b", None, "a"], dtype=object)}
    >>> CategoryRemap(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"].tolist()
    ['b', 'a', None, 'b']
    """

    name: ClassVar[str] = "category_remap"

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        column = column_of(rows, name, self.name)
        there = ~is_missing(column)
        values, codes = np.unique(column[there], return_inverse=True)
        if len(values) < 2:  # noqa: PLR2004 - one to stand for the other
            raise ParameterError.of(self.name, "columns", "columns of two categories or more", name)
        cycle = np.random.default_rng([seed, 1]).permutation(len(values))
        follows = np.empty(len(values), dtype=np.int64)
        follows[cycle] = np.roll(cycle, 1)
        changed = column.copy()
        changed[there] = values[follows[codes]]
        return changed
