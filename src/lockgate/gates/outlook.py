"""What the rows at hand could have seen, and how many more would decide."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

from lockgate.gates.measurement import FEWEST_ROWS, MeanMeasurement, Measurement
from lockgate.stats.decision import interval_alpha
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import unseen_fraction
from lockgate.stats.power import rows_needed_if, smallest_detectable

__all__ = ["Outlook", "outlook"]


_NOISE = 1e-13
"""A standard error below this is what rounding leaves of rows that are all alike."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The smallest regression that would have been seen, and the further rows that would decide.

    None where it cannot be told; `is_hidden` tells that no number of rows decides, because scores that share a bucket
    hide as much.
    """

    mde: float | None
    n_more: int | None
    is_hidden: bool = False


def outlook(
    measured: Measurement, whole: Measurement, *, ends: tuple[float, ...], alpha: float, power: float
) -> Outlook:
    """Look ahead from a measurement.

    Where a number does not exist on rows that would be enough if they were like all, more of them are no remedy. What
    scores that share a bucket hide does not shrink with the rows: it is taken from the distance to the bar.

    Parameters
    ----------
    measured : Measurement
        Of the rows that were judged.
    whole : Measurement
        Of all rows: its spread stands in where a slice is too thin to have one of its own.
    ends : tuple of float
        The bars.
    alpha, power : float
        One-sided error probability of the decision, and the chance to see the smallest regression.
    """
    estimate = _planned(measured.estimate, whole.estimate)
    if not estimate.is_defined or (measured.undefined and math.isfinite(measured.estimate.value)):
        return Outlook(None, None)  # a value without bounds tells itself what it needs
    span = measured.span if isinstance(measured, MeanMeasurement) else None
    floor = 0.0 if span is None else span * unseen_fraction(estimate.support, alpha=alpha)
    smallest = smallest_detectable(estimate.standard_error, alpha=alpha, power=power, floor=floor)
    if estimate.standard_error <= _NOISE * max(1.0, abs(estimate.value)):
        smallest = unseen_fraction(estimate.support, alpha=alpha) * measured.unit
    bar = _nearest(ends, estimate)
    plan = partial(rows_needed_if, estimate, bar, alpha=alpha, power=power, slack=measured.slack, span=span)
    more = plan(assumed=estimate.value)
    if measured.undefined and more == 0:
        return Outlook(None, None)
    if more is None:
        more = plan(assumed=0.0)
    if more is not None:
        # By the large-sample formula these rows could suffice; they did not, so a tenth more is the least to say.
        more = max(more, math.ceil(estimate.n / 10), 1)
        if estimate.n < FEWEST_ROWS and math.isnan(measured.bounds(interval_alpha(alpha))[0]):
            more = max(more, FEWEST_ROWS - estimate.n)
    is_hidden = more is None and 0 < max(abs(estimate.value - bar), abs(bar)) <= measured.slack
    return Outlook(smallest + measured.slack, more, is_hidden)


def _nearest(ends: tuple[float, ...], estimate: Estimate) -> float:
    return min(ends, key=lambda end: abs(end - estimate.value))


def _planned(own: Estimate, whole: Estimate) -> Estimate:
    if own.is_defined or own.n == 0 or not whole.is_defined:
        return own
    value = own.value if math.isfinite(own.value) else whole.value
    return Estimate(value, whole.standard_error * math.sqrt(whole.n / own.n), own.n)
