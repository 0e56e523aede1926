"""Checks of several columns of a row go out as they came in."""

from __future__ import annotations

from lockgate.contracts.asking import ask
from lockgate.interchange.exporters.expectations.several_columns import SEVERAL_COLUMNS


def test_values_that_differ_within_a_row_go_out_with_their_nulls() -> None:
    (found,) = SEVERAL_COLUMNS["unique_within_record"](ask("unique_within_record", columns=("a", "b")))

    assert found[0] == "expect_select_column_values_to_be_unique_within_record"
    assert found[1]["column_list"] == ["a", "b"]


def test_a_comparison_is_turned_round_where_only_the_greater_side_is_asked() -> None:
    ((name, said, _),) = SEVERAL_COLUMNS["column_comparison"](
        ask("column_comparison", left="a", operator="<=", right="b")
    )

    assert name == "expect_column_pair_values_a_to_be_greater_than_b"
    assert (said["column_A"], said["column_B"], said["or_equal"]) == ("b", "a", True)
