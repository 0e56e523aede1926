"""Behaviour: a small change moves the answer little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.probes.behaviour import Steady, Trial
from lockgate.probes.rows import Column, Predict, Rows, answers, numbers, picked, spread, taken

__all__ = ["Smoothness"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoothness(Steady):
    """Move numbers a little, one column at a time, up and down: the answer must not jump.

    Rows without a value of any of them are not judged.

    Parameters
    ----------
    features : tuple of str
        Columns of numbers.
    step : float, default=0.01
        How far, in standard deviations of the column.
    tolerance : float, default=0
        How far the answer may move.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        smoothness: {features: [distance, temp], step: 0.01, tolerance: 0.05, at_most: 0.02}

    >>> test = Smoothness(features=("x",), step=0.5, tolerance=0.1)
    >>> test.trial(lambda rows: rows["x"] > 0, {"x": np.array([-2.0, 0.5, 2.0])}, seed=1).violates.tolist()
    [False, True, False]
    """

    name: ClassVar[str] = "smoothness"
    is_of_features: ClassVar[bool] = True

    features: tuple[str, ...]
    step: float = 0.01

    def __post_init__(self) -> None:
        Steady.__post_init__(self)
        if not self.features:
            raise ParameterError.of(self.name, "features", "at least one column", [])
        if not (np.isfinite(self.step) and self.step > 0):
            raise ParameterError.of(self.name, "step", "a finite number greater than 0", self.step)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.features

    @property
    def promise(self) -> str:
        step = format_value(self.step)
        return f"{step} standard deviations of {' or '.join(self.features)} leave the answer {self.within}"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        steps = {name: self.step * spread(rows, name, self.name) for name in self.features}
        moves = np.any([np.isfinite(numbers(rows, name, self.name)) for name in self.features], axis=0)
        skipped, rows = int((~moves).sum()), taken(rows, moves)
        before = answers(predict, rows)
        worst = before
        chosen: dict[str, Column] = {name: numbers(rows, name, self.name) for name in self.features}
        for name in self.features:
            for sign in (-1, 1):
                moved = numbers(rows, name, self.name) + sign * steps[name]
                after = answers(predict, {**rows, name: moved})
                is_worse = self.breach(before, after) > self.breach(before, worst)
                worst = picked(is_worse, after, worst)
                for other, values in chosen.items():
                    now = moved if other == name else numbers(rows, other, self.name)
                    chosen[other] = np.where(is_worse, now, values)
        return Trial(
            rows=rows,
            changed={**rows, **chosen},
            before=before,
            after=worst,
            excess=self.breach(before, worst),
            skipped=skipped,
        )
