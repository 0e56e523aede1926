"""What two samples say about one drift distance and its margin."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance, shares
from lockgate.stats.drift.margin_pair import Pair, SmoothedKernel, margin_pair
from lockgate.stats.drift.resampling import FEWEST_BLOCKS, draw_shares, noise_blocks
from lockgate.stats.drift.sample import Sample
from lockgate.stats.drift.tail import DrawnTail
from lockgate.stats.power import MOST_ROWS
from lockgate.stats.quantiles import normal_quantile

__all__ = ["DriftEvidence", "DriftQuestion", "Inference", "measure_drift"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class DriftQuestion:
    """Two samples, a distance, and the smallest drift that matters.

    Parameters
    ----------
    reference, current : Sample
        Both on the same bins.
    distance : Distance
        How drift is measured, one of `lockgate.stats.drift.distances.DISTANCES`.
    margin : float
        The smallest distance that matters, more than 0 and less than the largest one there is.
    bins : Bins or None, default=None
        What the cells stand for; None for categories.

    Raises
    ------
    ParameterError
        If the bins do not fit, or the margin is outside its domain.
    """

    reference: Sample
    current: Sample
    distance: Distance
    margin: float
    bins: Bins | None = None

    def __post_init__(self) -> None:
        n_bins = self.reference.counts.size
        if self.current.counts.size != n_bins:
            raise ParameterError.of(
                "DriftQuestion", "current", f"{n_bins} counts, as in the reference", self.current.counts.size
            )
        self.distance.require_bins(self.known_bins, n_bins)
        if not (math.isfinite(self.margin) and 0 < self.margin < self.distance.largest):
            must = f"a float in (0, {self.distance.largest})"
            raise ParameterError.of("DriftQuestion", "margin", must, self.margin)

    @property
    def known_bins(self) -> Bins:
        """Return the bins, or categories where none were given."""
        return Bins.categories(self.reference.counts.size) if self.bins is None else self.bins


@dataclass(frozen=True, slots=True)
class Inference:
    """How evidence is computed.

    Parameters
    ----------
    alpha : float, default=0.05
        One-sided error probability of each bound, in (0, 0.5).
    alpha_alone : float or None, default=None
        Level at which a column that drifts alone is judged, for the smallest detectable drift; ``alpha`` divided
        by the number of columns where false discoveries are controlled. None: `alpha`.
    power : float, default=0.8
        Probability that stated sizes are planned for, in [0.5, 1).
    replicates : int, default=499
        Samples to draw, 199 or more.
    seed : int, default=0
        Seed of the draws. Each question starts from it anew, so that its answer does not depend on the others.

    Raises
    ------
    ParameterError
        If a number is outside its domain.
    """

    alpha: float = 0.05
    alpha_alone: float | None = None
    power: float = 0.8
    replicates: int = 499
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - beyond it the bounds would change places
            raise ParameterError.of("Inference", "alpha", "a float in (0, 0.5)", self.alpha)
        require_open_fraction("Inference", "alpha_alone", self.level_alone)
        if not 0.5 <= self.power < 1:  # noqa: PLR2004 - the stated domain
            raise ParameterError.of("Inference", "power", "a float in [0.5, 1)", self.power)
        if self.replicates < 199:  # noqa: PLR2004 - fewer cannot tell a tail of 5 %
            raise ParameterError.of("Inference", "replicates", "an int of 199 or more", self.replicates)

    @property
    def level_alone(self) -> float:
        """Return the level for a column that drifts alone."""
        return self.alpha if self.alpha_alone is None else self.alpha_alone


@dataclass(frozen=True, slots=True)
class DriftEvidence:
    """A drift distance, its bounds, and what they rest on.

    Parameters
    ----------
    value : float
        The distance of the samples, smoothed where the distance says so; NaN without rows.
    lower, upper : float
        Bounds of the distance of the populations, each wrong with probability `alpha`; NaN where nothing is known.
    margin : float
        The smallest drift that matters.
    p_drift : float
        p-value of "the drift is at most the margin"; 1 where nothing is known.
    p_equivalence : float
        p-value of "the drift is at least the margin"; 1 where nothing is known.
    smallest_detectable : float
        The drift that would be called one with the stated power; inf where none would, NaN where nothing is known.
    more_current : int or None
        Further rows of the current sample that would decide, if the drift is what it seems; None where no number
        would, because the reference is too small or the drift sits at the margin.
    more_each : int or None
        Further rows on each side that would decide; None where over a billion were needed.
    n_reference, n_current : int
        Rows.
    reason : str
        Why nothing is known, in a few words; empty where something is.
    """

    value: float
    lower: float
    upper: float
    margin: float
    p_drift: float
    p_equivalence: float
    smallest_detectable: float
    more_current: int | None
    more_each: int | None
    n_reference: int
    n_current: int
    reason: str = ""


def measure_drift(question: DriftQuestion, how: Inference = Inference()) -> DriftEvidence:
    r"""Bound a drift distance, and test it against its margin from both sides.

    Parameters
    ----------
    question : DriftQuestion
        The samples, the distance and the margin.
    how : Inference
        Levels, draws and seed.

    Returns
    -------
    DriftEvidence
        With a `reason` and no bounds where a sample has no rows, its blocks are too few, or the distance cannot
        reach the margin on these bins.

    Notes
    -----
    A distance is never negative, so chance raises it: by about :math:`(k - 1)(1 / n + 1 / m)` for PSI. Formulas for
    its spread fail near 0. So both tests are simulated where they have to hold: `margin_pair` finds two
    populations exactly the margin apart, samples are drawn from them, and the distance that was observed is
    compared with theirs. Bias, skewness, empty bins, unequal samples and blocks are in the draws. The bounds shift
    the quantiles of the draws from the margin to the value: `lower` is above the margin just where the first test
    rejects, `upper` is below it just where the second does.

    References
    ----------
    B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, Chapman and Hall (1993), chapter 16,
    doi:10.1201/9780429246593.
    S. Wellek, Testing Statistical Hypotheses of Equivalence and Noninferiority, 2nd edition, CRC (2010), chapter
    9, doi:10.1201/EBK1439808184 (equivalence of distributions by a distance).

    Examples
    --------
    >>> from lockgate.stats.drift.total_variation import TOTAL_VARIATION
    >>> reference, current = Sample.of_counts([5_000, 5_000]), Sample.of_counts([5_600, 4_400])
    >>> evidence = measure_drift(DriftQuestion(reference, current, TOTAL_VARIATION, margin=0.02))
    >>> f"{evidence.value:.2f} {evidence.lower:.2f} {evidence.upper:.2f} {evidence.p_drift < 1e-6}"
    '0.06 0.05 0.07 True'
    """
    kernel = _kernel(question)
    value = float(kernel(shares(question.reference.counts), shares(question.current.counts)))
    reason = _why_not(question)
    pair = None if reason else _pair(question, kernel)
    if pair is None:
        return _nothing_known(question, value, reason or "the distance cannot reach the margin on these bins")
    generator = np.random.default_rng(how.seed)
    sides = []
    for population, sample, other in zip(
        pair, (question.reference, question.current), (question.current, question.reference), strict=True
    ):
        blocks = noise_blocks(sample, other)
        sides.append(draw_shares(population, sample, blocks, replicates=how.replicates, generator=generator))
    return _judged(question, value, DrawnTail.of(kernel(sides[0], sides[1])), how)


def _kernel(question: DriftQuestion) -> SmoothedKernel:
    raw = question.distance.kernel_on(question.known_bins)
    added = question.distance.smoothing
    if added == 0:
        return raw
    n_reference, n_current = question.reference.n_rows, question.current.n_rows

    def smoothed(p: Floats, q: Floats) -> Floats:
        return raw(shares(p * n_reference + added), shares(q * n_current + added))

    return smoothed


def _why_not(question: DriftQuestion) -> str:
    for name, sample, other in (
        ("reference", question.reference, question.current),
        ("current", question.current, question.reference),
    ):
        if sample.n_rows == 0:
            return f"the {name} sample has no rows"
        if sample.blocks is not None and noise_blocks(sample, other) is None:
            return (
                f"the {name} sample has {sample.n_blocks} blocks, {FEWEST_BLOCKS} are the fewest that will do"
            )
    return ""


def _pair(question: DriftQuestion, kernel: SmoothedKernel) -> Pair | None:
    return margin_pair(question.reference, question.current, question.distance, kernel, question.margin)


def _judged(question: DriftQuestion, value: float, tail: DrawnTail, how: Inference) -> DriftEvidence:
    margin, largest = question.margin, question.distance.largest
    bias = tail.mean - margin
    detectable = tail.quantile_above(how.level_alone) - bias + normal_quantile(how.power) * tail.spread
    more_current, more_each = _more_rows(question, value - bias, tail.spread, how)
    return DriftEvidence(
        value=value,
        lower=max(0.0, value - (tail.quantile_above(how.alpha) - margin)),
        upper=min(value - (tail.quantile_below(how.alpha) - margin), largest),
        margin=margin,
        p_drift=tail.above(value),
        p_equivalence=tail.below(value),
        smallest_detectable=detectable if detectable < largest else math.inf,
        more_current=more_current,
        more_each=more_each,
        n_reference=question.reference.n_rows,
        n_current=question.current.n_rows,
    )


def _more_rows(
    question: DriftQuestion, assumed: float, spread: float, how: Inference
) -> tuple[int | None, int | None]:
    r"""Return the further rows of the current sample, and on each side, that would decide.

    The variance is taken as :math:`c (1 / n + 1 / m)`.
    """
    assumed = max(0.0, assumed)
    level = how.alpha if assumed < question.margin else how.level_alone
    z = normal_quantile(1 - level) + normal_quantile(how.power)
    n, m = question.reference.n_rows, question.current.n_rows
    distance = abs(assumed - question.margin)
    if not 0 < distance < math.inf or not math.isfinite(spread):
        return None, None
    ratio = (z * spread / distance) ** 2
    target = (1 / n + 1 / m) / ratio if ratio > 0 else math.inf
    needed_current = 1 / (target - 1 / n) if target > 1 / n else math.inf
    smaller = min(n, m)
    return _whole(needed_current - m), _whole(2 / target - smaller if math.isfinite(target) else 0.0)


def _whole(rows: float) -> int | None:
    return max(0, math.ceil(rows)) if rows < MOST_ROWS else None


def _nothing_known(question: DriftQuestion, value: float, reason: str) -> DriftEvidence:
    return DriftEvidence(
        value=value,
        lower=math.nan,
        upper=math.nan,
        margin=question.margin,
        p_drift=1.0,
        p_equivalence=1.0,
        smallest_detectable=math.nan,
        more_current=None,
        more_each=None,
        n_reference=question.reference.n_rows,
        n_current=question.current.n_rows,
        reason=reason,
    )
