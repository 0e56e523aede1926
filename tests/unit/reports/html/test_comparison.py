"""One column of two tables, drawn."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

from lockgate.domain.figure import ComparisonFigure
from lockgate.reports.html.comparison import comparison_numbers, comparison_plot

OPEN = (-math.inf, 0.0, 1.0, 2.0, 3.0, math.inf)


def _line(
    edges: tuple[float, ...] = (0.0, 1.0, 2.0),
    before: tuple[int, ...] = (3, 1),
    now: tuple[int, ...] = (1, 1),
    verdict: str = "fail",
) -> ComparisonFigure:
    return ComparisonFigure("Has it moved?", "delay", "ks 0.25", edges, (), before, now, verdict)


def _names(before: tuple[int, ...], now: tuple[int, ...]) -> ComparisonFigure:
    return ComparisonFigure("Has it moved?", "carrier", "tv 0.1", (), ("UA", "<AA>"), before, now, "pass")


def _parts(figure: ComparisonFigure, class_: str) -> list[dict[str, str]]:
    root = ET.fromstring(comparison_plot(figure, "p"))  # noqa: S314 - our own text
    return [part.attrib for part in root.iter() if part.get("class") == class_]


def test_the_reference_is_a_ground_and_the_current_rows_a_line() -> None:
    ground, line = _parts(_line(), "before")[-1], _parts(_line(), "now")[-1]

    assert ground["d"].startswith("M52,170 L52,30 L232,30 L232,123.33 L412,123.33")
    assert line["d"].startswith("M52,170 L52,76.67 L232,76.67")
    assert '<g class="fail">' in comparison_plot(_line(), "p")
    assert '<g class="none">' in comparison_plot(_line(verdict="?"), "p")


def test_bins_of_unequal_width_compare_by_area() -> None:
    ground = _parts(_line((0.0, 1.0, 3.0), (10, 20), (10, 20)), "before")[-1]

    assert ground["d"].count(",30 ") + ground["d"].count(",30Z") >= 3  # both as high


def test_rows_beyond_open_ends_are_told_for_both_sides() -> None:
    text = comparison_plot(_line(OPEN, (0, 5, 5, 5, 5), (10, 5, 5, 0, 0)), "p")

    assert "&lt; 0: 0.0 % → 50.0 % · ≥ 3: 25.0 % → 0.0 %" in text
    assert "share of rows by delay" in comparison_plot(_line(), "p")


def test_a_wide_and_empty_end_does_not_press_the_others_together() -> None:
    edges = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 1_000.0)

    text = comparison_plot(_line(edges, (9,) * 7 + (1,), (9,) * 7 + (1,)), "p")
    mirrored = comparison_plot(_line(tuple(-edge for edge in edges[::-1]), (1,) + (9,) * 7, (9,) * 8), "p")

    assert "≥ 7: 1.6 % → 1.6 %" in text
    assert "&lt; −7: 1.6 % → " in mirrored


def test_names_have_a_bar_of_each_and_are_shown_as_they_are() -> None:
    figure = _names((90, 10), (50, 0))

    text = comparison_plot(figure, "p")

    assert "&lt;AA&gt;" in text
    assert [float(bar["width"]) for bar in _parts(figure, "before")] == [20.0, 216.0, 24.0]
    assert [float(bar["width"]) for bar in _parts(figure, "now filled")] == [240.0, 0.0]
    assert "100.0 %" in text


def test_a_few_rows_beside_many_are_still_seen() -> None:
    bars = _parts(_names((99_999, 1), (99_999, 1)), "before")

    assert float(bars[-1]["width"]) == 1.0
    assert "&lt; 0.1 %" in comparison_plot(_names((99_999, 1), (99_999, 1)), "p")


def test_a_side_without_rows_is_said_and_not_drawn() -> None:
    assert "no value in the reference" in comparison_plot(_line(before=(0, 0)), "p")
    assert "no value in the current table" in comparison_plot(_line(now=(0, 0)), "p")


def test_the_numbers_are_those_of_the_drawing() -> None:
    assert comparison_numbers(_line()) == (
        ("delay", "reference", "share", "current", "share"),
        (("0 to 1", "3", "75.0 %", "1", "50.0 %"), ("1 to 2", "1", "25.0 %", "1", "50.0 %")),
    )
    assert comparison_numbers(_names((1, 1), (0, 0)))[1][1] == ("<AA>", "1", "50.0 %", "0", "0.0 %")
