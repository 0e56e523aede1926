"""Figures are values: they survive the way to evidence and back."""

from __future__ import annotations

import pytest

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.figure import (
    Bars,
    CurveFigure,
    DistributionFigure,
    Figure,
    IntervalFigure,
    IntervalRow,
    Line,
)

FIGURES: list[Figure] = [
    DistributionFigure("air time", "min", Bars((0.0, 1.0), (3,)), None, 900.0),
    CurveFigure("calibration", "predicted", "seen", (Line("candidate", ((0.1, 0.2),), (7,)),), diagonal=True),
    IntervalFigure("log loss", "candidate − baseline", (IntervalRow("UA", 0.1, 0.0, 0.2, 9, "pass"),), None),
]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_survives_the_way_to_evidence_and_back(figure: Figure) -> None:
    assert from_plain(type(figure), to_plain(figure)) == figure
