from __future__ import annotations

import pytest

from lockgate.checks.consistent_missingness import ConsistentMissingness
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.relations import FilledOutside


def test_rows_that_are_partly_filled_offend() -> None:
    check = ConsistentMissingness(("a", "b", "c"))

    assert check.population() == RowCount()
    assert check.violation() == FilledOutside(("a", "b", "c"), 1, 2, is_inside=True)


def test_columns_are_two_or_more() -> None:
    with pytest.raises(ParameterError, match="two or more"):
        ConsistentMissingness(("a",))
