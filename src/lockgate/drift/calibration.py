"""Margins of all questions: given, usual, or calibrated on windows of the reference itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lockgate.domain.errors import StateError
from lockgate.drift.measure import cells_for, dots_of
from lockgate.drift.methods import margin_of
from lockgate.drift.question import MISSING, Question
from lockgate.drift.reference import Reference
from lockgate.drift.spec import CALIBRATED, DriftSpec
from lockgate.stats.drift.margins import ReferenceBlocks, calibrated_margins
from lockgate.stats.drift.resampled_margins import ReferenceRows, resampled_margins
from lockgate.stats.drift.sample import Sample

__all__ = ["FEWEST_WINDOWS", "QUANTILE", "Margin", "margins_for"]

QUANTILE = 0.95
"""Share of the windows of the reference in which no column is beyond its calibrated margin."""

FEWEST_WINDOWS = math.ceil(QUANTILE / (1 - QUANTILE) - 1e-9)
"""Windows without which that share cannot be seen."""


@dataclass(frozen=True, slots=True)
class Margin:
    """The largest distance that does not matter, and where it comes from.

    Parameters
    ----------
    value : float
        More than 0.
    origin : str, default=""
        In words, where it was calibrated; empty where it was given or is the usual one.
    """

    value: float
    origin: str = ""


def margins_for(
    spec: DriftSpec, reference: Reference, questions: Sequence[Question], *, seed: int = 0
) -> tuple[Margin, ...]:
    """Return the margin of each question, in their order.

    Where the entry says ``margin: calibrated``, every question without a margin of its own gets one from A/A
    comparisons: windows of the reference, as many blocks long as the current table, each against all other blocks.
    A reference without blocks, whose rows are independent, is compared with random parts of itself, as many rows
    long as the current table.

    Parameters
    ----------
    spec : DriftSpec
        What is asked.
    reference : Reference
        The frozen side.
    questions : sequence of Question
        All of the run.
    seed : int, default=0
        Seed of the draws that measure chance.

    Raises
    ------
    StateError
        If the reference keeps too few blocks for windows of that length.
    ParameterError
        If a distance has no usual margin and the entry gives none.
    """
    if spec.margin != CALIBRATED:
        return tuple(Margin(_given(spec, question)) for question in questions)
    asked = [one for one in questions if one.check == MISSING or one.column.name not in spec.margins]
    calibrated = dict(zip(map(id, asked), _calibrated(spec, reference, asked, seed), strict=True))
    return tuple(calibrated.get(id(one)) or Margin(_given(spec, one)) for one in questions)


def _given(spec: DriftSpec, question: Question) -> float:
    if question.check == MISSING:
        return spec.missing_margin
    return margin_of(spec, question.column.name, question.distance)


def _calibrated(
    spec: DriftSpec, reference: Reference, questions: Sequence[Question], seed: int
) -> tuple[Margin, ...]:
    if reference.block is None:
        return _resampled(spec, questions, seed)
    window = max((len(one.cells.blocks[1]) for one in questions), default=1) or 1
    n_blocks = max((len(one.cells.blocks[0]) for one in questions), default=0)
    if questions:
        _require_windows(reference, n_blocks, window)
    found = calibrated_margins(
        [_blocks_of(one) for one in questions],
        window=window,
        floor=spec.least_margin,
        quantile=QUANTILE,
        seed=seed,
    )
    origin = f"margin calibrated on {n_blocks:,} windows of the reference, each of {_length(reference, window)}"
    return tuple(Margin(value, origin) for value in found)


def _resampled(spec: DriftSpec, questions: Sequence[Question], seed: int) -> tuple[Margin, ...]:
    rows = []
    for one in questions:
        cells = cells_for(one.cells, one.distance)
        sample = Sample.of_counts(cells.reference)
        rows.append(ReferenceRows(sample, sum(cells.current), one.distance, dots_of(cells)))
    found = resampled_margins(rows, floor=spec.least_margin, quantile=QUANTILE, seed=seed)
    origin = "margin calibrated on random parts of the reference, each as large as the current table"
    return tuple(Margin(value, origin) for value in found)


def _require_windows(reference: Reference, n_blocks: int, window: int) -> None:
    where = reference.called
    if n_blocks < FEWEST_WINDOWS:
        raise StateError.uncalibrated(where, f"it has {n_blocks:,} blocks, and {FEWEST_WINDOWS} are needed")
    if 2 * window >= n_blocks:
        what = f"the current table has {window:,} blocks, and must have less than half of its {n_blocks:,}"
        raise StateError.uncalibrated(where, what)


def _blocks_of(question: Question) -> ReferenceBlocks:
    """Return the reference's side; blocks without a row stay, for all columns must be cut alike."""
    cells = cells_for(question.cells, question.distance)
    table = np.asarray(cells.blocks[0], dtype=np.float64)
    sample = Sample(np.asarray(cells.reference, dtype=np.float64), table)
    return ReferenceBlocks(sample, question.distance, dots_of(cells))


def _length(reference: Reference, window: int) -> str:
    unit = reference.block.unit if reference.block else None
    noun = "group of entities" if unit is None else unit.value
    many = "groups of entities" if unit is None else f"{noun}s"
    return f"{window:,} {noun if window == 1 else many}"
