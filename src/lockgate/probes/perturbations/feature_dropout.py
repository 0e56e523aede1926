"""Perturbation: features are not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.probes.perturbation import Fault
from lockgate.probes.rows import Column, Rows, column_of, with_missing

__all__ = ["FeatureDropout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureDropout(Fault):
    """Take the values of all columns away in the same rows, as when their source fails.

    At dose 1 they are not there at all.

    Examples
    --------
    .. code-block:: yaml

        feature_dropout: {columns: [temp, wind_speed], doses: [0.1, 0.5, 1]}

    >>> rows = {"x": np.arange(4), "y": np.arange(4)}
    >>> changed = FeatureDropout(columns=("x", "y"), doses=(0.5,)).at(rows, 0.5, seed=1)
    >>> changed["x"].tolist(), changed["y"].tolist()
    ([nan, nan, 2.0, 3.0], [nan, nan, 2.0, 3.0])
    """

    name: ClassVar[str] = "feature_dropout"

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        del seed  # nothing more is drawn
        column = column_of(rows, name, self.name)
        return with_missing(column, np.ones(len(column), dtype=bool))
