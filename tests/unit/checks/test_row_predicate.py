from __future__ import annotations

import pytest

from lockgate.checks.row_predicate import RowPredicate
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import Fails, IsKnown

ASKED = Expression("b > a")


def test_rows_for_which_it_is_known_are_judged() -> None:
    check = RowPredicate(ASKED)

    assert check.aggregates() == (CountIf(IsKnown(ASKED)), CountIf(Fails(ASKED)))


def test_columns_and_requirement_come_from_the_expression() -> None:
    check = RowPredicate(ASKED)

    assert (check.columns, check.required) == (("a", "b"), "b > a")


def test_an_expression_about_no_column_is_refused() -> None:
    with pytest.raises(ParameterError, match="about at least one column"):
        RowPredicate(Expression("1 = 1"))
