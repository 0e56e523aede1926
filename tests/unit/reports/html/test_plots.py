"""A figure as a drawing and as numbers."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from tests.fakes import run_results

from lockgate.domain.figure import ComparisonFigure
from lockgate.reports.html.plots import plot_of


def test_every_figure_however_broken_gives_a_drawing_and_a_question() -> None:
    figures = [
        figure
        for run in (run_results.hostile_run(), run_results.red_run(), run_results.inconclusive_run())
        for stage in run.stages
        for entry in stage.entries
        for figure in entry.figures
    ]

    plots = [plot_of(figure, f"p{index}") for index, figure in enumerate(figures)]

    assert len(plots) == 11
    assert all(ET.fromstring(plot.drawing).tag == "svg" and plot.question for plot in plots)  # noqa: S314 - ours
    assert all(len(row) == len(plot.columns) for plot in plots for row in plot.rows)
    assert not any("nan" in value for plot in plots for value in _places(plot.drawing))


def test_a_column_of_two_tables_is_drawn_with_its_numbers() -> None:
    figure = ComparisonFigure("Has it moved?", "delay", "ks 0.25", (0.0, 1.0, 2.0), (), (3, 1), (1, 1), "fail")

    plot = plot_of(figure, "p1")

    assert plot.question == "Has it moved?"
    assert len(plot.rows) == 2


def _places(drawing: str) -> list[str]:
    names = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "d", "r")
    root = ET.fromstring(drawing)  # noqa: S314 - our own text
    return [value for part in root.iter() for name, value in part.attrib.items() if name in names]
