"""Draws one column of two tables: the reference as a ground, the current rows as a line over it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from lockgate.domain.figure import ComparisonFigure
from lockgate.reports.html.axis import Axis, finite, tick_text
from lockgate.reports.html.svg import drawing, element, label, line, tick_label
from lockgate.reports.words import printable, shortened

__all__ = ["comparison_numbers", "comparison_plot"]

_WIDTH = 420.0
_HEIGHT = 226.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 412.0, 30.0, 170.0
_NAME_RIGHT, _NAMES_END = 132.0, 372.0
_ROW = 22.0
_NAME_LENGTH = 18
_TAIL = 0.005  # of the rows of both tables may lie beyond the drawn ends, and are named there
_KNOWN = ("pass", "fail", "inconclusive", "error")


def comparison_plot(figure: ComparisonFigure, name: str) -> Markup:
    """Draw shares, so that tables of different size compare; the note says how far apart they are."""
    totals = sum(figure.reference), sum(figure.current)
    if not all(totals):
        empty = "the reference" if not totals[0] else "the current table"
        text = f"no value in {empty}"
        return drawing(name, (_WIDTH, 60), f"{figure.title} {text}", label(text, _WIDTH / 2, 34, class_="mid"))
    parts = _names(figure) if figure.names else _line(figure)
    height = _TOP + _ROW * len(figure.names) + 34 if figure.names else _HEIGHT
    kind = figure.verdict if figure.verdict in _KNOWN else "none"
    return drawing(
        name,
        (_WIDTH, height),
        f"{figure.title} {figure.note}; {totals[0]:,} rows before, {totals[1]:,} now",
        element("g", *_legend(totals), *parts, class_=kind),
        label(shortened(printable(figure.note), 78), _WIDTH / 2, height - 8, class_="mid dim"),
    )


def _legend(totals: tuple[int, int]) -> Iterator[Markup]:
    yield element("rect", x=_LEFT, y=6, width=20, height=10, class_="before")
    yield label(f"reference, {totals[0]:,} rows", _LEFT + 26, 15)
    yield element("path", d=f"M{_LEFT + 196:g},11 l20,0", class_="now")
    yield label(f"current, {totals[1]:,} rows", _LEFT + 222, 15)


def _shares(counts: Sequence[int]) -> list[float]:
    total = sum(counts)
    return [count / total for count in counts]


def _names(figure: ComparisonFigure) -> Iterator[Markup]:
    """Yield a row a name: the reference's bar, and the current one inside it."""
    before, now = _shares(figure.reference), _shares(figure.current)
    across = Axis(0.0, max(*before, *now), _NAME_RIGHT, _NAMES_END)
    for index, (name, left, right) in enumerate(zip(figure.names, before, now, strict=True)):
        y = _TOP + _ROW * index
        words = element("title", Markup.escape(printable(f"{name}: {left:.2%} before, {right:.2%} now")))
        yield element(
            "g",
            words,
            label(shortened(printable(name), _NAME_LENGTH), _NAME_RIGHT - 6, y + 13, class_="end"),
            _across(across, left, y + 2, 15, "before"),
            _across(across, right, y + 6.5, 6, "now filled"),
            label(_percent(right), _WIDTH - 4, y + 13, class_="end dim"),
        )


def _across(axis: Axis, share: float, y: float, height: float, class_: str) -> Markup:
    width = axis.place(share) - axis.start
    seen = max(width, 1.0) if share else 0.0  # a few rows beside many must still be seen
    return element("rect", x=axis.start, y=round(y, 2), width=round(seen, 2), height=height, class_=class_)


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %" if share == 0 or share >= 0.001 else "< 0.1 %"  # noqa: PLR2004 - one digit


