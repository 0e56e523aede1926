"""Margins from the reference itself: how far apart are windows between which nothing happened."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance, Kernel, shares
from lockgate.stats.drift.sample import Sample

__all__ = ["ReferenceBlocks", "calibrated_margins"]

Floats = NDArray[np.float64]
_NOISE_DRAWS = 199


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceBlocks:
    """One column of the reference, counted by block.

    Parameters
    ----------
    sample : Sample
        With blocks, in the order of time; the same blocks for every column.
    distance : Distance
        How drift of this column is measured.
    bins : Bins or None, default=None
        What the cells stand for; None for categories.

    Raises
    ------
    ParameterError
        If the sample has no blocks or the bins do not fit.
    """

    sample: Sample
    distance: Distance
    bins: Bins | None = None

    def __post_init__(self) -> None:
        if self.sample.blocks is None:
            raise ParameterError.of("ReferenceBlocks", "sample", "a sample with blocks", "independent rows")
        self.distance.require_bins(self.known_bins, self.sample.counts.size)

    @property
    def known_bins(self) -> Bins:
        """Return the bins, or categories where none were given."""
        return Bins.categories(self.sample.counts.size) if self.bins is None else self.bins

    @property
    def table(self) -> Floats:
        """Return the counts, blocks by bins."""
        return np.empty((0, self.sample.counts.size)) if self.sample.blocks is None else self.sample.blocks


def calibrated_margins(
    columns: Sequence[ReferenceBlocks],
    *,
    window: int,
    floor: float,
    quantile: float = 0.95,
    seed: int = 0,
) -> tuple[float, ...]:
    r"""Set the margins of all columns so that windows of the reference itself rarely exceed any.

    Parameters
    ----------
    columns : sequence of ReferenceBlocks
        All columns of the run, on the same blocks.
    window : int
        Blocks that the current sample will have, at least 1 and less than half of those here.
    floor : float
        The least margin of any column, more than 0: a drift that nobody would mind. It is what a column gets whose
        blocks differ by no more than chance.
    quantile : float, default=0.95
        Share of the windows in which no column exceeds its margin, in (0, 1).
    seed : int, default=0
        Seed of the draws that measure chance.

    Returns
    -------
    tuple of float
        In the order given; empty in, empty out.

    Raises
    ------
    ParameterError
        If an argument is outside its domain, the columns have different blocks, or there are too few blocks to
        see the quantile: ``quantile / (1 - quantile)`` are needed, 19 for 0.95.

    Notes
    -----
    Every window of neighbouring blocks (the last joined to the first) is compared with all other blocks. What
    chance adds is taken off, in the power in which it adds up (the distance for PSI-like ones, its square for
    others), so that margins do not depend on the rows per block. A window in which a column has no row is no alarm.
    Each column is scaled by its own upper quartile;
    the margin is that scale times the quantile over windows of the largest ratio of any column. By the rank of
    exchangeable windows a further one exceeds any margin with probability at most ``1 - quantile``.

    References
    ----------
    P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing, Wiley (1993) (the largest of many).
    V. Vovk, A. Gammerman and G. Shafer, Algorithmic Learning in a Random World, Springer (2005),
    doi:10.1007/b106715 (ranks of exchangeable scores).

    Examples
    --------
    >>> from lockgate.stats.drift.total_variation import TOTAL_VARIATION
    >>> rates = 0.5 + 0.05 * np.sin(np.arange(40))
    >>> blocks = Sample.of_blocks(np.column_stack((10_000 * rates, 10_000 * (1 - rates))))
    >>> margins = calibrated_margins([ReferenceBlocks(blocks, TOTAL_VARIATION)], window=1, floor=0.001)
    >>> f"{margins[0]:.3f}"
    '0.052'
    """
    if not columns:
        return ()
    n_blocks = _require(columns, window, quantile, floor)
    generator = np.random.default_rng(seed)
    apart = np.array([_windows_apart(column, window, generator) for column in columns])
    scales = np.maximum(np.quantile(apart, 0.75, axis=1), floor)
    largest = np.sort((apart / scales[:, None]).max(axis=0))
    ratio = float(largest[math.ceil((n_blocks + 1) * quantile) - 1])
    return tuple(
        _below(column.distance.largest, max(floor, float(scale) * ratio))
        for column, scale in zip(columns, scales, strict=True)
    )


def _require(columns: Sequence[ReferenceBlocks], window: int, quantile: float, floor: float) -> int:
    where = "calibrated_margins"
    require_open_fraction(where, "quantile", quantile)
    n_blocks = len(columns[0].table)
    if any(len(column.table) != n_blocks for column in columns):
        raise ParameterError.of(
            where, "columns", "columns counted on the same blocks", "other numbers of blocks"
        )
    if not 1 <= window < n_blocks / 2:
        raise ParameterError.of(
            where, "window", f"an int from 1 to less than half of {n_blocks} blocks", window
        )
    if not (math.isfinite(floor) and floor > 0):
        raise ParameterError.of(where, "floor", "a finite float of more than 0", floor)
    if math.ceil((n_blocks + 1) * quantile) > n_blocks:
        raise ParameterError.of(where, "quantile", f"one that {n_blocks} blocks can show", quantile)
    return n_blocks


def _windows_apart(column: ReferenceBlocks, window: int, generator: np.random.Generator) -> Floats:
    """Return how far each window is from the other blocks, less what chance adds."""
    kernel, table = column.distance.kernel_on(column.known_bins), column.table
    total = np.asarray(table.sum(axis=0), dtype=np.float64)
    wrapped = np.cumsum(np.vstack((np.zeros_like(total), table, table[: window - 1])), axis=0)
    inside: Floats = wrapped[window:] - wrapped[:-window]
    added, power = column.distance.smoothing, 1 if column.distance.is_quadratic else 2
    observed = kernel(shares(total - inside + added), shares(inside + added)) ** power
    beyond = np.maximum(observed - _chance(kernel, total, inside, added, power, generator), 0.0)
    return np.asarray(np.nan_to_num(beyond, nan=0.0) ** (1 / power))


def _chance(
    kernel: Kernel, total: Floats, inside: Floats, added: float, power: int, generator: np.random.Generator
) -> float:
    own = round(float(inside.sum(axis=1).mean()))
    population = shares(total)
    first = generator.multinomial(max(round(float(total.sum())) - own, 1), population, _NOISE_DRAWS).astype(
        np.float64
    )
    second = generator.multinomial(own, population, _NOISE_DRAWS).astype(np.float64)
    return float((kernel(shares(first + added), shares(second + added)) ** power).mean())


def _below(largest: float, margin: float) -> float:
    return margin if margin < largest else math.nextafter(largest, 0.0)
