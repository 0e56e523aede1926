from __future__ import annotations

import pytest
from tests.fakes.tables import run_on

from lockgate.checks.columns_equal import ColumnsEqual
from lockgate.domain.errors import ParameterError
from lockgate.scan.relations import AllEqual
from lockgate.scan.suite import Suite, SuiteItem


def test_the_relation_is_asked_of_the_columns() -> None:
    check = ColumnsEqual(("a", "b"))

    assert check.relation() == AllEqual(("a", "b"))
    assert check.columns == ("a", "b")


@pytest.mark.parametrize(("columns", "skip"), [(("a",), "any"), (("a", "a"), "any"), (("a", "b"), "some")])
def test_columns_are_two_and_the_rule_for_nulls_is_one_of_three(columns: tuple[str, ...], skip: str) -> None:
    with pytest.raises(ParameterError):
        ColumnsEqual(columns, skip_nulls=skip)  # type: ignore[arg-type]  # that is the point


def test_a_null_equals_another_null_where_that_is_said() -> None:
    table = {"a": [1.0, None, None, float("nan")], "b": [1.0, None, 2.0, float("nan")]}
    check = ColumnsEqual(("a", "b"), nulls_equal=True, skip_nulls="never")

    finding = run_on(Suite(table="t", items=(SuiteItem(check=check),)), t=table).findings[0][0]

    assert (finding.n, finding.n_failed) == (4, 2)  # a null beside 2, and NaN beside NaN
