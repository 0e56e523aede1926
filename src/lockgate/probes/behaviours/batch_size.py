"""Behaviour: the answer to a row does not depend on how many are asked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviour import Steady, Trial
from lockgate.probes.rows import Floats, Predict, Rows, answers, n_rows, taken

__all__ = ["BatchSize"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSize(Steady):
    """Ask in batches: each row must get the answer that it gets among all.

    A difference is a leak of preprocessing: something is computed from the rows that come together, such as a mean.

    Parameters
    ----------
    sizes : tuple of int, default=(1, 7, 64)
        Rows in a batch, each 1 or more; 1 is one call a row.
    tolerance : float, default=1e-9
        How far two answers may be apart: sums in another order are rounded otherwise.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        batch_size: {sizes: [1, 100], tolerance: 1e-9}

    >>> centred = lambda rows: rows["x"] - rows["x"].mean()
    >>> BatchSize().trial(centred, {"x": np.arange(3.0)}, seed=1).violates.tolist()
    [True, False, True]
    """

    name: ClassVar[str] = "batch_size"

    tolerance: float = 1e-9
    sizes: tuple[int, ...] = (1, 7, 64)

    def __post_init__(self) -> None:
        Steady.__post_init__(self)
        if not self.sizes or min(self.sizes) < 1:
            raise ParameterError.of(self.name, "sizes", "at least one int of 1 or more", list(self.sizes))

    @property
    def promise(self) -> str:
        sizes = ", ".join(map(str, self.sizes))
        return f"rows in batches of {sizes} get {self.within} answers as all at once"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        before = answers(predict, rows)
        worst = before
        for size in self.sizes:
            found = _batched(predict, rows, size)
            worst = self.worse(before, found, worst)
        return Trial(rows=rows, changed=rows, before=before, after=worst, excess=self.breach(before, worst))


def _batched(predict: Predict, rows: Rows, size: int) -> Floats:
    places = np.arange(n_rows(rows))
    parts = [
        answers(predict, taken(rows, places[start : start + size])) for start in range(0, len(places), size)
    ]
    return np.concatenate(parts or [np.zeros(0)])
