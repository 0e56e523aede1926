"""Draws a metric over partitions within the band in which each was expected; the last one is judged."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from lockgate.domain.figure import HistoryFigure, HistoryPoint
from lockgate.domain.requirement import format_value
from lockgate.reports.html.axis import Axis, finite, tick_text
from lockgate.reports.html.svg import drawing, element, label, line, tick_label
from lockgate.reports.words import printable, shortened

__all__ = ["history_numbers", "history_plot"]

_SIZE = (460.0, 236.0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 58.0, 446.0, 30.0, 188.0
_MOST_LABELS = 3
_LABEL_LENGTH = 16


def history_plot(figure: HistoryFigure, name: str) -> Markup:
    """Draw the values and the band; values outside are crosses, those that nothing is compared with are hollow."""
    known = finite(point.value for point in figure.points)
    if not known:
        return drawing(
            name, (420, 60), f"{figure.title}: no values", label("no values to draw", 210, 34, class_="mid")
        )
    upright = Axis.over(known, _BOTTOM, _TOP).reaching(_ends(figure.points))
    across = Axis(-0.5, len(figure.points) - 0.5, _LEFT, _RIGHT)
    return drawing(
        name,
        _SIZE,
        f"{figure.title} {_words(figure)}",
        *_frame(figure, across, upright),
        *_bands(figure.points, across, upright),
        *_path(figure.points, across, upright),
        *(_marker(number, point, across, upright) for number, point in enumerate(figure.points)),
        *_legend(),
    )


def _ends(points: Sequence[HistoryPoint]) -> list[float | None]:
    return [end for point in points for end in (point.lower, point.upper)]


def is_outside(point: HistoryPoint) -> bool:
    """Tell whether a value lies outside the band in which it was expected."""
    if point.value is None or point.lower is None or point.upper is None:
        return False
    return not point.lower <= point.value <= point.upper


def _frame(figure: HistoryFigure, across: Axis, upright: Axis) -> Iterator[Markup]:
    for tick in upright.ticks():
        y = upright.place(tick)
        yield line((_LEFT, y), (_RIGHT, y), "grid")
        yield label(tick_text(tick, digits=6), _LEFT - 6, y + 4, class_="end dim")
    last = len(figure.points) - 1
    for number in sorted({0, last // 2, last} if last >= _MOST_LABELS else {0, last}):
        x = across.place(number)
        yield line((x, _BOTTOM), (x, _BOTTOM + 4), "tick")
        yield tick_label(
            shortened(printable(figure.points[number].label), _LABEL_LENGTH), x, _BOTTOM + 17, _SIZE[0]
        )
    yield label(
        f"{shortened(figure.y_label, 40)} by partition", (_LEFT + _RIGHT) / 2, _SIZE[1] - 10, class_="mid dim"
    )


def _bands(points: Sequence[HistoryPoint], across: Axis, upright: Axis) -> Iterator[Markup]:
    """Yield one column of the band for each partition that had one."""
    half = (across.place(1) - across.place(0)) / 2
    for number, point in enumerate(points):
        if point.lower is None or point.upper is None:
            continue
        x, high, low = across.place(number), upright.place(point.upper), upright.place(point.lower)
        yield element(
            "rect",
            x=round(x - half, 2),
            y=high,
            width=round(2 * half, 2),
            height=round(max(low - high, 1), 2),
            class_="expected",
        )


def _path(points: Sequence[HistoryPoint], across: Axis, upright: Axis) -> Iterator[Markup]:
    """Yield the line through the values, broken where one is missing."""
    steps, is_drawing = [], False
    for number, point in enumerate(points):
        if point.value is None or not math.isfinite(point.value):
            is_drawing = False
            continue
        steps.append(f"{'L' if is_drawing else 'M'}{across.place(number):g},{upright.place(point.value):g}")
        is_drawing = True
    yield element("path", d=" ".join(steps), class_="course")


def _marker(number: int, point: HistoryPoint, across: Axis, upright: Axis) -> Markup:
    if point.value is None or not math.isfinite(point.value):
        return Markup("")
    x, y = across.place(number), upright.place(point.value)
    title = element("title", Markup.escape(printable(f"{point.label}: {format_value(point.value)}")))
    if is_outside(point):
        cross = f"M{x - 4:g},{y - 4:g} l8,8 m0,-8 l-8,8"
        return element("g", title, element("path", d=cross, class_="stripe"))
    kind = "seen" if point.is_accepted else "seen apart"
    return element("g", title, element("circle", cx=x, cy=y, r=2.4, class_=kind))


def _legend() -> Iterator[Markup]:
    yield element("rect", x=_LEFT, y=9, width=18, height=9, class_="expected")
    yield label("expected", _LEFT + 24, 18)
    yield element("path", d=f"M{_LEFT + 98:g},9 l8,8 m0,-8 l-8,8", class_="stripe")
    yield label("outside", _LEFT + 112, 18)
    yield element("circle", cx=_LEFT + 182, cy=13.5, r=2.6, class_="seen apart")
    yield label("not compared with", _LEFT + 190, 18)


def _words(figure: HistoryFigure) -> str:
    last = figure.points[-1]
    where = "outside" if is_outside(last) else "within"
    known = "not known" if last.value is None else f"{format_value(last.value)}, {where} the band"
    return f"{len(figure.points)} partitions; {printable(last.label)}: {known if last.lower is not None else 'no band'}"


def history_numbers(figure: HistoryFigure) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and rows of the same as a table, newest first."""
    rows = tuple(
        (
            printable(point.label),
            _number(point.value),
            _number(point.lower),
            _number(point.upper),
            "yes" if point.is_accepted else "no",
        )
        for point in reversed(figure.points)
    )
    return ("partition", printable(figure.y_label), "from", "to", "accepted"), rows


def _number(value: float | None) -> str:
    return "" if value is None else format_value(value)
