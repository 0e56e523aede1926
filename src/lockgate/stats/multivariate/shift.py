"""The outcome of a multivariate comparison."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Shift"]


@dataclass(frozen=True, slots=True)
class Shift:
    """An effect, its bounds, and the p-value of "there is none".

    Parameters
    ----------
    effect : float
        How far the samples are apart, in the unit that the function states.
    lower, upper : float
        Bounds of the effect, each wrong with probability `alpha`; infinite where the method has none.
    p_value : float
        One-sided: small where the samples differ.
    """

    effect: float
    lower: float
    upper: float
    p_value: float
