from __future__ import annotations

import pytest

from lockgate.checks.unique_within_record import UniqueWithinRecord
from lockgate.domain.errors import ParameterError
from lockgate.scan.relations import AllDiffer


def test_the_relation_is_asked_of_the_columns() -> None:
    check = UniqueWithinRecord(("a", "b"))

    assert check.relation() == AllDiffer(("a", "b"))
    assert check.columns == ("a", "b")


@pytest.mark.parametrize(("columns", "skip"), [(("a",), "any"), (("a", "a"), "any"), (("a", "b"), "some")])
def test_columns_are_two_and_the_rule_for_nulls_is_one_of_three(columns: tuple[str, ...], skip: str) -> None:
    with pytest.raises(ParameterError):
        UniqueWithinRecord(columns, skip_nulls=skip)  # type: ignore[arg-type]  # that is the point
