"""One column of the two tables, measured: how far apart, with bounds, on the frozen cells."""

from __future__ import annotations

import math

import numpy as np

from lockgate.drift.cells import Cells
from lockgate.drift.methods import COARSE_BINS
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.evidence import DriftEvidence, measure_drift
from lockgate.stats.drift.question import DriftQuestion, Inference
from lockgate.stats.drift.sample import Sample

__all__ = ["bins_of", "cells_for", "coarse", "measure"]


def measure(cells: Cells, distance: Distance, margin: float, how: Inference) -> DriftEvidence:
    """Return what the cells say about a distance and its margin."""
    compared = cells_for(cells, distance)
    question = DriftQuestion(_sample(compared, 0), _sample(compared, 1), distance, margin, bins_of(compared))
    return measure_drift(question, how)


def cells_for(cells: Cells, distance: Distance) -> Cells:
    """Return the cells on which a distance is measured.

    Distances that do not use the order of the cells compare about `COARSE_BINS` of them, put together by the rows
    of the reference: else each would hold few rows, and chance would look like drift.
    """
    return cells if distance.needs_order or not cells.is_ordered else coarse(cells)


def _sample(cells: Cells, side: int) -> Sample:
    blocks = cells.blocks[side]
    return Sample.of_blocks(blocks) if blocks else Sample.of_counts((cells.reference, cells.current)[side])


def bins_of(cells: Cells) -> Bins:
    """Return what the cells stand for."""
    if not cells.is_ordered:
        return Bins.categories(len(cells.names))
    if cells.is_whole:
        return Bins.exact([cells.edges[0] - 0.5 + place for place in range(len(cells.reference))])
    return Bins.between([-math.inf, *cells.edges, math.inf])


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
