"""Lines in one frame."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

from lockgate.domain.figure import CurveFigure, Line
from lockgate.reports.html.curves import curve_numbers, curve_plot

FIGURE = CurveFigure(
    "Calibrated?",
    "predicted",
    "observed",
    (Line("baseline", ((0.1, 0.2), (0.5, 0.5)), (400, 100)), Line("candidate", ((0.1, math.nan), (0.5, 0.4)))),
    diagonal=True,
)


def test_each_line_has_its_own_marker_and_dash() -> None:
    root = ET.fromstring(curve_plot(FIGURE, "p"))  # noqa: S314 - our own text

    groups = [group.get("class") for group in root.iter("g")]
    assert groups == ["line l0", "line l1", "line l0", "line l1"]
    assert [circle.get("r") for circle in root.iter("circle")] == ["5.5", "2.75", "3.2"]


def test_points_that_are_no_numbers_are_left_out_of_the_drawing_and_stay_in_the_table() -> None:
    columns, rows = curve_numbers(FIGURE)

    assert "nan" not in curve_plot(FIGURE, "p")
    assert columns == ("line", "predicted", "observed", "rows")
    assert rows[2] == ("candidate", "0.1", "nan", "")


def test_the_diagonal_is_drawn_where_it_is_the_ideal() -> None:
    free = CurveFigure("How?", "x", "y", (Line("a", ((1.0, 5.0), (2.0, 9.0))),))

    assert curve_plot(FIGURE, "p").count('class="diagonal"') == 2
    assert 'class="diagonal"' not in curve_plot(free, "p")
