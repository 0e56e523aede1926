"""Deviances of Tweedie distributions: Poisson for counts, gamma for amounts, between them sums with zeros."""

from __future__ import annotations

import math

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.moments.formula import MomentFormula, Scale
from lockgate.gates.moments.terms import Kind, Term
from lockgate.stats.estimate import ROUNDING_NOISE

__all__ = ["mean_deviance", "require_power", "share_of_deviance"]

_POISSON, _GAMMA = 1, 2


def require_power(metric: str, power: float | None) -> None:
    """Refuse a power that no Tweedie distribution has.

    Raises
    ------
    ParameterError
        If it is given and neither 0 nor 1 or more.
    """
    if power is not None and not (power == 0 or 1 <= power < math.inf):
        raise ParameterError.of(f"metric {metric}", "power", "0, or a finite number of 1 or more", power)


def mean_deviance(power: float) -> MomentFormula:
    """Return the mean deviance.

    Examples
    --------
    >>> mean_deviance(1).terms[0].value
    'deviance(1)'
    """
    return MomentFormula((Term(Kind.DEVIANCE, (float(power),)),), lambda mean: mean)


def share_of_deviance(power: float) -> MomentFormula:
    """Return the share of the label's deviance from its mean that a model explains: D squared.

    Examples
    --------
    >>> [term.value for term in share_of_deviance(2).terms]
    ['deviance(2)', 'plain_label', 'null_deviance(2)']
    """
    given = float(power)
    terms = (Term(Kind.DEVIANCE, (given,)), Term.PLAIN_LABEL, Term(Kind.NULL_DEVIANCE, (given,)))

    def unexplained(deviance: np.complex128, label: np.complex128, part: np.complex128) -> np.complex128:
        return deviance / _from_mean(given, label, part)

    return MomentFormula(terms, unexplained, scale=Scale.COMPLEMENT, nothing="all labels are alike")


def _from_mean(power: float, label: np.complex128, part: np.complex128) -> np.complex128:
    """Return the mean deviance of labels from their mean; NaN where all labels are alike."""
    if power == 0:
        known, lost = part, label * label
    elif power == _POISSON:
        known, lost = 2 * part, 2 * label * np.log(label)
    elif power == _GAMMA:
        known, lost = 2 * np.log(label), 2 * part
    else:
        by = 2 / ((1 - power) * (2 - power))
        known, lost = by * part, by * label ** (2 - power)
    found = known - lost
    is_noise = found.real <= 1e3 * ROUNDING_NOISE * max(abs(known), abs(lost))
    return np.complex128(math.nan) if is_noise else np.complex128(found)
