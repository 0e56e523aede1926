from __future__ import annotations

import pytest

from lockgate.checks.implication import Implication
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.combinations import AllOf
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import Fails, Holds, IsKnown

GIVEN, THEN = Expression("a > 1"), Expression("b > a")


def test_rows_where_the_condition_is_true_are_judged() -> None:
    check = Implication(GIVEN, THEN)

    assert check.columns == ("a", "b")
    assert check.population() == CountIf(AllOf((Holds(GIVEN), IsKnown(THEN))))
    assert check.violation() == AllOf((Holds(GIVEN), Fails(THEN)))


@pytest.mark.parametrize(("given", "then"), [(Expression("1 = 1"), THEN), (GIVEN, Expression("1 = 1"))])
def test_both_are_about_a_column(given: Expression, then: Expression) -> None:
    with pytest.raises(ParameterError, match="about at least one column"):
        Implication(given, then)
