"""Behaviour: a change moves the answer the expected way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.probes.behaviour import Tolerant, Trial
from lockgate.probes.rows import Floats, Predict, Rows, numbers
from lockgate.probes.ways import Way, wrong_way

__all__ = ["Directional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directional(Tolerant):
    """Change a number by an amount: the answer must move one way, or stay.

    Rows without a value are not judged.

    Parameters
    ----------
    column : str
        A column of numbers.
    by : float
        What is added, not 0.
    expect : Way
        ``up`` or ``down``.
    tolerance : float, default=0
        How far the answer may move the other way.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        directional: {column: dep_delay, by: 30, expect: up, at_most: 0.02}

    >>> test = Directional(column="x", by=1, expect=Way.UP)
    >>> test.trial(lambda rows: -rows["x"], {"x": np.array([0.0, np.nan])}, seed=1).violates.tolist()
    [True]
    """

    name: ClassVar[str] = "directional"
    is_of_features: ClassVar[bool] = True
    is_of_number: ClassVar[bool] = True

    column: str
    by: float
    expect: Way

    def __post_init__(self) -> None:
        Tolerant.__post_init__(self)
        if not (np.isfinite(self.by) and self.by):
            raise ParameterError.of(self.name, "by", "a finite number, not 0", self.by)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def promise(self) -> str:
        return f"{format_value(self.by)} more of {self.column} moves the answer {self.expect.value}"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        changed = {**rows, self.column: numbers(rows, self.column, self.name) + self.by}
        return self.compared(predict, rows, changed)

    def breach(self, before: Floats, after: Floats) -> Floats:
        return wrong_way(before, after, self.expect) - self.tolerance
