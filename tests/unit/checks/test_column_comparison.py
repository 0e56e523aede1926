from __future__ import annotations

import pytest

from lockgate.checks.column_comparison import ColumnComparison
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.comparisons import ColumnsDisagree
from lockgate.scan.predicates import NotNull
from lockgate.scan.relations import Compare, RelationFails


def test_rows_with_both_values_are_judged() -> None:
    check = ColumnComparison("a", "<=", "b")

    assert check.aggregates() == (CountIf(NotNull(("a", "b"))), CountIf(ColumnsDisagree("a", "<=", "b")))
    assert check.required == "a <= b"


def test_an_unknown_operator_is_refused() -> None:
    with pytest.raises(ParameterError, match="`operator` must be one of"):
        ColumnComparison("a", "=<", "b")  # type: ignore[arg-type]  # the mistake is the point


def test_a_column_is_not_compared_with_itself() -> None:
    with pytest.raises(ParameterError, match="another column"):
        ColumnComparison("a", "=", "a")


def test_a_null_is_judged_where_the_rule_for_nulls_says_so() -> None:
    check = ColumnComparison("a", "<", "b", skip_nulls="never")

    assert check.aggregates() == (RowCount(), CountIf(RelationFails(Compare("a", "<", "b"), "never")))
    with pytest.raises(ParameterError, match="`any`, `all` or `never`"):
        ColumnComparison("a", "<", "b", skip_nulls="some")  # type: ignore[arg-type]  # the mistake is the point


def test_zones_may_differ_unless_it_is_said() -> None:
    any_of_two = ColumnComparison("a", "<", "b", zones_may_differ=False)
    never = ColumnComparison("a", "<", "b", skip_nulls="never", zones_may_differ=False)

    assert any_of_two.violation() == ColumnsDisagree("a", "<", "b", zones_may_differ=False)
    assert never.violation() == RelationFails(Compare("a", "<", "b", zones_may_differ=False), "never")
