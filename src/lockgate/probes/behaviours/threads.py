"""Behaviour: questions that are asked at the same time do not disturb each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviour import Steady, Trial
from lockgate.probes.rows import Predict, Rows, answers

__all__ = ["Threads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads(Steady):
    """Ask from several threads at the same time: each must get the same answers as one alone.

    What it finds is real; that it finds nothing is no proof, since threads meet by chance, and a pickle is asked in a
    process of its own, one question after the other.

    Parameters
    ----------
    threads : int, default=4
        How many ask at a time, 2 or more.
    tolerance : float, default=1e-9
        How far two answers may be apart: sums in another order are rounded otherwise.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        threads: {threads: 8, tolerance: 1e-9}

    >>> import numpy as np
    >>> bool(Threads().trial(lambda rows: rows["x"], {"x": np.ones(2)}, seed=1).violates.any())
    False
    """

    name: ClassVar[str] = "threads"

    tolerance: float = 1e-9
    threads: int = 4

    def __post_init__(self) -> None:
        Steady.__post_init__(self)
        if self.threads < 2:  # noqa: PLR2004 - at the same time
            raise ParameterError.of(self.name, "threads", "an int of 2 or more", self.threads)

    @property
    def promise(self) -> str:
        return f"{self.threads} threads at a time get {self.within} answers as one alone"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        before = answers(predict, rows)
        worst = before
        with ThreadPoolExecutor(self.threads) as pool:
            for found in pool.map(lambda _: answers(predict, rows), range(2 * self.threads)):
                worst = self.worse(before, found, worst)
        return Trial(rows=rows, changed=rows, before=before, after=worst, excess=self.breach(before, worst))
