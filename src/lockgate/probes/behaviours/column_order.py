"""Behaviour: the answer does not depend on the order of the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.probes.behaviour import Steady, Trial
from lockgate.probes.rows import Predict, Rows, answers

__all__ = ["ColumnOrder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOrder(Steady):
    """Give the columns in reverse: each row must get the same answer.

    Parameters
    ----------
    tolerance : float, default=1e-9
        How far two answers may be apart: sums in another order are rounded otherwise.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        column_order: {tolerance: 1e-9}

    >>> import numpy as np
    >>> import numpy as np
    >>> rows = {"x": np.ones(2), "y": np.zeros(2)}
    >>> trial = ColumnOrder().trial(lambda rows: next(iter(rows.values())), rows, seed=1)
    >>> trial.violates.tolist()
    [True, True]
    """

    name: ClassVar[str] = "column_order"

    tolerance: float = 1e-9

    @property
    def promise(self) -> str:
        return f"columns in another order give {self.within} answers"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        before = answers(predict, rows)
        after = answers(predict, dict(reversed(list(rows.items()))))
        return Trial(rows=rows, changed=rows, before=before, after=after, excess=self.breach(before, after))
