"""States asked of a table."""

from __future__ import annotations

from tests.fakes.tables import CountingSession, opened

from lockgate.domain.errors import ColumnNotFoundError
from lockgate.drift.collect import collect
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.binned_counts import BinnedCounts
from lockgate.scan.aggregates.count import Count, RowCount


def test_each_column_is_read_once_and_the_rows_are_counted() -> None:
    asked = [Request("t", BinnedCounts(name, (0.0, 1.0))) for name in ("x", "y", "x")]
    with opened(t={"x": [0.5, 2.0], "y": [0.1, None]}) as session:
        counting = CountingSession(session)

        found = collect(counting, session.schema("t"), asked)  # type: ignore[arg-type]  # it stands in for one

    assert len(counting.queries) == counting.base_scans == 3
    assert found[Request("t", RowCount())] == Count(2)
    assert len(found) == 3


def test_a_column_that_is_not_there_is_its_own_error() -> None:
    asked = [Request("t", BinnedCounts(name, (0.0, 1.0))) for name in ("x", "gone")]
    with opened(t={"x": [0.5]}) as session:
        found = collect(session, session.schema("t"), asked)

    assert isinstance(found[asked[1]], ColumnNotFoundError)
    assert not isinstance(found[asked[0]], Exception)
