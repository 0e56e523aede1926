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
from lockgate.reports.html.svg import drawing, element, label, line, tick_label
from lockgate.reports.words import printable

__all__ = ["distribution_numbers", "distribution_plot"]

_SIZE = (420.0, 210.0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 412.0, 28.0, 172.0
_UNEVEN = 1.5
_FAR = 8  # times the middle width: an end bin as wide as this is drawn narrow, its end as a label
_NARROW = 2.5  # middle widths that such a bin takes


def distribution_plot(figure: DistributionFigure, name: str) -> Markup:
    """Draw the bars, the bounds, and what lies outside them.

    Bins of unequal width on a linear axis show rows per unit, so that the area stays the number of rows.
    Beside even bins a first or last one that is very wide or open is drawn narrow and apart, and says where it ends.
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
        *_frame(figure, edges, axis, upright),
        *(_bar(figure, name, axis, upright, bin_) for bin_ in zip(edges, edges[1:], heights, strict=False)),
        *_bounds(figure, axis),
        label(_unit_words(figure, edges, axis), (_LEFT + _RIGHT) / 2, _SIZE[1] - 6, class_="mid dim"),
    )


def _drawn_edges(edges: tuple[float, ...]) -> list[float]:
    """Return the edges as they are drawn: ends that are open, or far beside even bins, come near."""
    if len(edges) < 2 or len(finite(edges[1:-1])) < len(edges) - 2 or not finite(edges):  # noqa: PLR2004 - one bin
        return finite(edges)
    widths = [high - low for low, high in itertools.pairwise(finite(edges))]
    step = median(widths) if widths else 1.0
    inner = widths[1:-1] if len(widths) > 2 else widths  # noqa: PLR2004 - both ends and what is between
    is_even = bool(inner) and not _is_uneven(inner)
    drawn = list(edges)
    for end, next_, sign in ((0, 1, -1), (-1, -2, 1)):
        width = abs(edges[end] - edges[next_])
        if not math.isfinite(width) or (is_even and len(widths) > 2 and width > _FAR * step):  # noqa: PLR2004 - as above
            drawn[end] = edges[next_] + sign * _NARROW * step
    return drawn


def _far_ends(figure: DistributionFigure, edges: list[float]) -> tuple[bool, bool]:
    """Tell of the first and the last bin whether it is drawn narrower than it is."""
    true = figure.bars.edges
    return true[0] != edges[0], true[-1] != edges[-1]


def _heights(edges: list[float], counts: tuple[int, ...], *, is_log: bool) -> list[float]:
    widths = [high - low for low, high in itertools.pairwise(edges)]
    if is_log or not _is_uneven(_inner(widths)):
        return [float(count) for count in counts]
    return [count / width if width > 0 else 0.0 for count, width in zip(counts, widths, strict=False)]


def _inner(widths: list[float]) -> list[float]:
    """Return the widths without those of ends that were drawn narrow."""
    if len(widths) <= 2 or _is_uneven(widths[1:-1]):  # noqa: PLR2004 - both ends and what is between
        return widths
    narrow = _NARROW * median(widths)
    return [width for width in widths if not math.isclose(width, narrow, rel_tol=1e-6)] or widths


def _is_uneven(widths: list[float]) -> bool:
    return max(widths) > _UNEVEN * min(widths)


def _unit_words(figure: DistributionFigure, edges: list[float], axis: Axis) -> str:
    uneven = not axis.is_log and _is_uneven(_inner([high - low for low, high in itertools.pairwise(edges)]))
    upright = "rows per unit" if uneven else "rows"
    unit = f", {figure.unit}" if figure.unit else ""
    return f"{upright} by value{unit}" + (" (logarithmic)" if axis.is_log else "")


def _hatch(name: str) -> Markup:
    stripe = element("path", d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", class_="stripe")
    size: dict[str, str | float] = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    ground = element("rect", width=6, height=6, class_="stripe-ground")
    return element("defs", element("pattern", ground, stripe, id=f"{name}-hatch", **size))


def _frame(figure: DistributionFigure, edges: list[float], axis: Axis, upright: Axis) -> Iterator[Markup]:
    for tick in upright.ticks(3):
        y = upright.place(tick)
        yield line((_LEFT, y), (_RIGHT, y), "grid")
        yield label(tick_text(tick, digits=7), _LEFT - 6, y + 4, class_="end dim")
    is_far = _far_ends(figure, edges)
    low, high = (edges[1] if is_far[0] else -math.inf), (edges[-2] if is_far[1] else math.inf)
    ends = [axis.place(edge) for edge, far in ((edges[0], is_far[0]), (edges[-1], is_far[1])) if far]
    for tick in axis.ticks():
        x = axis.place(tick)
        if low <= tick <= high and all(abs(x - end) > _END_ROOM for end in ends):
            yield line((x, _BOTTOM), (x, _BOTTOM + 4), "tick")
            yield tick_label(tick_text(tick, digits=7), x, _BOTTOM + 16, _SIZE[0])
    for end, far, place in zip(
        (figure.bars.edges[0], figure.bars.edges[-1]), is_far, (edges[0], edges[-1]), strict=True
    ):
        if far:
            text = f"…{tick_text(end, digits=7)}" if math.isfinite(end) else "…"
            yield tick_label(text, axis.place(place), _BOTTOM + 16, _SIZE[0])


def _bar(
    figure: DistributionFigure, name: str, axis: Axis, upright: Axis, bin_: tuple[float, float, float]
) -> Markup:
    low, high, height = bin_
    left, right, top = axis.place(low), axis.place(high), upright.place(height)
    width = max(right - left - 0.8, 0.6)
    height_px = _BOTTOM - top
    if height > 0:  # a few rows beside many must still be seen
        height_px, top = max(height_px, 1.5), min(top, _BOTTOM - 1.5)
    shape: dict[str, str | float] = {
        "x": round(left + 0.4, 2),
        "y": top,
        "width": round(width, 2),
        "height": round(height_px, 2),
    }
    if _is_outside(figure, low, high):
        return element("rect", **shape, class_="bar outside", fill=f"url(#{name}-hatch)")
    return element("rect", **shape, class_="bar")


def _is_outside(figure: DistributionFigure, low: float, high: float) -> bool:
    """Tell whether the whole bin lies outside the bounds, or its middle does."""
    middle = (low + high) / 2
    below = figure.lower is not None and middle < figure.lower
    return below or (figure.upper is not None and middle > figure.upper)


_END_ROOM = 40.0  # between the label of a far end and the nearest tick
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
