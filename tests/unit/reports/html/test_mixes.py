"""A worst mix."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import replace

from lockgate.domain.figure import IntervalRow, MixFigure, MixRow
from lockgate.reports.html.mixes import mix_numbers, mix_plot
from lockgate.reports.html.plots import plot_of

FIGURE = MixFigure(
    "In which mix is the loss worst?",
    "loss",
    "each at most 2 times its share",
    (MixRow("<EV>", 0.6, 0.55, 0.65, 0.1, 0.2), MixRow("AA", 0.2, 0.18, 0.22, 0.9, 0.8)),
    0.24,
    IntervalRow("worst mix", 0.28, 0.25, 0.31, 100, "fail"),
    0.3,
)


def rects(figure: MixFigure) -> list[tuple[str | None, float]]:
    root = ET.fromstring(mix_plot(figure, "p"))  # noqa: S314 - our own text
    return [(one.get("class"), float(one.get("width", "nan"))) for one in root.iter("rect")]


def test_shares_are_bars_as_long_as_they_are_large() -> None:
    (first, worst), (second, seen), *_ = rects(FIGURE)

    assert (first, second) == ("share worst", "share")
    assert worst == 2 * seen
    assert max(width for _, width in rects(FIGURE)) == 56


def test_groups_and_the_whole_are_told_and_names_are_never_markup() -> None:
    drawn = mix_plot(FIGURE, "p")

    assert "&lt;EV&gt;" in drawn
    assert "10 % → 20 %" in drawn
    assert "✘ worst mix" in drawn
    assert "bar 0.3" in drawn
    assert "0.24 as seen, 0.28 in the worst mix: &lt;EV&gt; 10 % to 20 %" in drawn


def test_many_groups_and_numbers_that_are_none_are_drawn() -> None:
    rows = tuple(MixRow(f"group {at}", math.nan, math.nan, math.inf, 0.0, 0.0) for at in range(25))
    open_ended = IntervalRow("worst mix", math.nan, math.nan, math.nan, 0, "odd")

    drawn = mix_plot(replace(FIGURE, rows=rows, worst=open_ended), "p")

    assert "5 more groups in the table" in drawn
    assert 'class="interval"' in drawn
    places = [value for part in ET.fromstring(drawn).iter() for value in part.attrib.values()]  # noqa: S314 - ours
    assert not any("nan" in value for value in places)
    assert "share of the rows" in mix_plot(replace(FIGURE, rows=()), "p")


def test_the_same_stands_in_a_table() -> None:
    plot = plot_of(FIGURE, "p")

    assert (plot.columns, plot.rows) == mix_numbers(FIGURE)
    assert plot.columns == ("group", "loss", "lower", "upper", "share as seen", "share in the worst mix")
    assert plot.rows == (
        ("<EV>", "0.6", "0.55", "0.65", "10 %", "20 %"),
        ("AA", "0.2", "0.18", "0.22", "90 %", "80 %"),
        ("as seen", "0.24", "", "", "", ""),
        ("worst mix", "0.28", "0.25", "0.31", "", ""),
    )
