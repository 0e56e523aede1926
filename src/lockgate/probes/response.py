"""Dose and response: how much a metric loses with each dose, and at which dose a gate would close."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.stats.domains import require_finite

__all__ = ["Closing", "Response", "closing"]


@dataclass(frozen=True, slots=True)
class Response:
    """What a metric lost at a dose: `loss` is greater the worse, between `lower` and `upper`; NaN where unknown."""

    dose: float
    loss: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Closing:
    """The dose at which a gate would close.

    Parameters
    ----------
    dose : float
        Where the loss itself crosses the bar; infinite where it does so at no dose that was tried.
    lower, upper : float
        Up to `lower` the gate is proved to stay open, from `upper` on it is proved to be shut; `lower` is 0 where
        nothing is proved, `upper` infinite.
    most : float
        The greatest dose that was tried.
    """

    dose: float
    lower: float
    upper: float
    most: float

    def __str__(self) -> str:
        if math.isinf(self.dose):
            proved = "" if self.lower == self.most else f", proved up to {format_value(_short(self.lower))}"
            return f"no dose up to {format_value(self.most)} closes the gate{proved}"
        upper = "?" if math.isinf(self.upper) else format_value(_short(self.upper))
        span = f"{format_value(_short(self.lower))} to {upper}"
        return f"the gate would close at a dose of about {format_value(_short(self.dose))} ({span})"


def closing(responses: Sequence[Response], bar: float) -> Closing:
    """Return at which dose the loss exceeds a bar, and between which doses that must be.

    Between two doses the loss and its bounds are taken to be straight lines. The first crossing counts: what happens at
    a greater dose does not open a gate again.

    Parameters
    ----------
    responses : sequence of Response
        Doses ascending, the first of them 0, and at least one more.
    bar : float
        The largest loss that is accepted, in the unit of the losses.

    Raises
    ------
    ParameterError
        If there are fewer than two responses, the first is not at dose 0, or `bar` is not finite.

    Examples
    --------
    >>> curve = [Response(0, 0, 0, 0), Response(0.1, 0.01, 0.0, 0.02), Response(0.2, 0.03, 0.025, 0.04)]
    >>> print(closing(curve, 0.02))
    the gate would close at a dose of about 0.15 (0.1 to 0.18)
    >>> print(closing(curve[:2], 0.05))
    no dose up to 0.1 closes the gate
    """
    doses = [one.dose for one in responses]
    if len(doses) < 2 or doses[0] != 0:  # noqa: PLR2004 - nothing, and something
        raise ParameterError.of("closing", "responses", "one at dose 0 and at least one more", doses)
    require_finite("closing", "bar", bar)
    kept = _crossing(doses, [one.upper for one in responses], bar, if_unknown=math.inf)
    lost = _crossing(doses, [one.lower for one in responses], bar, if_unknown=-math.inf)
    dose = _crossing(doses, [one.loss for one in responses], bar, if_unknown=-math.inf)
    return Closing(dose, min(kept, doses[-1]), lost, doses[-1])


def _crossing(doses: Sequence[float], losses: Sequence[float], bar: float, *, if_unknown: float) -> float:
    """Return where a broken line first exceeds the bar; infinite where it does not."""
    known = [if_unknown if math.isnan(loss) else loss for loss in losses]
    if known[0] > bar:
        return doses[0]
    for low, high, before, after in zip(doses, doses[1:], known, known[1:], strict=False):
        if after > bar:
            if math.isinf(after) or math.isinf(before):
                return low if math.isinf(after) else high
            return low + (high - low) * (bar - before) / (after - before)
    return math.inf


def _short(dose: float) -> float:
    """Return a dose with the digits that an interpolation is worth."""
    return float(f"{dose:.2g}")
