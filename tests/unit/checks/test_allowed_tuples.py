from __future__ import annotations

import pytest

from lockgate.checks.allowed_tuples import AllowedTuples
from lockgate.domain.errors import ParameterError
from lockgate.scan.relations import AmongTuples


def test_the_relation_is_asked_of_the_columns() -> None:
    check = AllowedTuples(("a", "b"), ((1, None),))

    assert check.relation() == AmongTuples(("a", "b"), ((1, None),))
    assert check.columns == ("a", "b")


@pytest.mark.parametrize(("columns", "skip"), [(("a",), "any"), (("a", "a"), "any"), (("a", "b"), "some")])
def test_columns_are_two_and_the_rule_for_nulls_is_one_of_three(columns: tuple[str, ...], skip: str) -> None:
    with pytest.raises(ParameterError):
        AllowedTuples(columns, ((1, 2),), skip_nulls=skip)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("tuples", [(), ((1,),)])
def test_a_combination_has_a_value_for_every_column(tuples: tuple[tuple[int, ...], ...]) -> None:
    with pytest.raises(ParameterError, match="`tuples` must be"):
        AllowedTuples(("a", "b"), tuples)
