"""One drawing and one table of numbers for each kind of figure."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from lockgate.domain.figure import (
    ComparisonFigure,
    CurveFigure,
    DistributionFigure,
    Figure,
    HistoryFigure,
    MatrixFigure,
    MixFigure,
)
from lockgate.reports.html.comparison import comparison_numbers, comparison_plot
from lockgate.reports.html.curves import curve_numbers, curve_plot
from lockgate.reports.html.distribution import distribution_numbers, distribution_plot
from lockgate.reports.html.history import history_numbers, history_plot
from lockgate.reports.html.intervals import interval_numbers, interval_plot
from lockgate.reports.html.matrix import matrix_numbers, matrix_plot
from lockgate.reports.html.mixes import mix_numbers, mix_plot
from lockgate.reports.words import printable

__all__ = ["Plot", "plot_of"]


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure ready for the page: the question, its drawing, and the same as numbers."""

    question: str
    drawing: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plot_of(figure: Figure, name: str) -> Plot:
    """Draw a figure; `name` is unique within the page.

    Examples
    --------
    >>> from lockgate.domain.figure import Bars
    >>> ages = DistributionFigure("Are the ages possible?", "years", Bars((0, 50, 100), (3, 4)), 0, 90)
    >>> plot_of(ages, "p1").rows
    (('0 to 50', '3'), ('50 to 100', '4'))
    """
    question = printable(figure.title) or "What was seen?"
    match figure:
        case DistributionFigure():
            drawn, numbers = distribution_plot(figure, name), distribution_numbers(figure)
        case CurveFigure():
            drawn, numbers = curve_plot(figure, name), curve_numbers(figure)
        case ComparisonFigure():
            drawn, numbers = comparison_plot(figure, name), comparison_numbers(figure)
        case HistoryFigure():
            drawn, numbers = history_plot(figure, name), history_numbers(figure)
        case MatrixFigure():
            drawn, numbers = matrix_plot(figure, name), matrix_numbers(figure)
        case MixFigure():
            drawn, numbers = mix_plot(figure, name), mix_numbers(figure)
        case _:  # an interval plot: there is no other kind
            drawn, numbers = interval_plot(figure, name), interval_numbers(figure)
    return Plot(question, drawn, *numbers)
