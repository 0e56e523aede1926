from __future__ import annotations

import pytest

from lockgate.checks.columns_equal import ColumnsEqual
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.relation_check import check_skip_nulls, several_columns
from lockgate.scan.relations import AllEqual, RelationFails


def test_a_relation_says_columns_requirement_population_and_violation() -> None:
    check = ColumnsEqual(("a", "b"), skip_nulls="never")

    assert check.columns == ("a", "b")
    assert check.required == "a = b"
    assert check.population() == RowCount()
    assert check.violation() == RelationFails(AllEqual(("a", "b")), "never")


@pytest.mark.parametrize("columns", [(), ("a",), ("a", "a")])
def test_a_relation_needs_two_columns(columns: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="two or more columns"):
        several_columns("columns_equal", columns)


def test_a_rule_for_nulls_is_one_of_three() -> None:
    with pytest.raises(ParameterError, match="`any`, `all` or `never`"):
        check_skip_nulls("columns_equal", "sometimes")
