from __future__ import annotations

import pytest

from lockgate.checks.disjoint_intervals import DisjointIntervals
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.neighbours import NeighbourRows, Neighbours
from lockgate.scan.comparisons import ColumnsDisagree


def test_an_interval_begins_where_the_one_before_has_ended() -> None:
    check = DisjointIntervals("a", "b", "required", empty_ok=False)
    neighbours = Neighbours("b", "<", "a", ("a", "b"), alone=ColumnsDisagree("a", "<", "b"), is_running=True)

    assert (check.aggregates(), check.offending()) == ((neighbours, RowCount()), NeighbourRows(neighbours))
    assert check.required == "a < b, a gap between all"
    assert check.columns == ("a", "b")


@pytest.mark.parametrize(("end", "gaps"), [("a", "allowed"), ("b", "some")])
def test_an_interval_has_two_ends_and_a_rule_for_gaps(end: str, gaps: str) -> None:
    with pytest.raises(ParameterError):
        DisjointIntervals("a", end, gaps)  # type: ignore[arg-type]  # that is the point
