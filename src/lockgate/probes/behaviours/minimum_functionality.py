"""Behaviour: easy rows are answered right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.probes.behaviour import Tolerant, Trial
from lockgate.probes.rows import Predict, Rows, answers, numbers

__all__ = ["MinimumFunctionality"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumFunctionality(Tolerant):
    """Compare the answers to rows that any such model must get right with what is expected of them.

    Put the rows into a table of their own, or filter for them.

    Parameters
    ----------
    expected : str
        Column with the expected answer: of a classifier 0 or 1, or a number.
    tolerance : float, default=0
        How far the answer may be from it; below 0.5 a classifier must be on the right side.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        minimum_functionality: {expected: must_be_late, tolerance: 0.3}

    >>> import numpy as np
    >>> rows = {"x": np.array([0.1, 0.9]), "want": np.array([0, 0])}
    >>> test = MinimumFunctionality(expected="want", tolerance=0.4)
    >>> test.trial(lambda rows: rows["x"], rows, seed=1).violates.tolist()
    [False, True]
    """

    name: ClassVar[str] = "minimum_functionality"
    is_of_number: ClassVar[bool] = True

    expected: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.expected,)

    @property
    def promise(self) -> str:
        return f"the answer is {self.within} as {self.expected}"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        wanted = numbers(rows, self.expected, self.name)
        found = answers(predict, rows)
        return Trial(rows=rows, changed=rows, before=wanted, after=found, excess=self.breach(wanted, found))
