"""Behaviour: the answer to a row does not depend on the rows before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.probes.behaviour import Steady, Trial
from lockgate.probes.rows import Predict, Rows, answers, n_rows, taken

__all__ = ["RowOrder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOrder(Steady):
    """Ask in another order: each row must get the same answer.

    Parameters
    ----------
    tolerance : float, default=1e-9
        How far two answers may be apart: sums in another order are rounded otherwise.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        row_order: {tolerance: 1e-9}

    >>> trial = RowOrder().trial(lambda rows: rows["x"].cumsum(), {"x": np.ones(9)}, seed=1)
    >>> bool(trial.violates.any())
    True
    """

    name: ClassVar[str] = "row_order"

    tolerance: float = 1e-9

    @property
    def promise(self) -> str:
        return f"rows in another order get {self.within} answers"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        order = np.random.default_rng([seed, 0]).permutation(n_rows(rows))
        before = answers(predict, rows)
        after = np.empty_like(before)
        after[order] = answers(predict, taken(rows, order))
        return Trial(rows=rows, changed=rows, before=before, after=after, excess=self.breach(before, after))
