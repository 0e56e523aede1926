"""One column of the two tables, measured: how far apart, with bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lockgate.drift.cells import Cells

__all__ = ["Measured", "measure"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A distance with its bounds.

    Parameters
    ----------
    method : str
        Name of the distance.
    value : float
        The distance; NaN where a side has no rows.
    lower, upper : float
        One-sided bounds, each at `alpha`.
    p_value : float
        Of "the distance is at most the margin".
    mde : float
        The smallest drift that could be seen.
    """

    method: str
    value: float
    lower: float
    upper: float
    p_value: float
    mde: float


def measure(cells: Cells, *, margin: float, alpha: float) -> Measured:
    """Measure one column."""
    method = "kolmogorov_smirnov" if cells.is_ordered else "total_variation"
    n, m = sum(cells.reference), sum(cells.current)
    if not n or not m:
        return Measured(method, math.nan, 0.0, 1.0, 1.0, 1.0)
    p, q = np.asarray(cells.reference) / n, np.asarray(cells.current) / m
    rate = 1 / n + 1 / m
    if cells.is_ordered:
        value, drift = float(np.abs(np.cumsum(p - q)).max()), 0.0
    else:
        value = float(np.abs(p - q).sum() / 2)
        drift = float(np.sqrt(p * (1 - p) * rate / (2 * math.pi)).sum())
    noise = drift + math.sqrt(math.log(2 / alpha) / 2 * rate)
    excess = max(0.0, value - drift - margin)
    p_value = min(1.0, 2 * math.exp(-2 * excess * excess / rate))
    return Measured(
        method, value, max(0.0, value - noise), min(1.0, value + noise), p_value, margin + 2 * noise
    )
