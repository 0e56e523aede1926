"""Draws lines in one frame, such as calibration curves against the diagonal."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup

from lockgate.domain.figure import CurveFigure, Line
from lockgate.reports.html.axis import Axis, tick_text
from lockgate.reports.html.svg import drawing, element, label, line, tick_label
from lockgate.reports.words import printable, shortened

__all__ = ["curve_numbers", "curve_plot"]

_SIZE = (420.0, 316.0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, 408.0, 30.0, 272.0
_STYLES = 4
_MOST_MARKERS = 24  # more would hide the line
_LARGEST = 5.5
_SMALLEST = 2.2


def curve_plot(figure: CurveFigure, name: str) -> Markup:
    """Draw each line with its own dash and marker; the larger the marker, the more rows behind the point."""
    drawn = [(line_, _drawable(line_)) for line_ in figure.lines]
    if not any(points for _, points in drawn):
        return drawing(
            name, (420, 60), f"{figure.title}: no points", label("no points to draw", 210, 34, class_="mid")
        )
    across, upright = _axes(figure, [point for _, points in drawn for point in points])
    return drawing(
        name,
        _SIZE,
        f"{figure.title} {_words(figure)}",
        *_frame(figure, across, upright),
        *(
            _band(style, line_, across, upright)
            for style, line_ in zip(_styles(figure), figure.lines, strict=True)
            if line_.band
        ),
        *(
            _curve(style, line_, points, across, upright)
            for style, (line_, points) in zip(_styles(figure), drawn, strict=True)
        ),
        *_legend(figure),
    )


def _styles(figure: CurveFigure) -> list[int]:
    """Return the style of each line: the first is kept for what the others are compared with."""
    first = 0 if figure.lines and figure.lines[0].name == "baseline" else 1
    return [(first + index) % _STYLES for index in range(len(figure.lines))]


Point = tuple[float, float, int]


def _drawable(drawn: Line) -> list[Point]:
    sizes = drawn.sizes if len(drawn.sizes) == len(drawn.points) else (0,) * len(drawn.points)
    return [
        (x, y, size)
        for (x, y), size in zip(drawn.points, sizes, strict=True)
        if math.isfinite(x) and math.isfinite(y)
    ]


def _axes(figure: CurveFigure, points: list[Point]) -> tuple[Axis, Axis]:
    xs, ys = [x for x, _, _ in points], [y for _, y, _ in points]
    ys += [end for drawn in figure.lines for ends in drawn.band for end in ends if math.isfinite(end)]
    if figure.diagonal:
        both = Axis.over([0.0, 1.0, *xs, *ys], 0, 1, margin=0)
        return Axis(both.low, both.high, _LEFT, _RIGHT), Axis(both.low, both.high, _BOTTOM, _TOP)
    return Axis.over(xs, _LEFT, _RIGHT), Axis.over(ys, _BOTTOM, _TOP)


def _frame(figure: CurveFigure, across: Axis, upright: Axis) -> Iterator[Markup]:
    for tick in upright.ticks():
        y = upright.place(tick)
        yield line((_LEFT, y), (_RIGHT, y), "grid")
        yield label(tick_text(tick, digits=7), _LEFT - 6, y + 4, class_="end dim")
    for tick in across.ticks():
        x = across.place(tick)
        yield line((x, _BOTTOM), (x, _BOTTOM + 4), "tick")
        yield tick_label(tick_text(tick, digits=7), x, _BOTTOM + 16, _SIZE[0])
    if figure.diagonal:
        yield line((_LEFT, _BOTTOM), (_RIGHT, _TOP), "diagonal")
    yield label(_axis_words(figure), (_LEFT + _RIGHT) / 2, _SIZE[1] - 10, class_="mid dim")


def _axis_words(figure: CurveFigure) -> str:
    return f"{shortened(figure.y_label, 40)} by {shortened(figure.x_label, 40)}"


def _curve(style: int, drawn: Line, points: list[Point], across: Axis, upright: Axis) -> Markup:
    places = [(across.place(x), upright.place(y), size) for x, y, size in points]
    path = " ".join(f"{'M' if index == 0 else 'L'}{x:g},{y:g}" for index, (x, y, _) in enumerate(places))
    largest = max((size for _, _, size in places), default=0)
    is_sparse = len(places) <= _MOST_MARKERS and not drawn.band
    markers = [_marker(style, x, y, _radius(size, largest)) for x, y, size in places] if is_sparse else []
    stroke = element("path", d=path, class_="stroke")
    return element(
        "g", element("title", Markup.escape(printable(drawn.name))), stroke, *markers, class_=f"line l{style}"
    )


def _band(style: int, drawn: Line, across: Axis, upright: Axis) -> Markup:
    """Draw what each point of a line may be, as an area behind the lines."""
    ends = [
        (across.place(x), upright.place(low), upright.place(high))
        for (x, _), (low, high) in zip(drawn.points, drawn.band, strict=False)
        if math.isfinite(x) and math.isfinite(low) and math.isfinite(high)
    ]
    around = [*((x, high) for x, _, high in ends), *((x, low) for x, low, _ in reversed(ends))]
    path = " ".join(f"{'M' if index == 0 else 'L'}{x:g},{y:g}" for index, (x, y) in enumerate(around))
    return element("path", d=f"{path} Z" if around else "", class_=f"ribbon l{style}")


def _radius(size: int, largest: int) -> float:
    """Return a radius whose area grows with the rows."""
    if largest <= 0:
        return 3.0
    return round(max(_SMALLEST, _LARGEST * math.sqrt(size / largest)), 2)


def _marker(style: int, x: float, y: float, radius: float) -> Markup:
    if style == 0:
        return element("circle", cx=x, cy=y, r=radius, class_="marker")
    side = round(radius * 1.8, 2)
    turn = 45 * (style - 1)
    corner: dict[str, str | float] = {"x": round(x - side / 2, 2), "y": round(y - side / 2, 2)}
    return element(
        "rect", **corner, width=side, height=side, transform=f"rotate({turn} {x:g} {y:g})", class_="marker"
    )


def _legend(figure: CurveFigure) -> Iterator[Markup]:
    names = [
        (style, shortened(printable(drawn.name), 24))
        for style, drawn in zip(_styles(figure), figure.lines, strict=True)
    ]
    x = _LEFT
    for style, name in names[:_STYLES]:
        sample = element("path", d=f"M{x:g},14 l22,0", class_="stroke")
        yield element("g", sample, _marker(style, x + 11, 14, 3.2), class_=f"line l{style}")
        yield label(name, x + 28, 18)
        x += 44 + 6.4 * len(name)
    if figure.diagonal:
        yield line((x, 14), (x + 22, 14), "diagonal")
        yield label("ideal", x + 28, 18, class_="dim")


def _words(figure: CurveFigure) -> str:
    names = ", ".join(drawn.name for drawn in figure.lines)
    ideal = " against the diagonal" if figure.diagonal else ""
    return f"{figure.y_label} by {figure.x_label}: {names}{ideal}"


def curve_numbers(figure: CurveFigure) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and rows of the same as a table."""
    has_band = any(drawn.band for drawn in figure.lines)
    rows: list[tuple[str, ...]] = []
    for drawn in figure.lines:
        sizes = [f"{size:,}" for size in drawn.sizes] or [""] * len(drawn.points)
        bands = [(tick_text(low), tick_text(high)) for low, high in drawn.band] or [("", "")] * len(
            drawn.points
        )
        for (x, y), size, band in zip(drawn.points, sizes, bands, strict=False):
            rows.append((printable(drawn.name), tick_text(x), tick_text(y), *(band if has_band else ()), size))
    ends = ("lower", "upper") if has_band else ()
    return ("line", printable(figure.x_label), printable(figure.y_label), *ends, "rows"), tuple(rows)
