from __future__ import annotations

import pytest

from lockgate.checks.filled_columns import FilledColumns
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.relations import FilledOutside


def test_rows_with_too_few_or_too_many_filled_offend() -> None:
    check = FilledColumns(("a", "b", "c"), 1, 2)

    assert (check.population(), check.violation()) == (RowCount(), FilledOutside(("a", "b", "c"), 1, 2))
    assert FilledColumns(("a", "b")).violation() == FilledOutside(("a", "b"), 1, 2)
    assert check.columns == ("a", "b", "c")


@pytest.mark.parametrize(("least", "most"), [(3, None), (-1, None), (2, 1), (0, None), (0, 2), (1, 3), (0, -1)])
def test_what_any_row_or_no_row_would_do_is_refused(least: int, most: int | None) -> None:
    with pytest.raises(ParameterError):
        FilledColumns(("a", "b"), least, most)


def test_columns_are_two_or_more() -> None:
    with pytest.raises(ParameterError, match="two or more"):
        FilledColumns(("a",))
