"""One column of the two tables, measured: how far apart, with bounds, on the frozen cells."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lockgate.drift.cells import Cells
from lockgate.drift.methods import COARSE_BINS
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Bracket, Distance
from lockgate.stats.drift.evidence import DriftEvidence, measure_drift
from lockgate.stats.drift.question import DriftQuestion, Inference
from lockgate.stats.drift.sample import Sample
from lockgate.stats.drift.split import Split, split_bins

__all__ = ["Measured", "bins_of", "cells_for", "coarse", "dots_of", "measure"]

Floats = NDArray[np.float64]
_ONE_CELL = 1.5  # widths of the finest cell: edges are rounded, and the next bin is twice as wide
_SAME = 1e-9  # of a distance: limits nearer than this are one number


@dataclass(frozen=True, slots=True)
class Measured:
    """What cells say about a distance.

    Parameters
    ----------
    evidence : DriftEvidence
        The distance and its bounds.
    bracket : Bracket or None
        Where the distance of the rows themselves lies, chance aside; None where it is the value.
    is_blurred : bool
        Whether the rows would decide, and what the cells hide is why they do not.
    """

    evidence: DriftEvidence
    bracket: Bracket | None = None
    is_blurred: bool = False


def measure(
    cells: Cells, distance: Distance, margin: float, how: Inference, *, is_of_cells: bool = False
) -> Measured:
    """Return what the cells say about a distance and its margin.

    Parameters
    ----------
    cells : Cells
        Rows of both sides.
    distance : Distance
        How they are measured.
    margin : float
        The smallest distance that matters.
    how : Inference
        Levels, draws and seed.
    is_of_cells : bool, default=False
        Whether the margin was told from the same cells, so that what they hide is hidden from both.
    """
    compared = cells_for(cells, distance)
    bins = bins_of(compared)
    bracket = _bracket(compared, distance, bins)
    error = (bracket.value - bracket.lower, bracket.upper - bracket.value) if bracket else (0.0, 0.0)
    before, now = (np.asarray(side, dtype=np.float64) for side in (compared.reference, compared.current))
    split = None
    if distance.uses_places and bins.places is not None:
        split = split_bins(bins, before, now)
        bins = split.bins
    question = DriftQuestion(_sample(compared, 0, split), _sample(compared, 1, split), distance, margin, bins)
    if is_of_cells or error == (0.0, 0.0):
        return Measured(measure_drift(question, how), bracket)
    evidence = measure_drift(replace(question, bin_error=error), how)
    return Measured(evidence, bracket, _is_blurred(evidence, error))


def _bracket(cells: Cells, distance: Distance, bins: Bins) -> Bracket | None:
    """Return where the distance of the rows lies; None where nothing is hidden."""
    if not cells.is_ordered:
        return None
    found = distance.bracket(cells.reference, cells.current, bins=bins)
    if math.isnan(found.value) or found.upper - found.lower <= _SAME * max(found.value, 1.0):
        return None
    return found


def _is_blurred(evidence: DriftEvidence, error: tuple[float, float]) -> bool:
    """Tell whether the bounds are on one side of the margin, but for what the cells hide."""
    is_open = evidence.lower <= evidence.margin <= evidence.upper
    return is_open and (
        (math.isinf(error[1]) or evidence.upper - error[1] < evidence.margin)
        or evidence.lower + error[0] > evidence.margin
    )


def cells_for(cells: Cells, distance: Distance) -> Cells:
    """Return the cells on which a distance is measured.

    Distances that do not use the order of the cells compare about `COARSE_BINS` of them, put together by the rows
    of the reference: else each would hold few rows, and chance would look like drift.
    """
    return cells if distance.needs_order or not cells.is_ordered else coarse(cells)


def _sample(cells: Cells, side: int, split: Split | None) -> Sample:
    blocks = np.asarray(cells.blocks[side], dtype=np.float64)
    rows = np.asarray((cells.reference, cells.current)[side], dtype=np.float64)
    if split is not None:
        blocks, rows = (split.counts(one, side) if one.size else one for one in (blocks, rows))
    return Sample.of_blocks(blocks) if blocks.size else Sample.of_counts(rows)


def bins_of(cells: Cells) -> Bins:
    """Return what the cells stand for; the cells at the ends are open, and hold rows of whatever value."""
    if not cells.is_ordered:
        return Bins.categories(len(cells.names))
    ends = (-math.inf, *cells.edges, math.inf)
    if not cells.is_whole:
        return Bins.between(ends, cells.places, resolution=_ONE_CELL * cells.resolution)
    values = [cells.edges[0] - 0.5 + place for place in range(len(cells.reference))]
    lowers, uppers = np.array(values), np.array(values)
    if cells.reference[0] or cells.current[0]:
        lowers[0] = -math.inf
    if cells.reference[-1] or cells.current[-1]:
        uppers[-1] = math.inf
    is_exact = bool((lowers == uppers).all())
    return Bins(lowers, uppers, None if is_exact else cells.places)


def dots_of(cells: Cells) -> Bins:
    """Return the cells as single places: where the rows of the reference lie on average."""
    bins = bins_of(cells)
    if bins.places is None:
        return bins
    means = bins.places[0].means
    places = np.where(np.isnan(means), bins.positions, means)
    return Bins(places, places)


def coarse(cells: Cells) -> Cells:
    """Return neighbouring cells together, each with about a tenth of the reference."""
    running = np.cumsum(cells.reference)
    wanted = running[-1] * np.arange(1, COARSE_BINS) / COARSE_BINS
    cuts = np.unique(np.searchsorted(running, wanted) + 1)
    starts = np.concatenate([[0], cuts[cuts < running.size]]).astype(np.int64)
    together = [tuple(np.add.reduceat(side, starts).tolist()) for side in (cells.reference, cells.current)]
    blocks = tuple(tuple(tuple(np.add.reduceat(row, starts).tolist()) for row in rows) for rows in cells.blocks)
    names = tuple(str(i) for i in range(len(starts)))
    return Cells((), names, together[0], together[1], is_whole=True, blocks=(blocks[0], blocks[1]))
