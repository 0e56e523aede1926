"""Expected calibration error from bins, of one model or of two on the same rows, with bootstrap bounds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.cell_bootstrap import (
    REPLICATES,
    BootstrapEstimate,
    Spread,
    bootstrap_around,
    poisson_draws,
    require_replicates,
)
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.estimate import Estimate
from lockgate.stats.probability_bins import mean_probability, plausible_bias, probability_bins

__all__ = [
    "BootstrapEstimate",
    "DrawnError",
    "JointBins",
    "calibration_error_estimate",
    "drawn_calibration_error",
    "drawn_calibration_error_difference",
    "expected_calibration_error",
    "paired_calibration_error_difference",
]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class JointBins:
    """Rows by the probability bin of two models; all array_like of shape (n_cells,).

    Parameters
    ----------
    baseline, candidate : array_like of int
        Bin of each model's probability, from 0.
    n : array_like
        Rows in the cell.
    sum_p_baseline, sum_p_candidate : array_like
        Sum of each model's probabilities in the cell.
    sum_y : array_like
        Positive rows in the cell.
    """

    baseline: ArrayLike
    candidate: ArrayLike
    n: ArrayLike
    sum_p_baseline: ArrayLike
    sum_p_candidate: ArrayLike
    sum_y: ArrayLike


def expected_calibration_error(n: ArrayLike, sum_p: ArrayLike, sum_y: ArrayLike) -> float:
    r"""Compute the expected calibration error.

    Parameters
    ----------
    n : array_like of shape (n_bins,)
        Rows in each bin.
    sum_p : array_like of shape (n_bins,)
        Sum of the predicted probabilities in each bin.
    sum_y : array_like of shape (n_bins,)
        Positive rows in each bin.

    Returns
    -------
    float
        :math:`\sum_b |\sum p - \sum y| / n`, in [0, 1]; NaN without rows.

    Raises
    ------
    ParameterError
        If the shapes differ, or a count or sum is outside ``0 <= sum <= n``.

    References
    ----------
    M. P. Naeini, G. F. Cooper, M. Hauskrecht, AAAI (2015), doi:10.1609/aaai.v29i1.9602.

    Examples
    --------
    >>> f"{expected_calibration_error([50, 50], [10, 40], [15, 38]):.2f}"
    '0.07'
    """
    rows, predicted, seen = probability_bins("expected_calibration_error", n, sum_p, sum_y)
    total = float(rows.sum())
    return float(np.abs(predicted - seen).sum()) / total if total else math.nan


def calibration_error_estimate(
    n: ArrayLike, sum_p: ArrayLike, sum_y: ArrayLike, *, alpha: float, seed: int, replicates: int = REPLICATES
) -> BootstrapEstimate:
    r"""Estimate the expected calibration error with bootstrap bounds.

    The error is a sum of absolute values, so chance alone raises it. The upper bound keeps that bias, the lower
    bound gives up all of it that the bins may plausibly cause: neither a false pass nor a false failure comes
    from few rows. For the same reason few rows rarely decide. It speaks about the binned error: bins
    that are too wide hide what happens inside them.

    Parameters
    ----------
    n, sum_p, sum_y : array_like of shape (n_bins,)
        As in `expected_calibration_error`.
    alpha : float
        Two-sided error probability, in (0, 1).
    seed : int
        Seed of the draws; the same seed gives the same bounds.
    replicates : int, default=1000
        Number of bootstrap samples, 100 or more.

    Returns
    -------
    BootstrapEstimate
        Bounds in [0, 1]; NaN for fewer than two rows.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    Each bin's positives and negatives are drawn as Poisson counts, which is the Poisson bootstrap of the rows
    with their probability set to the bin's mean. With estimate :math:`\theta` and bootstrap quantile
    :math:`q` around the mean :math:`m` of the draws, the upper bound is :math:`\theta + m - q_{\alpha/2}` and
    the lower bound :math:`\theta + m - q_{1-\alpha/2}` less the plausible bias. A bin whose signed gap has
    standard error :math:`s` and true size :math:`g = u s` is biased by :math:`2 s (\varphi(u) - u \Phi(-u))`,
    which falls in :math:`u`; :math:`g` is set to the lower bound of what was seen, never below 0. The
    half-width never falls below the rule of three.

    Examples
    --------
    >>> result = calibration_error_estimate([500, 500], [100, 400], [150, 380], alpha=0.1, seed=1)
    >>> f"{result.estimate.value:.3f} {0.03 < result.lower < result.estimate.value < result.upper < 0.1}"
    '0.070 True'
    """
    require_open_fraction("calibration_error_estimate", "alpha", alpha)
    return drawn_calibration_error(n, sum_p, sum_y, seed=seed, replicates=replicates).at(alpha)


@dataclass(frozen=True, slots=True, eq=False)
class DrawnError:
    """A calibration error, or a difference of two, and what was drawn of it once: it has bounds at any level.

    Parameters
    ----------
    value : float
        The error.
    n : int
        Rows.
    draws : Spread or None
        The error of each sample; None for fewer than two rows.
    give_up : callable
        From a level to what the lower and the upper bound give up for what chance may have added.
    least, greatest : float
        Between which the error lies.

    Examples
    --------
    >>> drawn = DrawnError(0.5, 1_000, Spread.of(np.linspace(0.4, 0.8, 101)), lambda alpha: (alpha, 0.0), 0.0, 1.0)
    >>> f"{drawn.at(0.1).lower:.2f} {drawn.at(0.1).upper:.2f}"
    '0.22 0.68'
    """

    value: float
    n: int
    draws: Spread | None
    give_up: Callable[[float], tuple[float, float]]
    least: float
    greatest: float

    def at(self, alpha: float) -> BootstrapEstimate:
        """Return the estimate with bounds that err with probability `alpha`, in (0, 1)."""
        if self.draws is None:
            return BootstrapEstimate(Estimate(self.value, math.nan, self.n), math.nan, math.nan)
        result = bootstrap_around(self.value, self.draws, n=self.n, alpha=alpha)
        below, above = self.give_up(alpha)
        lower, upper = max(self.least, result.lower - below), min(self.greatest, result.upper + above)
        return BootstrapEstimate(result.estimate, lower, upper)


def drawn_calibration_error(
    n: ArrayLike, sum_p: ArrayLike, sum_y: ArrayLike, *, seed: int, replicates: int = REPLICATES
) -> DrawnError:
    """Draw the expected calibration error once, for bounds at any level; see `calibration_error_estimate`.

    Parameters
    ----------
    n, sum_p, sum_y : array_like of shape (n_bins,)
        As in `expected_calibration_error`.
    seed : int
        Seed of the draws.
    replicates : int, default=1000
        Number of bootstrap samples, 100 or more.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> drawn = drawn_calibration_error([500, 500], [100, 400], [150, 380], seed=1)
    >>> drawn.at(0.01).lower < drawn.at(0.1).lower < drawn.value < drawn.at(0.1).upper < drawn.at(0.01).upper
    True
    """
    where = "drawn_calibration_error"
    rows, predicted, seen = probability_bins(where, n, sum_p, sum_y)
    require_replicates(where, replicates)
    total = int(rows.sum())
    value = expected_calibration_error(rows, predicted, seen)
    draws = None
    if total > 1:  # one row has no spread
        positives, negatives = poisson_draws((seen, rows - seen), seed=seed, replicates=replicates)
        score = mean_probability(predicted, rows)
        both = positives + negatives
        gaps = both * score - positives
        draws = Spread.of(np.abs(gaps).sum(axis=1) / np.maximum(1, both.sum(axis=1)))

    def give_up(alpha: float) -> tuple[float, float]:
        return plausible_bias(rows, predicted, seen, alpha=alpha), 0.0

    return DrawnError(value, total, draws, give_up, 0.0, 1.0)


def paired_calibration_error_difference(
    bins: JointBins, *, alpha: float, seed: int, replicates: int = REPLICATES
) -> BootstrapEstimate:
    """Estimate candidate minus baseline expected calibration error on the same rows.

    Parameters
    ----------
    bins : JointBins
        The rows by the bins of both models.
    alpha : float
        Two-sided error probability, in (0, 1).
    seed : int
        Seed of the draws.
    replicates : int, default=1000
        Number of bootstrap samples, 100 or more.

    Returns
    -------
    BootstrapEstimate
        Bounds in [-1, 1]; NaN for fewer than two rows.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    Both errors are recomputed from the same draws, which keeps the pairing. Chance raises the error of the
    better calibrated model more, so each bound allows for the plausible bias of one model
    (`calibration_error_estimate`), but never for more than twice what the rows that the models treat differently
    can change: a model against itself differs by nothing.

    Examples
    --------
    >>> joint = JointBins([0, 1], [0, 1], [500, 500], [100, 400], [145, 385], [150, 380])
    >>> result = paired_calibration_error_difference(joint, alpha=0.1, seed=1)
    >>> f"{result.estimate.value:.3f} {result.upper < 0}"
    '-0.060 True'
    """
    require_open_fraction("paired_calibration_error_difference", "alpha", alpha)
    return drawn_calibration_error_difference(bins, seed=seed, replicates=replicates).at(alpha)


def drawn_calibration_error_difference(
    bins: JointBins, *, seed: int, replicates: int = REPLICATES
) -> DrawnError:
    """Draw the difference of two errors once, for bounds at any level; see `paired_calibration_error_difference`.

    Parameters
    ----------
    bins : JointBins
        The rows by the bins of both models.
    seed : int
        Seed of the draws.
    replicates : int, default=1000
        Number of bootstrap samples, 100 or more.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> joint = JointBins([0, 1], [0, 1], [500, 500], [100, 400], [145, 385], [150, 380])
    >>> f"{drawn_calibration_error_difference(joint, seed=1).value:.3f}"
    '-0.060'
    """
    where = "drawn_calibration_error_difference"
    rows, old_sum, seen = probability_bins(where, bins.n, bins.sum_p_baseline, bins.sum_y)
    _, new_sum, _ = probability_bins(where, bins.n, bins.sum_p_candidate, bins.sum_y)
    old_bin, new_bin = (_bin_index(where, index, rows) for index in (bins.baseline, bins.candidate))
    require_replicates(where, replicates)
    total = int(rows.sum())
    observed = seen[np.newaxis, :], (rows - seen)[np.newaxis, :]
    old, new = _Model(rows, old_sum, seen, old_bin), _Model(rows, new_sum, seen, new_bin)
    value = float((new.errors(*observed) - old.errors(*observed))[0]) if total else math.nan
    draws = None
    if total > 1:  # one row has no spread
        drawn = poisson_draws((seen, rows - seen), seed=seed, replicates=replicates)
        draws = Spread.of(new.errors(*drawn) - old.errors(*drawn))
    most = 2 * _largest_change(old, new) / max(1, total)

    def give_up(alpha: float) -> tuple[float, float]:
        return min(most, new.bias(alpha)), min(most, old.bias(alpha))

    return DrawnError(value, total, draws, give_up, -1.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Model:
    """The joint cells as one of the two models sees them."""

    rows: Floats
    predicted: Floats
    seen: Floats
    index: NDArray[np.int64]

    def errors(self, positives: Floats, negatives: Floats) -> Floats:
        """Return the error of each sample, a row of the two matrices."""
        score = mean_probability(self.predicted, self.rows)
        at, n_bins = np.arange(self.index.size), int(self.index.max(initial=0)) + 1
        of_positives, of_negatives = np.zeros((2, self.index.size, n_bins + 1))
        of_positives[at, self.index], of_negatives[at, self.index] = score - 1, score
        of_positives[:, -1] = of_negatives[:, -1] = 1.0  # the rows
        sums = positives @ of_positives
        sums += negatives @ of_negatives
        errors: Floats = np.abs(sums[:, :-1]) @ np.ones(n_bins) / np.maximum(1, sums[:, -1])
        return errors

    def bias(self, alpha: float) -> float:
        """Return the plausible bias of the model's own error."""
        parts = (self.rows, self.predicted, self.seen)
        rows, predicted, seen = (np.bincount(self.index, part).astype(np.float64) for part in parts)
        return plausible_bias(rows, predicted, seen, alpha=alpha)


def _largest_change(old: _Model, new: _Model) -> float:
    """Return how far, in rows, the sums of gaps of the two models can lie apart in any sample like this."""
    moved = np.where(old.index != new.index, 2 * old.rows, np.abs(new.predicted - old.predicted))
    return float(moved.sum())


def _bin_index(where: str, index: ArrayLike, rows: Floats) -> NDArray[np.int64]:
    bins = np.asarray(index, dtype=np.int64)
    if bins.shape != rows.shape or (bins.size and int(bins.min()) < 0):
        raise ParameterError.of(where, "bins", f"one int from 0 a cell, shape {rows.shape}", bins.tolist())
    return bins
