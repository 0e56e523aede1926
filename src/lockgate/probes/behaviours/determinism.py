"""Behaviour: the same question gets the same answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviour import Steady, Trial
from lockgate.probes.rows import Predict, Rows, answers

__all__ = ["Determinism"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Determinism(Steady):
    """Ask the same again: the answer must be the same.

    Parameters
    ----------
    repeats : int, default=2
        How often the question is repeated, 1 or more.
    tolerance : float, default=0
        How far two answers may be apart.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        determinism: {repeats: 3}

    >>> import numpy as np
    >>> drawn = np.random.default_rng(1)
    >>> trial = Determinism().trial(lambda rows: drawn.random(3), {"x": np.arange(3)}, seed=1)
    >>> trial.violates.tolist()
    [True, True, True]
    """

    name: ClassVar[str] = "determinism"

    repeats: int = 2

    def __post_init__(self) -> None:
        Steady.__post_init__(self)
        if self.repeats < 1:
            raise ParameterError.of(self.name, "repeats", "an int of 1 or more", self.repeats)

    @property
    def promise(self) -> str:
        return f"the same rows get {self.within} answer again"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        before = answers(predict, rows)
        worst = before
        for _ in range(self.repeats):
            again = answers(predict, rows)
            worst = self.worse(before, again, worst)
        return Trial(rows=rows, changed=rows, before=before, after=worst, excess=self.breach(before, worst))
