"""Which checks become expectations."""

from __future__ import annotations

from lockgate.checks import CHECKS
from lockgate.contracts.asking import ask
from lockgate.interchange.exporters.expectations import EXPORTED
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS


def test_every_check_that_a_suite_becomes_goes_back() -> None:
    becomes = {check for known in EXPECTATIONS.values() for check in known.becomes.split(", ") if check}

    assert becomes - EXPORTED.keys() == {
        "column_order",  # beside `columns_exact` the order of columns is lost
        "referential_integrity",  # only a query of a user's own says it
    }
    assert EXPORTED.keys() <= set(CHECKS)


def test_values_that_differ_within_a_row_go_out_with_their_nulls() -> None:
    (found,) = EXPORTED["unique_within_record"](ask("unique_within_record", columns=("a", "b")))

    assert found[0] == "expect_select_column_values_to_be_unique_within_record"
    assert found[1]["column_list"] == ["a", "b"]
