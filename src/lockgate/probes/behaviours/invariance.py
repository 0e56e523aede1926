"""Behaviour: a change that should not matter does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.probes.behaviour import Steady, Trial
from lockgate.probes.perturbation import Perturbation
from lockgate.probes.rows import Predict, Rows

__all__ = ["Invariance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariance(Steady):
    """Change what should not matter: the answer must stay.

    Rows that the change does not reach, such as those without a value, are not judged.

    Parameters
    ----------
    when : Perturbation
        The change, at its greatest dose.
    tolerance : float, default=0
        How far two answers may be apart.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        invariance:
          when: {noise: {columns: [distance], doses: [0.01]}}
          tolerance: 0.02
          at_most: 0.05

    >>> import numpy as np
    >>> from lockgate.probes.perturbations.sign_flip import SignFlip
    >>> test = Invariance(when=SignFlip(columns=("x",), doses=(1,)))
    >>> test.trial(lambda rows: rows["x"], {"x": np.array([0, 1])}, seed=1).violates.tolist()
    [True]
    """

    name: ClassVar[str] = "invariance"

    when: Perturbation

    @property
    def columns(self) -> tuple[str, ...]:
        return self.when.columns

    @property
    def reads(self) -> tuple[str, ...]:
        return self.when.reads

    @property
    def promise(self) -> str:
        return f"after {self.when.title} the answer is {self.within}"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        changed = self.when.at(rows, self.when.doses[-1], seed)
        return self.compared(predict, rows, changed)
