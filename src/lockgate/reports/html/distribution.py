"""Draws a column's distribution against its bounds; what is outside is hatched, not only coloured."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from statistics import median

from markupsafe import Markup

from lockgate.domain.figure import DistributionFigure
from lockgate.domain.requirement import format_percent
from lockgate.reports.html.axis import Axis, finite, tick_text
from lockgate.reports.html.svg import drawing, element, label, line
from lockgate.reports.words import printable

__all__ = ["distribution_numbers", "distribution_plot"]

_SIZE = (420.0, 210.0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 412.0, 28.0, 172.0
_UNEVEN = 1.5


def distribution_plot(figure: DistributionFigure, name: str) -> Markup:
    """Draw the bars, the bounds, and what lies outside them.

    Bins of unequal width on a linear axis show rows per unit, so that the area stays the number of rows.
    Open ends (infinite edges) are drawn as wide as the middle bin.
    """
    edges = _drawn_edges(figure.bars.edges)
    counts = figure.bars.counts
    if len(edges) < 2 or not sum(counts):  # noqa: PLR2004 - one bin has two edges
        return drawing(
            name, (420, 60), f"{figure.title}: no rows", label("no rows to draw", 210, 34, class_="mid")
        )
    axis = Axis.of_edges(edges, _LEFT, _RIGHT).reaching((figure.lower, figure.upper))
    heights = _heights(edges, counts, is_log=axis.is_log)
    upright = Axis(0.0, max(heights), _BOTTOM, _TOP)
    return drawing(
        name,
        _SIZE,
        f"{figure.title} {_words(figure)}",
        _hatch(name),
        *_frame(axis, upright),
        *(_bar(figure, name, axis, upright, bin_) for bin_ in zip(edges, edges[1:], heights, strict=False)),
        *_bounds(figure, axis),
        label(_unit_words(figure, edges, axis), (_LEFT + _RIGHT) / 2, _SIZE[1] - 6, class_="mid dim"),
    )


def _drawn_edges(edges: tuple[float, ...]) -> list[float]:
    known = finite(edges)
    widths = [high - low for low, high in itertools.pairwise(known)]
    step = median(widths) if widths else 1.0
    if not known:
        return []
    return [
        (known[0] - step if edge < 0 else known[-1] + step) if not math.isfinite(edge) else edge
        for edge in edges
    ]


def _heights(edges: list[float], counts: tuple[int, ...], *, is_log: bool) -> list[float]:
    widths = [high - low for low, high in itertools.pairwise(edges)]
    if is_log or not _is_uneven(widths):
        return [float(count) for count in counts]
    return [count / width if width > 0 else 0.0 for count, width in zip(counts, widths, strict=False)]


def _is_uneven(widths: list[float]) -> bool:
    return max(widths) > _UNEVEN * min(widths)


def _unit_words(figure: DistributionFigure, edges: list[float], axis: Axis) -> str:
    uneven = not axis.is_log and _is_uneven([high - low for low, high in itertools.pairwise(edges)])
    upright = "rows per unit" if uneven else "rows"
    unit = f", {figure.unit}" if figure.unit else ""
    return f"{upright} by value{unit}" + (" (logarithmic)" if axis.is_log else "")


def _hatch(name: str) -> Markup:
    stripe = element("path", d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", class_="stripe")
    size: dict[str, str | float] = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    ground = element("rect", width=6, height=6, class_="stripe-ground")
    return element("defs", element("pattern", ground, stripe, id=f"{name}-hatch", **size))


def _frame(axis: Axis, upright: Axis) -> Iterator[Markup]:
    for tick in upright.ticks(3):
        y = upright.place(tick)
        yield line((_LEFT, y), (_RIGHT, y), "grid")
        yield label(tick_text(tick, digits=7), _LEFT - 6, y + 4, class_="end dim")
    for tick in axis.ticks():
        x = axis.place(tick)
        yield line((x, _BOTTOM), (x, _BOTTOM + 4), "tick")
        yield label(tick_text(tick, digits=7), x, _BOTTOM + 16, class_="mid dim")


def _bar(
    figure: DistributionFigure, name: str, axis: Axis, upright: Axis, bin_: tuple[float, float, float]
) -> Markup:
    low, high, height = bin_
    left, right, top = axis.place(low), axis.place(high), upright.place(height)
    width = max(right - left - 0.8, 0.6)
    shape: dict[str, str | float] = {
        "x": round(left + 0.4, 2),
        "y": top,
        "width": round(width, 2),
        "height": round(_BOTTOM - top, 2),
    }
    if _is_outside(figure, low, high):
        return element("rect", **shape, class_="bar outside", fill=f"url(#{name}-hatch)")
    return element("rect", **shape, class_="bar")


def _is_outside(figure: DistributionFigure, low: float, high: float) -> bool:
    """Tell whether the whole bin lies outside the bounds, or its middle does."""
    middle = (low + high) / 2
    below = figure.lower is not None and middle < figure.lower
    return below or (figure.upper is not None and middle > figure.upper)


_LABEL_ROOM = 130.0  # what the words of one bound need


def _bounds(figure: DistributionFigure, axis: Axis) -> Iterator[Markup]:
    ends = [(figure.lower, "at least"), (figure.upper, "at most")]
    known = [(bound, word) for bound, word in ends if bound is not None and math.isfinite(bound)]
    places = [axis.place(bound) for bound, _ in known]
    for (bound, _), x in zip(known, places, strict=True):
        if axis.low <= bound <= axis.high:
            yield line((x, _TOP - 12), (x, _BOTTOM), "bound")
    if len(known) == 2 and places[1] - places[0] < _LABEL_ROOM:  # noqa: PLR2004 - two labels would overlap
        yield _bound_label(f"{tick_text(known[0][0])} to {tick_text(known[1][0])}", places[1])
        return
    for (bound, word), x in zip(known, places, strict=True):
        beyond = "" if axis.low <= bound <= axis.high else " →" if bound > axis.high else " ←"
        yield _bound_label(f"{word} {tick_text(bound)}{beyond}", x)


def _bound_label(text: str, x: float) -> Markup:
    is_right = x > (_LEFT + _RIGHT) / 2
    anchor = "end" if is_right else "start"
    return label(text, x + (-5 if is_right else 5), _TOP - 12, class_=f"{anchor} strong")


def _words(figure: DistributionFigure) -> str:
    total = sum(figure.bars.counts)
    pairs = zip(itertools.pairwise(_drawn_edges(figure.bars.edges)), figure.bars.counts, strict=False)
    outside = sum(count for (low, high), count in pairs if _is_outside(figure, low, high))
    if not outside:
        return f"{total:,} rows, none of them in bins outside the bounds"
    return f"{total:,} rows, about {outside:,} ({format_percent(outside, total)}) in bins outside the bounds"


def distribution_numbers(
    figure: DistributionFigure,
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and rows of the same as a table."""
    pairs = zip(itertools.pairwise(figure.bars.edges), figure.bars.counts, strict=False)
    rows = tuple((f"{tick_text(low)} to {tick_text(high)}", f"{count:,}") for (low, high), count in pairs)
    return (printable(figure.unit) or "value", "rows"), rows
