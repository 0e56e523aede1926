from __future__ import annotations

import pytest

from lockgate.checks.columns_sum import ColumnsSum
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.scan.relations import SumIs


def test_the_relation_is_asked_of_the_columns() -> None:
    check = ColumnsSum(Requirement.at_least(1), ("a", "b"))

    assert check.relation() == SumIs(("a", "b"), Requirement.at_least(1))
    assert check.columns == ("a", "b")


@pytest.mark.parametrize(("columns", "skip"), [(("a",), "any"), (("a", "a"), "any"), (("a", "b"), "some")])
def test_columns_are_two_and_the_rule_for_nulls_is_one_of_three(columns: tuple[str, ...], skip: str) -> None:
    with pytest.raises(ParameterError):
        ColumnsSum(Requirement.at_least(1), columns, skip_nulls=skip)  # type: ignore[arg-type]  # that is the point


def test_a_bound_is_a_number() -> None:
    with pytest.raises(ParameterError, match="a number"):
        ColumnsSum(Requirement.at_least("one"), ("a", "b"))
