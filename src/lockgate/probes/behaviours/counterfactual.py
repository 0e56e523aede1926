"""Behaviour: the answer does not depend on a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviour import Steady, Trial
from lockgate.probes.rows import Column, Predict, Rows, answers, column_of, is_missing, picked

__all__ = ["Counterfactual"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual(Steady):
    """Give a row each other value of a column, such as another sex: the answer must stay.

    A row breaks it if any of the values moves its answer too far.

    Parameters
    ----------
    column : str
        The column.
    values : tuple, default=those of the column
        The values that are tried.
    tolerance : float, default=0
        How far two answers may be apart.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        counterfactual: {column: sex, tolerance: 0.01, at_most: 0.02}

    >>> rows = {"sex": np.array(["f", "m"], dtype=object)}
    >>> test = Counterfactual(column="sex")
    >>> test.trial(lambda rows: (rows["sex"] == "m").astype(float), rows, seed=1).violates.tolist()
    [True, True]
    """

    name: ClassVar[str] = "counterfactual"

    column: str
    values: tuple[str | int | float | bool, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def promise(self) -> str:
        return f"with any other value of {self.column} the answer is {self.within}"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        column = column_of(rows, self.column, self.name)
        values = tuple(dict.fromkeys(self.values)) or tuple(np.unique(column[~is_missing(column)]).tolist())
        if not 1 < len(values) <= _MOST_VALUES:
            must = f"2 to {_MOST_VALUES} values"
            raise ParameterError.of(self.name, "values", must, f"{len(values):,} values of `{self.column}`")
        before = answers(predict, rows)
        worst, chosen = before, column
        for value in values:
            tried = _all_same(value, column)
            after = answers(predict, {**rows, self.column: tried})
            is_worse = self.breach(before, after) > self.breach(before, worst)
            worst, chosen = picked(is_worse, after, worst), np.where(is_worse, tried, chosen)
        return Trial(
            rows=rows,
            changed={**rows, self.column: chosen},
            before=before,
            after=worst,
            excess=self.breach(before, worst),
        )


_MOST_VALUES = 50


def _all_same(value: object, like: Column) -> Column:
    return np.full(len(like), value, dtype=object if like.dtype.kind == "O" else None)
