from __future__ import annotations

from lockgate.reports.labels_text import labels_text


def test_what_is_left_open_is_named() -> None:
    text = labels_text("scored", [], 0, ["recall ≥ 0.7"], ["f1 ≥ 0.5", "f1 ≥ 0.6"])

    assert text.splitlines() == [
        "scored: label 0 rows to decide 0 gates",
        "  beyond the budget: recall ≥ 0.7",
        "  no number of rows is sure to decide: f1 ≥ 0.5 and f1 ≥ 0.6",
    ]


def test_what_is_labelled_whole_is_named() -> None:
    text = labels_text("scored", [("all rows", 249, 1)], 1, (), ["mase < 1"], units="series")

    assert text.splitlines() == [
        "scored: label 249 series to decide 1 gate",
        "  series  of        gates",
        "     249  all rows      1",
        "  no number of series is sure to decide: mase < 1",
    ]
