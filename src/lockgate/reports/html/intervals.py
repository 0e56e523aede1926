"""Draws estimates with their intervals against a bar, a row a slice, each verdict with its own mark."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

from markupsafe import Markup

from lockgate.domain.figure import IntervalFigure, IntervalRow
from lockgate.domain.verdict import Verdict
from lockgate.reports.html.axis import Axis, finite, tick_text
from lockgate.reports.html.svg import drawing, element, label, line
from lockgate.reports.words import MARKS, printable, quantity, shortened

__all__ = ["interval_numbers", "interval_plot"]

_ACROSS = 204.0  # of the intervals
_BESIDE = 90.0  # for the numbers of rows
_CHARACTER = 6.9  # as wide as a letter of a label mostly is
_NARROWEST = 420.0
_TOP = 34.0
_ROW = 20.0
_SHOWN = 40
_LABEL_LENGTH = 32
_WIDE = 5  # times the middle width: from here on an interval is cut, with an arrow


def interval_plot(figure: IntervalFigure, name: str) -> Markup:
    """Draw the rows in the order given, at most 40; the table beneath has all of them."""
    rows = figure.rows[:_SHOWN]
    if not rows:
        return drawing(
            name,
            (_NARROWEST, 60),
            f"{figure.title}: no slices",
            label("nothing to draw", _NARROWEST / 2, 34, class_="mid"),
        )
    longest = max(len(shortened(printable(row.label), _LABEL_LENGTH)) for row in rows)
    left = max(30 + longest * _CHARACTER, _NARROWEST - _ACROSS - _BESIDE - 80)
    width = max(left + _ACROSS + _BESIDE, _NARROWEST)
    axis = Axis.over([*_ends(rows), figure.bar], left, width - _BESIDE)
    bottom = _TOP + _ROW * len(rows)
    rest = len(figure.rows) - len(rows)
    more = f" · {quantity(rest, 'more slice')} in the table" if rest else ""
    return drawing(
        name,
        (width, bottom + 42),
        f"{figure.title} {_words(figure)}",
        *_frame(figure, axis, bottom, width),
        *(_row(row, axis, _TOP + _ROW * (index + 0.5), width) for index, row in enumerate(rows)),
        label(
            shortened(figure.x_label, 60) + more, (left + width - _BESIDE) / 2, bottom + 36, class_="mid dim"
        ),
    )


def _ends(rows: Sequence[IntervalRow]) -> list[float]:
    """Return the ends that the axis must hold: a few very wide intervals must not press all others together."""
    widths = finite(row.upper - row.lower for row in rows)
    most = _WIDE * median(widths) if widths else math.inf
    narrow = [row for row in rows if row.upper - row.lower <= most]
    return [row.estimate for row in rows] + [end for row in narrow for end in (row.lower, row.upper)]


def _frame(figure: IntervalFigure, axis: Axis, bottom: float, width: float) -> Iterator[Markup]:
    for tick in axis.ticks(4):
        x = axis.place(tick)
        yield line((x, _TOP), (x, bottom), "grid")
        yield label(tick_text(tick, digits=7), x, bottom + 16, class_="mid dim")
    yield label("rows", width - 6, 18, class_="end dim")
    if figure.bar is not None and math.isfinite(figure.bar):
        x = axis.place(figure.bar)
        yield line((x, _TOP - 8), (x, bottom), "bound")
        yield label(f"bar {tick_text(figure.bar)}", x, _TOP - 14, class_="mid strong")


def _row(row: IntervalRow, axis: Axis, y: float, width: float) -> Markup:
    name = shortened(printable(row.label), _LABEL_LENGTH)
    words = f"{row.label}: {_estimate(row)}, {quantity(row.n, 'row')}, {row.verdict}"
    known = row.verdict if row.verdict in _KNOWN else ""
    mark = MARKS[_KNOWN[known]] if known else "·"
    return element(
        "g",
        element("title", Markup.escape(printable(words))),
        label(name, axis.start - 26, y + 4, class_="end"),
        label(mark, axis.start - 14, y + 4, class_="mid mark"),
        *_whisker(row, axis, y),
        label(f"{row.n:,}", width - 6, y + 4, class_="end dim"),
        class_=f"interval {known}".strip(),
    )


def _whisker(row: IntervalRow, axis: Axis, y: float) -> Iterator[Markup]:
    """Yield the interval and its estimate; an end beyond the axis becomes an arrow."""
    left, right = axis.place(row.lower), axis.place(row.upper)
    if math.isnan(row.lower) or math.isnan(row.upper):
        return
    yield line((left, y), (right, y), "whisker")
    if row.lower < axis.low:
        yield element(
            "path", d=f"M{left + 5:g},{y - 4:g} L{left:g},{y:g} L{left + 5:g},{y + 4:g}", class_="whisker"
        )
    if row.upper > axis.high:
        yield element(
            "path", d=f"M{right - 5:g},{y - 4:g} L{right:g},{y:g} L{right - 5:g},{y + 4:g}", class_="whisker"
        )
    if math.isfinite(row.estimate):
        yield element("circle", cx=axis.place(row.estimate), cy=round(y, 2), r=3.6, class_="point")


_KNOWN = {verdict.value: verdict for verdict in Verdict}


def _estimate(row: IntervalRow) -> str:
    return f"{tick_text(row.estimate)} ({tick_text(row.lower)} to {tick_text(row.upper)})"


def _words(figure: IntervalFigure) -> str:
    counts = {verdict: sum(row.verdict == verdict for row in figure.rows) for verdict in _KNOWN}
    parts = ", ".join(f"{number} {verdict}" for verdict, number in counts.items() if number)
    return f"{figure.x_label}, {quantity(len(figure.rows), 'row')}" + (f": {parts}" if parts else "")


def interval_numbers(figure: IntervalFigure) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and rows of the same as a table."""
    rows = tuple(
        (
            printable(row.label),
            tick_text(row.estimate),
            tick_text(row.lower),
            tick_text(row.upper),
            f"{row.n:,}",
            printable(row.verdict),
        )
        for row in figure.rows
    )
    return ("slice", printable(figure.x_label), "lower", "upper", "rows", "verdict"), rows
