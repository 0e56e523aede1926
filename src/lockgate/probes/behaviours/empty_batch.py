"""Behaviour: no rows get no answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ModelError
from lockgate.probes.behaviour import Behaviour, Trial
from lockgate.probes.rows import Predict, Rows, answers, taken

__all__ = ["EmptyBatch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyBatch(Behaviour):
    """Ask about no rows at all: the model must return no answers, and not raise.

    Many libraries raise. It matters where batches come from a queue that may be empty.

    Examples
    --------
    .. code-block:: yaml

        empty_batch: {}

    >>> EmptyBatch().trial(lambda rows: rows["x"], {"x": np.ones(2)}, seed=1).violates.tolist()
    [False]
    """

    name: ClassVar[str] = "empty_batch"
    is_of_sample: ClassVar[bool] = False
    without_number: ClassVar[str] = "the model raised an error, or answered without having been asked"

    @property
    def promise(self) -> str:
        return "a batch without rows gets no answers and no error"

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        first = taken(rows, [0])
        before = answers(predict, first)
        try:
            answers(predict, taken(rows, np.zeros(0, dtype=np.int64)))
        except ModelError:
            after, excess = np.full_like(before, np.nan), np.array([np.inf])
        else:
            after, excess = before, np.array([-1.0])
        return Trial(rows=first, changed=first, before=before, after=after, excess=excess)
