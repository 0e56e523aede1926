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


BANDED = CurveFigure(
    "How many?",
    "x",
    "y",
    (
        Line("candidate", ((0.1, 0.2), (0.5, 0.5)), band=((0.1, 0.3), (0.4, 0.6))),
        Line("nothing", ((0.1, 0.2),), band=((math.nan, math.nan),)),
        Line("long", tuple((at / 50, at / 50) for at in range(50))),
    ),
)


def test_a_band_is_an_area_behind_its_line_that_fits_the_frame() -> None:
    root = ET.fromstring(curve_plot(BANDED, "p"))  # noqa: S314 - our own text

    ribbons = [path for path in root.iter("path") if "ribbon" in (path.get("class") or "")]
    assert [ribbon.get("class") for ribbon in ribbons] == ["ribbon l1", "ribbon l2"]
    assert ribbons[0].get("d", "").count("L") == 3
    assert ribbons[1].get("d") == ""


def test_a_band_and_many_points_take_no_markers() -> None:
    plain = Line("baseline", ((0.1, 0.2), (0.5, 0.5)))
    banded = Line("baseline", ((0.1, 0.2), (0.5, 0.5)), band=((0.1, 0.3), (0.4, 0.6)))
    dense = Line("baseline", tuple((at / 50, at / 50) for at in range(50)))

    circles = [
        curve_plot(CurveFigure("?", "x", "y", (one,)), "p").count("<circle") for one in (plain, banded, dense)
    ]

    assert circles == [3, 1, 1]


def test_the_first_style_is_the_baselines() -> None:
    lines = tuple(Line(name, ((0.1, 0.2), (0.5, 0.5))) for name in ("baseline", "candidate"))

    both, alone = (curve_plot(CurveFigure("?", "x", "y", chosen), "p") for chosen in (lines, lines[1:]))

    assert ("line l0" in both, "line l1" in both) == (True, True)
    assert ("line l0" in alone, "line l1" in alone) == (False, True)


def test_the_ends_of_a_band_are_in_the_table() -> None:
    columns, rows = curve_numbers(BANDED)

    assert columns == ("line", "x", "y", "lower", "upper", "rows")
    assert rows[0] == ("candidate", "0.1", "0.2", "0.1", "0.3", "")
    assert rows[3][3:5] == ("", "")
