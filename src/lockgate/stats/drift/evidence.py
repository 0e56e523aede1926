"""What two samples say about one drift distance and its margin."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Kernel, shares
from lockgate.stats.drift.margin_pairs import (
    Pair,
    concentrated_pair,
    flattened_pair,
    single_bin_pair,
    stretched_pair,
    tilted_pair,
)
from lockgate.stats.drift.question import AS_USUAL, DriftQuestion, Inference
from lockgate.stats.drift.resampling import FEWEST_BLOCKS, draw_shares, noise_blocks
from lockgate.stats.drift.tail import DrawnTail
from lockgate.stats.power import MOST_ROWS
from lockgate.stats.quantiles import normal_quantile

__all__ = ["DriftEvidence", "measure_drift"]

Floats = NDArray[np.float64]
_SCREEN = 99  # draws that tell whether more are worth it
_LIKELY = 0.5  # least chance of a pass, if nothing drifted, from which a pass is believed
_SURE = 0.25  # a p-value above this is no drift at any level, however exactly it is known


@dataclass(frozen=True, slots=True)
class DriftEvidence:
    """A drift distance, its bounds, and what they rest on.

    Parameters
    ----------
    value : float
        The distance of the samples, smoothed where the distance says so; NaN without rows.
    corrected : float
        The value less what chance adds to it at the margin, 0 or more; NaN where nothing is known.
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
        Why nothing is known, or why a pass is not believed, in a few words; else empty.
    """

    value: float
    corrected: float
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


def measure_drift(question: DriftQuestion, how: Inference = AS_USUAL) -> DriftEvidence:
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
    rejects, `upper` is below it just where the second does. A pass is believed only where such samples would pass at
    least half the time if nothing had drifted: a test of level `alpha` passes that often by luck, however few the rows.

    References
    ----------
    B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, Chapman and Hall (1993), chapter 16,
    doi:10.1201/9780429246593.
    S. Wellek, Testing Statistical Hypotheses of Equivalence and Noninferiority, 2nd edition, CRC (2010), chapter
    9, doi:10.1201/EBK1439808184 (equivalence of distributions by a distance).

    Examples
    --------
    >>> from lockgate.stats.drift.sample import Sample
    >>> from lockgate.stats.drift.total_variation import TOTAL_VARIATION
    >>> reference, current = Sample.of_counts([5_000, 5_000]), Sample.of_counts([5_600, 4_400])
    >>> evidence = measure_drift(DriftQuestion(reference, current, TOTAL_VARIATION, margin=0.02))
    >>> f"{evidence.value:.2f} {evidence.lower:.2f} {evidence.upper:.2f} {evidence.p_drift < 1e-6}"
    '0.06 0.05 0.07 True'
    """
    kernel = _smoothed(question)
    p, q = shares(question.reference.counts), shares(question.current.counts)
    value = float(kernel(p, q))
    reason = _why_not(question)
    if reason:
        return _nothing_known(question, value, reason)
    alike = _tails(_pairs_of_false_passes(question), question, kernel, how.replicates_of_passes, how.seed)
    if not alike:
        return _nothing_known(question, value, "the distance cannot reach the margin on these bins")
    apart = _tails_apart(question, kernel, value - question.bin_error[0], how) or alike
    evidence = _judged(question, value, apart, alike, how)
    if evidence.p_equivalence <= how.alpha and not _could_pass(question, kernel, alike, how):
        return replace(
            evidence,
            p_equivalence=1.0,
            upper=max(evidence.upper, question.margin),
            reason="so few rows would rarely show that nothing drifted",
        )
    return evidence


def _tails_apart(question: DriftQuestion, kernel: Kernel, value: float, how: Inference) -> list[DrawnTail]:
    """Draw where false alarms are likeliest; a far tail is drawn only where the value lies in one."""
    pairs = _pairs_of_false_alarms(question, kernel)
    tails = _tails(pairs, question, kernel, _SCREEN, how.seed)
    if max((tail.above(value) for tail in tails), default=1.0) > _SURE:
        return tails
    return _tails(pairs, question, kernel, how.replicates, how.seed)


def _pairs_of_false_passes(question: DriftQuestion) -> list[Pair | None]:
    reference, current, margin = question.reference, question.current, question.margin
    distance, bins = question.distance, question.known_bins
    raw = distance.kernel_on(bins)
    return [
        stretched_pair(reference, current, raw, margin),
        tilted_pair(
            reference,
            current,
            raw,
            margin,
            places=bins.positions if distance.uses_places else None,
            is_ordered=distance.needs_order,
        ),
        single_bin_pair(reference, current, raw, margin),
    ]


def _pairs_of_false_alarms(question: DriftQuestion, kernel: Kernel) -> list[Pair | None]:
    reference, current, margin = question.reference, question.current, question.margin
    return [
        concentrated_pair(reference, current, kernel, margin),
        flattened_pair(reference, current, kernel, margin),
    ]


def _tails(
    pairs: list[Pair | None], question: DriftQuestion, kernel: Kernel, replicates: int, seed: int
) -> list[DrawnTail]:
    tails = []
    generator = np.random.default_rng(seed)
    reference, current = question.reference, question.current
    for p, q in filter(None, pairs):
        first = draw_shares(
            p, reference, noise_blocks(reference, current), replicates=replicates, generator=generator
        )
        second = draw_shares(
            q, current, noise_blocks(current, reference), replicates=replicates, generator=generator
        )
        tails.append(DrawnTail.of(kernel(first, second)))
    return tails


def _smoothed(question: DriftQuestion) -> Kernel:
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


def _could_pass(question: DriftQuestion, kernel: Kernel, alike: list[DrawnTail], how: Inference) -> bool:
    """Tell whether such samples would probably pass if nothing had drifted: else a pass would be mere luck."""
    pooled = shares(question.reference.counts + question.current.counts)
    same = _tails([(pooled, pooled)], question, kernel, how.replicates_of_passes, how.seed)[0]
    bar = min(tail.quantile_below(how.alpha) for tail in alike)
    return same.share_below(bar) >= _LIKELY


def _judged(
    question: DriftQuestion, value: float, apart: list[DrawnTail], alike: list[DrawnTail], how: Inference
) -> DriftEvidence:
    margin, largest = question.margin, question.distance.largest
    widest = max(apart, key=lambda tail: tail.quantile_above(how.level_alone))
    detectable = (
        widest.quantile_above(how.level_alone)
        - (widest.mean - margin)
        + normal_quantile(how.power) * widest.spread
    )
    nearest = min(alike, key=lambda tail: tail.quantile_below(how.alpha))
    corrected = max(0.0, value - (nearest.mean - margin))
    more_current, more_each = _more_rows(question, corrected, nearest.spread, how)
    least, most = value - question.bin_error[0], value + question.bin_error[1]
    return DriftEvidence(
        value=value,
        corrected=corrected,
        lower=max(0.0, least - (max(tail.quantile_above(how.alpha) for tail in apart) - margin)),
        upper=min(most - (nearest.quantile_below(how.alpha) - margin), largest),
        margin=margin,
        p_drift=max(tail.above(least) for tail in apart),
        p_equivalence=max(tail.below(most) for tail in alike),
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
    level = how.alpha if assumed < question.margin else how.level_alone
    z = normal_quantile(1 - level) + normal_quantile(how.power)
    n, m = question.reference.n_rows, question.current.n_rows
    less, more = question.bin_error
    distance = max(question.margin - assumed - more, assumed - less - question.margin, 0.0)
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
        corrected=math.nan,
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
