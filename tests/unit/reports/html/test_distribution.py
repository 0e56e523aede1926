"""Distributions against bounds."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

from lockgate.domain.figure import Bars, DistributionFigure
from lockgate.reports.html.distribution import distribution_numbers, distribution_plot


def _figure(
    edges: tuple[float, ...], counts: tuple[int, ...], *, upper: float | None = 900
) -> DistributionFigure:
    return DistributionFigure("Within?", "min", Bars(edges, counts), 15, upper)


def _bars(figure: DistributionFigure) -> list[dict[str, str]]:
    root = ET.fromstring(distribution_plot(figure, "p"))  # noqa: S314 - our own text
    return [part.attrib for part in root.iter("rect") if part.get("class", "").startswith("bar")]


def test_bins_outside_the_bounds_are_hatched() -> None:
    bars = _bars(_figure((0, 10, 500, 990, 1_480), (1, 5, 5, 2)))

    assert [bar["class"] for bar in bars] == ["bar outside", "bar", "bar", "bar outside"]
    assert bars[0]["fill"] == "url(#p-hatch)"


def test_bins_of_unequal_width_show_rows_per_unit() -> None:
    text = distribution_plot(_figure((0, 100, 300), (10, 20), upper=None), "p")
    heights = [float(bar["height"]) for bar in _bars(_figure((0, 100, 300), (10, 20), upper=None))]

    assert heights[0] == heights[1]
    assert "rows per unit by value, min" in text


def test_open_ends_are_drawn_and_named() -> None:
    figure = _figure((-math.inf, 0, 100, math.inf), (1, 2, 3))

    assert len(_bars(figure)) == 3
    assert distribution_numbers(figure)[1][0] == ("-inf to 0", "1")


def test_a_bound_that_is_far_away_is_told_with_an_arrow() -> None:
    text = distribution_plot(_figure((20, 30, 40), (1, 2), upper=90_000), "p")

    assert "at most 90,000 →" in text
    assert "at least 15<" in text


def test_the_description_counts_what_is_outside() -> None:
    text = distribution_plot(_figure((0, 10, 500, 990, 1_480), (1, 5, 5, 2)), "p")

    assert "13 rows, about 3 (23.1 %) in bins outside the bounds" in text


def test_no_rows_give_a_sentence() -> None:
    assert "no rows to draw" in distribution_plot(_figure((0, 1), (0,)), "p")


def test_edges_that_are_all_infinite_give_a_sentence() -> None:
    assert "no rows to draw" in distribution_plot(_figure((-math.inf, math.inf), (4,)), "p")


def test_values_far_beyond_even_bins_are_drawn_near_and_say_where_they_end() -> None:
    edges = (*(float(i) for i in range(11)), 10_252.0)
    figure = DistributionFigure("Where?", "kg", Bars(edges, (*range(20, 30), 3)), 0.0, 10.0)

    bars = _bars(figure)

    assert "…10,252" in distribution_plot(figure, "p")
    assert [bar["class"] for bar in bars] == ["bar"] * 10 + ["bar outside"]
    assert float(bars[-1]["width"]) < 3 * float(bars[0]["width"])
    assert distribution_numbers(figure)[1][-1] == ("10 to 10,252", "3")


def test_a_few_rows_beside_many_can_be_seen() -> None:
    figure = DistributionFigure("Where?", "kg", Bars((0.0, 1.0, 2.0), (1_000_000, 1)), None, 1.0)

    assert [bar["height"] for bar in _bars(figure)][1] == "1.5"


def test_two_bounds_close_together_share_one_label() -> None:
    text = distribution_plot(_figure((0, 250, 500, 750, 1_000), (1, 2, 3, 4), upper=100), "p")

    assert ">15 to 100<" in text
    assert "at least" not in text
    assert "at most" not in text
