"""Behaviour: the answer only rises, or only falls, with a feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviour import Tolerant, Trial
from lockgate.probes.rows import Floats, Predict, Rows, answers, numbers
from lockgate.probes.ways import Way, wrong_way

__all__ = ["Monotone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Monotone(Tolerant):
    """Move a number through its range, all else the same: the answer must only rise, or only fall.

    The steps are quantiles of the column, so that they lie where its values do. A row breaks it if the answer turns
    back between any two of them, not only between neighbours.

    Parameters
    ----------
    column : str
        A column of numbers.
    expect : Way
        ``up`` or ``down``, as the number grows.
    steps : int, default=10
        How many values are tried, 2 or more.
    tolerance : float, default=0
        How far the answer may turn back.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        monotone: {column: income, expect: down, steps: 20, at_most: 0.01}

    >>> test = Monotone(column="x", expect=Way.UP, steps=3)
    >>> test.trial(lambda rows: (rows["x"] - 1) ** 2, {"x": np.array([0.0, 1.0, 2.0])}, seed=1).violates.tolist()
    [True, True, True]
    """

    name: ClassVar[str] = "monotone"
    is_of_features: ClassVar[bool] = True
    is_of_number: ClassVar[bool] = True

    column: str
    expect: Way
    steps: int = 10

    def __post_init__(self) -> None:
        Tolerant.__post_init__(self)
        if self.steps < 2:  # noqa: PLR2004 - from one to another
            raise ParameterError.of(self.name, "steps", "an int of 2 or more", self.steps)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def promise(self) -> str:
        return f"as {self.column} grows the answer moves only {self.expect.value}"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        values = numbers(rows, self.column, self.name)
        finite = values[np.isfinite(values)]
        levels = np.unique(np.quantile(finite, np.linspace(0, 1, self.steps))) if finite.size else finite
        if levels.size < 2:  # noqa: PLR2004 - from one to another
            raise ParameterError.of(self.name, "column", "a column whose values differ", self.column)
        at = [answers(predict, {**rows, self.column: np.full(len(values), level)}) for level in levels]
        best, best_at = at[0], np.full(len(values), levels[0])
        before, after = at[0], at[0]
        low, high = best_at, best_at
        for level, found in zip(levels[1:], at[1:], strict=True):
            is_worse = wrong_way(best, found, self.expect) > wrong_way(before, after, self.expect)
            before, after = np.where(is_worse, best, before), np.where(is_worse, found, after)
            low, high = np.where(is_worse, best_at, low), np.where(is_worse, level, high)
            is_further = wrong_way(best, found, self.expect) < 0
            best, best_at = np.where(is_further, found, best), np.where(is_further, level, best_at)
        return Trial(
            rows={**rows, self.column: low},
            changed={**rows, self.column: high},
            before=before,
            after=after,
            excess=self.breach(before, after),
        )

    def breach(self, before: Floats, after: Floats) -> Floats:
        return wrong_way(before, after, self.expect) - self.tolerance
