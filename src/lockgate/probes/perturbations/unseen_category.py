"""Perturbation: a category is there that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, column_of

__all__ = ["UnseenCategory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenCategory(Fault):
    """Replace texts by one that the model has never seen.

    Parameters
    ----------
    value : str, default="unseen"
        The text.

    Examples
    --------
    .. code-block:: yaml

        unseen_category: {columns: [carrier], doses: [0.01, 0.1], value: ZZ}

    >>> rows = {"x": np.array(["a", "b"], dtype=object)}
    >>> UnseenCategory(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"].tolist()
    ['unseen', 'unseen']
    """

    name: ClassVar[str] = "unseen_category"

    value: str = "unseen"

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        del seed  # nothing more is drawn
        column = column_of(rows, name, self.name)
        if column.dtype.kind != "O":
            raise ParameterError.of(self.name, "columns", "columns of texts", name)
        if bool((column == self.value).any()):
            raise ParameterError.of(self.name, "value", f"a text that `{name}` does not have", self.value)
        return np.full(len(column), self.value, dtype=object)
