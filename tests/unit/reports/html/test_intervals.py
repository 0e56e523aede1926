"""Intervals against a bar."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

from lockgate.domain.figure import IntervalFigure, IntervalRow
from lockgate.reports.html.intervals import interval_numbers, interval_plot


def _row(label: str, half: float, verdict: str = "pass") -> IntervalRow:
    return IntervalRow(label, 0.0, -half, half, 1_000, verdict)


def _groups(figure: IntervalFigure) -> list[ET.Element]:
    return list(ET.fromstring(interval_plot(figure, "p")).iter("g"))  # noqa: S314 - our own text


def test_each_verdict_has_its_own_mark() -> None:
    verdicts = ("pass", "fail", "inconclusive", "error", "made up")
    figure = IntervalFigure(
        "Worse?", "log loss", tuple(_row(verdict, 1.0, verdict) for verdict in verdicts), 0.5
    )

    groups = _groups(figure)

    assert [group.findall("text")[1].text for group in groups] == ["✘" if v == "fail" else m for v, m in
        zip(verdicts, ("✔", "", "◐", "⊘", "·"), strict=True)]  # fmt: skip
    assert groups[4].get("class") == "interval"


def test_a_very_wide_interval_is_cut_with_arrows_and_presses_no_other() -> None:
    rows = (_row("wide", 100.0), *(_row(f"s{index}", 1.0) for index in range(5)))

    groups = _groups(IntervalFigure("Worse?", "log loss", rows, 0.5))

    assert [len(group.findall("path")) for group in groups] == [2, 0, 0, 0, 0, 0]
    whisker = groups[1].find("line")
    assert whisker is not None
    assert float(whisker.get("x2", "")) - float(whisker.get("x1", "")) > 150


def test_more_slices_than_a_drawing_holds_are_in_the_table() -> None:
    figure = IntervalFigure("Worse?", "log loss", tuple(_row(f"s{index}", 1.0) for index in range(100)), None)

    assert len(_groups(figure)) == 40
    assert "60 more slices in the table" in interval_plot(figure, "p")
    assert len(interval_numbers(figure)[1]) == 100


def test_an_interval_that_does_not_exist_has_no_whisker() -> None:
    figure = IntervalFigure("Worse?", "auc", (IntervalRow("a", math.nan, math.nan, math.nan, 0, "error"),), 0.7)

    assert _groups(figure)[0].find("circle") is None
    assert "nan" in interval_numbers(figure)[1][0]
