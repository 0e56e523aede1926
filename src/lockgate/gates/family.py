"""What a finding says of the family that it was decided with."""

from __future__ import annotations

import math

from lockgate.domain.finding import Family, Interval
from lockgate.gates.decide import Judgement

__all__ = ["family_of"]


def family_of(noun: str, judged: Judgement) -> Family:
    """Return the family of a judgement that `lockgate.gates.decide` made, which keeps its error by Holm's method.

    Parameters
    ----------
    noun : str
        What one of its members is called.
    judged : Judgement
        What was decided of one of them.

    Examples
    --------
    >>> from lockgate.domain.verdict import Verdict
    >>> from lockgate.gates.decide import Bounds
    >>> judged = Judgement(Verdict.FAIL, 0.6, 0.7, 0.05, Bounds(0.6, 0.7, 0.05), 2)
    >>> family = family_of("slice", judged)
    >>> family.size, family.adjusted.alpha
    (2, 0.05)
    """
    return Family(noun, judged.size, "Holm", _adjusted(judged))


def _adjusted(judged: Judgement) -> Interval | None:
    bounds = judged.adjusted
    if bounds is None or math.isnan(bounds.lower) or math.isnan(bounds.upper):
        return None
    lower, upper = (None if math.isinf(end) else end for end in (bounds.lower, bounds.upper))
    return Interval(lower, upper, bounds.alpha, "")