def _line(figure: ComparisonFigure) -> Iterator[Markup]:
    """Yield densities: shares by unit, so that bins of any width compare by area."""
    inner, tails = _drawn(figure)
    edges = [edge for edge, _, _ in inner]
    before = [left for _, left, _ in inner[:-1]]
    now = [right for _, _, right in inner[:-1]]
    axis = Axis(edges[0], edges[-1], _LEFT, _RIGHT)
    upright = Axis(0.0, max(*before, *now) or 1.0, _BOTTOM, _TOP)
    yield line((_LEFT, _BOTTOM), (_RIGHT, _BOTTOM), "tick")
    for tick in axis.ticks():
        x = axis.place(tick)
        yield line((x, _BOTTOM), (x, _BOTTOM + 4), "tick")
        yield tick_label(tick_text(tick, digits=7), x, _BOTTOM + 16, _WIDTH)
    yield element("path", d=_steps(edges, before, axis, upright) + "Z", class_="before")
    yield element("path", d=_steps(edges, now, axis, upright), class_="now")
    words = tails or f"share of rows by {shortened(printable(figure.unit), 40)}"
    yield label(words, (_LEFT + _RIGHT) / 2, _BOTTOM + 32, class_="mid dim")


def _steps(edges: Sequence[float], heights: Sequence[float], axis: Axis, upright: Axis) -> str:
    """Return the outline of a histogram, from the ground to the ground."""
    parts = [f"M{axis.place(edges[0]):g},{upright.place(0):g}"]
    for (low, high), height in zip(itertools.pairwise(edges), heights, strict=True):
        y = upright.place(height)
        parts.append(f"L{axis.place(low):g},{y:g} L{axis.place(high):g},{y:g}")
    return " ".join([*parts, f"L{axis.place(edges[-1]):g},{upright.place(0):g}"])


Bin = tuple[float, float, float]


def _drawn(figure: ComparisonFigure) -> tuple[list[Bin], str]:
    """Return edges with the densities that begin there, and what lies beyond the ends that are drawn."""
    sides = _shares(figure.reference), _shares(figure.current)
    edges = figure.edges
    first = 0 if math.isfinite(edges[0]) else 1
    last = len(edges) - 1 if math.isfinite(edges[-1]) else len(edges) - 2
    while last - first > 3 and _is_sparse(sides, edges, first):  # noqa: PLR2004 - some bins must stay
        first += 1
    while last - first > 3 and _is_sparse(sides, edges, last - 1):  # noqa: PLR2004 - as above
        last -= 1
    bins = [
        (edges[i], sides[0][i] / (edges[i + 1] - edges[i]), sides[1][i] / (edges[i + 1] - edges[i]))
        for i in range(first, last)
    ]
    return [*bins, (edges[last], 0.0, 0.0)], _beyond(sides, edges, first, last)


def _is_sparse(sides: tuple[list[float], list[float]], edges: Sequence[float], at: int) -> bool:
    """Tell whether an end bin is so wide and empty that it would press all others together."""
    widths = [high - low for low, high in itertools.pairwise(finite(edges))]
    wide = edges[at + 1] - edges[at] > 0.25 * sum(widths)
    return wide and len(widths) > 4 and max(side[at] for side in sides) < 4 / len(widths)  # noqa: PLR2004 - few bins


def _beyond(sides: tuple[list[float], list[float]], edges: Sequence[float], first: int, last: int) -> str:
    parts = []
    for sign, edge, shares in (
        ("<", edges[first], [sum(side[:first]) for side in sides]),
        ("≥", edges[last], [sum(side[last:]) for side in sides]),
    ):
        if any(shares):
            parts.append(f"{sign} {tick_text(edge)}: {_percent(shares[0])} → {_percent(shares[1])}")
    return " · ".join(parts)


def comparison_numbers(figure: ComparisonFigure) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and rows of the same as a table."""
    names = figure.names or tuple(
        f"{tick_text(low)} to {tick_text(high)}" for low, high in itertools.pairwise(figure.edges)
    )
    totals = sum(figure.reference) or 1, sum(figure.current) or 1
    rows = tuple(
        (printable(name), f"{before:,}", _percent(before / totals[0]), f"{now:,}", _percent(now / totals[1]))
        for name, before, now in zip(names, figure.reference, figure.current, strict=True)
    )
    unit = printable(figure.unit) or "value"
    return (unit, "reference", "share", "current", "share"), rows
