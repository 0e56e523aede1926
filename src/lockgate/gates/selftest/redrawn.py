"""A measurement that is drawn again: where bounds say that it may lie, as far off as they say."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lockgate.gates.measurement import Measurement
from lockgate.stats.estimate import Estimate
from lockgate.stats.quantiles import normal_quantile

__all__ = ["Redrawn"]

_LEAST, _MOST = 1e-12, 1 - 1e-9
"""Levels that bounds are asked at."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A measurement `z` standard errors from its truth, on the scale on which its bounds are symmetric.

    Bounds of a share are shorter towards its end, and those of a loss longer towards what is worse: drawn as far to
    either side, or with the same error wherever it falls, a sound gate would seem to err. So no scale is assumed:
    the bounds at every level tell it.

    Parameters
    ----------
    measured : Measurement
        What was seen, which takes the place of the truth.
    z : float
        How far off the draw is.
    by : float
        By how much the truth differs from what was seen.

    Examples
    --------
    >>> from lockgate.gates.measurement import PositiveMeasurement
    >>> drawn = Redrawn(PositiveMeasurement(Estimate(2.0, 0.2, 10_000), "log"), z=-1.0)
    >>> lower, upper = drawn.bounds(0.1)
    >>> f"{lower:.3f} {drawn.estimate.value:.3f} {upper:.3f}"
    '1.535 1.810 2.133'
    """

    measured: Measurement
    z: float
    by: float = 0.0
    undefined: str = ""
    slack: float = 0.0
    unit: float = 1.0

    @property
    def method(self) -> str:
        """Return that of the measurement."""
        return self.measured.method

    @property
    def estimate(self) -> Estimate:
        """Return where the draw falls; its error is the one that was measured."""
        return self.measured.estimate.moved(self._at(self.z))

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return as many errors to either side of the draw as those of the measurement are."""
        reach = normal_quantile(1 - alpha / 2)
        return self._at(self.z - reach), self._at(self.z + reach)

    def _at(self, z: float) -> float:
        level = min(max(math.erfc(abs(z) / math.sqrt(2)), _LEAST), _MOST)
        return self.measured.bounds(level)[int(z > 0)] + self.by
