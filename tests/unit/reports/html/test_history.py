"""A metric over partitions, in its band."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from lockgate.domain.figure import HistoryFigure, HistoryPoint
from lockgate.reports.html.history import history_numbers, history_plot, is_outside
from lockgate.reports.html.plots import plot_of

POINTS = (
    HistoryPoint("2013-01-01", 4.0, None, None),
    HistoryPoint("2013-01-02", None, 3.0, 6.0),
    HistoryPoint("2013-01-03", 5.0, 3.0, 6.0),
    HistoryPoint("2013-01-04", 5.0, 3.0, 6.0, is_accepted=False),
    HistoryPoint("2013-01-05", 40.0, 3.0, 6.0, is_accepted=False),
)
FIGURE = HistoryFigure("As expected?", "row_count", POINTS)


def test_values_outside_are_crosses_and_those_not_compared_with_are_hollow() -> None:
    text = history_plot(FIGURE, "p")
    root = ET.fromstring(text)  # noqa: S314 - our own text

    marks = [
        (child.tag, child.get("class")) for group in root.iter("g") for child in group if child.tag != "title"
    ]
    assert marks == [("circle", "seen"), ("circle", "seen"), ("circle", "seen apart"), ("path", "stripe")]
    assert [is_outside(point) for point in POINTS] == [False, False, False, False, True]


def test_a_missing_value_breaks_the_line_and_a_missing_band_leaves_a_gap() -> None:
    root = ET.fromstring(history_plot(FIGURE, "p"))  # noqa: S314 - our own text

    (course,) = [path.get("d") for path in root.iter("path") if path.get("class") == "course"]
    assert course is not None
    assert [step[0] for step in course.split()] == ["M", "M", "L", "L"]
    assert sum(rect.get("class") == "expected" for rect in root.iter("rect")) == 4 + 1  # and one in the legend


def test_the_description_says_where_the_last_one_lies() -> None:
    assert "outside the band" in history_plot(FIGURE, "p")
    assert "within the band" in history_plot(HistoryFigure("?", "x", POINTS[:3]), "p")
    assert "no band" in history_plot(HistoryFigure("?", "x", POINTS[:1]), "p")
    assert "not known" in history_plot(HistoryFigure("?", "x", POINTS[:2]), "p")


def test_without_any_value_nothing_is_drawn() -> None:
    assert "no values to draw" in history_plot(HistoryFigure("?", "x", POINTS[1:2]), "p")


def test_the_numbers_stand_in_a_table_newest_first() -> None:
    columns, rows = history_numbers(FIGURE)

    assert columns == ("partition", "row_count", "from", "to", "accepted")
    assert rows[0] == ("2013-01-05", "40", "3", "6", "no")
    assert rows[-2:] == (("2013-01-02", "", "3", "6", "yes"), ("2013-01-01", "4", "", "", "yes"))
    assert plot_of(FIGURE, "p").rows == rows
