"""Checks of SodaCL that are asked elsewhere than in a contract."""

from __future__ import annotations

import pytest

from lockgate.interchange.importers.soda.elsewhere import elsewhere


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("anomaly detection for row_count", "- history: {data: t, metrics: [row_count]}"),
        ("anomaly score for avg(fare) < default", "- history: {data: t, metrics: [mean of fare]}"),
        ("anomaly detection for invalid_count(fare)", "- history: {data: t}"),
        (
            "change avg last 7 percent for row_count < 10%",
            "- history: {data: t, metrics: [row_count], method: change, max_change: 0.2}",
        ),
        ("distribution_difference(fare, my_ref) > 0.05", "- drift: {data: t, columns: [fare]}"),
    ],
)
def test_what_compares_with_other_data_is_an_entry_of_a_project(line: str, written: str) -> None:
    assert f"write `{written}` in a project" in elsewhere(line, "t", ())


@pytest.mark.parametrize("option", ["fares query", "fares expression"])
def test_sql_of_ones_own_is_a_rule_of_the_contract(option: str) -> None:
    assert "type: sql" in elsewhere("fares between 1 and 3", "t", {option: "select 1"})


@pytest.mark.parametrize("line", ["row_count > 0", "missing_count(change) = 0", "", "(x"])
def test_other_lines_are_asked_of_the_table(line: str) -> None:
    assert elsewhere(line, "t", {"name": "n"}) == ""
