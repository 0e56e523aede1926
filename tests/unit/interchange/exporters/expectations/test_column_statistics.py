"""Checks of what all values come to go out as they came in."""

from __future__ import annotations

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.exporters.expectations.column_statistics import COLUMN_STATISTICS


def test_a_share_of_nulls_is_told_by_the_share_of_the_others() -> None:
    asked = ask("null_fraction", column="x", requirement=Requirement(Operator.MUST_BE_LESS_THAN, (0.25,)))

    ((name, said, differs),) = COLUMN_STATISTICS["null_fraction"](asked)

    assert name == "expect_column_proportion_of_non_null_values_to_be_between"
    assert said == {"column": "x", "min_value": 0.75, "strict_min": True}
    assert differs == ""
