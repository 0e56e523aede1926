"""What is asked of two samples, and how carefully."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_count, require_open_fraction
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.sample import Sample

__all__ = ["AS_USUAL", "DriftQuestion", "Inference"]


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
    bin_error : (float, float), default=(0, 0)
        How much less and how much more than the value the distance of the rows may be, because they are only
        counted. It is added to the bounds, and both tests allow for it.

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
    bin_error: tuple[float, float] = (0.0, 0.0)

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
        Seed of the draws, 0 or more. Each question starts from it anew: its answer does not depend on
        the others.

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
        require_count("Inference", "seed", self.seed)
        if self.replicates < 199:  # noqa: PLR2004 - fewer cannot tell a tail of 5 %
            raise ParameterError.of("Inference", "replicates", "an int of 199 or more", self.replicates)

    @property
    def replicates_of_passes(self) -> int:
        """Return the draws for each pair that a false pass is judged at: no tail beyond `alpha` is needed there."""
        return max(199, 2 * self.replicates // 5)

    @property
    def level_alone(self) -> float:
        """Return the level for a column that drifts alone."""
        return self.alpha if self.alpha_alone is None else self.alpha_alone


AS_USUAL = Inference()
"""The stated defaults."""
