"""Draws a worst mix: the metric of each group with its interval, and beside it the share that it had and would have."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup

from lockgate.domain.figure import MixFigure, MixRow
from lockgate.domain.verdict import Verdict
from lockgate.reports.html.axis import Axis, finite, tick_text
from lockgate.reports.html.svg import drawing, element, label, line
from lockgate.reports.words import MARKS, printable, quantity, shortened

__all__ = ["mix_numbers", "mix_plot"]

_ACROSS = 156.0  # of the intervals
_SHARES = 56.0  # of the widest bar of shares
_BESIDE = 92.0  # for the shares in words
_GAP = 16.0
_CHARACTER = 6.9  # as wide as a letter of a label mostly is
_LABEL_LENGTH = 24
_TOP, _ROW = 40.0, 22.0
_SHOWN = 20
_NARROWEST = 60.0
_WHOLE_FROM = 0.0995
_KNOWN = {verdict.value: verdict for verdict in Verdict}


def mix_plot(figure: MixFigure, name: str) -> Markup:
    """Draw the groups in the order given, at most 20, then all rows as seen and in the worst mix."""
    rows = figure.rows[:_SHOWN]
    names = [*(row.label for row in rows), _SEEN, figure.worst.label]
    longest = max(len(shortened(printable(one), _LABEL_LENGTH)) for one in names)
    left = max(34 + longest * _CHARACTER, _NARROWEST)
    shares = left + _ACROSS + _GAP
    width = shares + _SHARES + _BESIDE
    ends = [end for row in rows for end in (row.estimate, row.lower, row.upper)]
    whole = (figure.seen, figure.worst.estimate, figure.worst.lower, figure.worst.upper, figure.bar)
    axis = Axis.over([*ends, *whole], left, left + _ACROSS)
    widest = max(finite(share for row in rows for share in (row.seen, row.worst)) or [1.0]) or 1.0
    line_at = _TOP + _ROW * len(rows) + 4
    bottom = line_at + _ROW * 2 + 6
    rest = len(figure.rows) - len(rows)
    more = f" · {quantity(rest, 'more group')} in the table" if rest else ""
    return drawing(
        name,
        (width, bottom + 42),
        f"{figure.title} {_words(figure)}",
        *_frame(figure, axis, bottom),
        label("share of the rows", shares, 16, class_="dim"),
        label("as seen → worst mix", shares, 31, class_="dim"),
        *(_row(row, axis, _TOP + _ROW * (at + 0.5), (shares, _SHARES / widest)) for at, row in enumerate(rows)),
        line((6, line_at), (shares + _SHARES + _BESIDE - 6, line_at), "tick"),
        *_whole(figure, axis, line_at + 4),
        label(
            f"{shortened(figure.x_label, 40)} · {shortened(figure.note, 40)}{more}",
            width / 2,
            bottom + 36,
            class_="mid dim",
        ),
    )


_SEEN = "as seen"


def _frame(figure: MixFigure, axis: Axis, bottom: float) -> Iterator[Markup]:
    for tick in axis.ticks(4):
        x = axis.place(tick)
        yield line((x, _TOP), (x, bottom), "grid")
        yield label(tick_text(tick, digits=7), x, bottom + 16, class_="mid dim")
    x = axis.place(figure.bar)
    yield line((x, _TOP - 8), (x, bottom), "bound")
    yield label(f"bar {tick_text(figure.bar)}", x, _TOP - 14, class_="mid strong")


def _row(row: MixRow, axis: Axis, y: float, shares: tuple[float, float]) -> Markup:
    start, scale = shares
    said = f"{_percent(row.seen)} → {_percent(row.worst)}"
    words = f"{row.label}: {tick_text(row.estimate)} ({tick_text(row.lower)} to {tick_text(row.upper)}), {said}"
    widths = [round(share * scale, 2) for share in (row.worst, row.seen)]
    return element(
        "g",
        element("title", Markup.escape(printable(words))),
        label(shortened(printable(row.label), _LABEL_LENGTH), axis.start - 12, y + 4, class_="end"),
        *_whisker(axis, y, (row.estimate, row.lower, row.upper)),
        element("rect", x=start, y=y - 7, width=widths[0], height=7, class_="share worst"),
        element("rect", x=start, y=y, width=widths[1], height=5, class_="share"),
        label(said, start + _SHARES + 6, y + 4),
        class_="interval",
    )


def _whole(figure: MixFigure, axis: Axis, top: float) -> Iterator[Markup]:
    """Yield all rows as they were seen, and in the worst mix with its verdict."""
    worst = figure.worst
    first, second = top + _ROW * 0.5, top + _ROW * 1.5
    known = worst.verdict if worst.verdict in _KNOWN else ""
    yield label(_SEEN, axis.start - 12, first + 4, class_="end")
    yield from _whisker(axis, first, (figure.seen, math.nan, math.nan))
    yield element(
        "g",
        label(
            f"{MARKS[_KNOWN[known]]} {worst.label}" if known else worst.label,
            axis.start - 12,
            second + 4,
            class_="end strong mark",
        ),
        *_whisker(axis, second, (worst.estimate, worst.lower, worst.upper)),
        class_=f"interval {known}".strip(),
    )


def _whisker(axis: Axis, y: float, found: tuple[float, float, float]) -> Iterator[Markup]:
    estimate, lower, upper = found
    if not (math.isnan(lower) or math.isnan(upper)):
        yield line((axis.place(lower), y), (axis.place(upper), y), "whisker")
    if math.isfinite(estimate):
        yield element("circle", cx=axis.place(estimate), cy=round(y, 2), r=3.6, class_="point")


def _percent(share: float) -> str:
    """Return a share in percent with two digits.

    Examples
    --------
    >>> _percent(0.0123), _percent(1.0), _percent(0.0)
    ('1.2 %', '100 %', '0 %')
    """
    return f"{100 * share:.0f} %" if share >= _WHOLE_FROM else f"{100 * share:.2g} %"


def _words(figure: MixFigure) -> str:
    raised = [row for row in figure.rows if row.worst > row.seen]
    told = ", ".join(f"{row.label} {_percent(row.seen)} to {_percent(row.worst)}" for row in raised[:3])
    return f"{tick_text(figure.seen)} as seen, {tick_text(figure.worst.estimate)} in the worst mix" + (
        f": {told}" if told else ""
    )


def mix_numbers(figure: MixFigure) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and rows of the same as a table."""
    rows = [
        (
            printable(row.label),
            *(tick_text(value) for value in (row.estimate, row.lower, row.upper)),
            _percent(row.seen),
            _percent(row.worst),
        )
        for row in figure.rows
    ]
    worst = figure.worst
    ends = (tick_text(value) for value in (worst.estimate, worst.lower, worst.upper))
    rows += [(_SEEN, tick_text(figure.seen), "", "", "", ""), (printable(worst.label), *ends, "", "")]
    return (
        "group",
        printable(figure.x_label),
        "lower",
        "upper",
        "share as seen",
        "share in the worst mix",
    ), tuple(rows)
