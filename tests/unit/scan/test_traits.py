"""What offending rows have in common is told, when it sets them apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from tests.fakes.tables import run_on

from lockgate.checks.range import Range
from lockgate.scan.suite import Suite, SuiteItem

ROWS = 400
START = dt.datetime(2013, 1, 1)  # noqa: DTZ001 - a column without zone


def table(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - columns of any type
    columns: dict[str, Any] = {
        "x": [1.0] * ROWS,
        "carrier": ["UA" if i % 4 == 0 else "AA" for i in range(ROWS)],
        "at": [START + dt.timedelta(days=i) for i in range(ROWS)],
    }
    return columns | changed


def traits(columns: dict[str, Any], **suite: Any) -> tuple[str, ...]:  # noqa: ANN401 - arguments of a suite
    run = run_on(Suite(table="t", items=(SuiteItem(check=Range("x", max=10)),), **suite), t=columns)
    sample = run.findings[0][0].sample
    assert sample is not None
    return sample.traits


def bad(*, carrier: str = "", since: int = 0, until: int = ROWS) -> list[float]:
    carriers = table()["carrier"]
    return [60.0 if since <= i < until and carrier in ("", carriers[i]) else 1.0 for i in range(ROWS)]


def test_one_value_shared_by_all_offending_rows_is_named() -> None:
    assert traits(table(x=bad(carrier="UA"))) == ("all carrier=UA",)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (100, ROWS, "at since 2013-04-11"),
        (0, 100, "at until 2013-04-10"),
        (100, 200, "at from 2013-04-11 to 2013-07-19"),
    ],
)
def test_a_stretch_of_time_is_named_by_its_open_or_closed_ends(since: int, until: int, said: str) -> None:
    assert traits(table(x=bad(since=since, until=until))) == (said,)


def test_what_holds_for_the_whole_table_sets_nothing_apart() -> None:
    assert traits(table(x=bad(), carrier=["UA"] * ROWS)) == ()


def test_a_few_rows_share_something_by_chance_so_nothing_is_said() -> None:
    assert traits(table(x=bad(since=100, until=110))) == ()


def test_a_masked_column_is_not_named() -> None:
    assert traits(table(x=bad(carrier="UA")), masked=frozenset({"carrier"})) == ()


def test_a_column_of_nulls_is_no_trait() -> None:
    assert traits(table(x=bad(carrier="UA"), carrier=[None] * ROWS)) == ()


def test_an_instant_that_python_cannot_hold_is_passed_over() -> None:
    far = pa.array([0] * (ROWS - 1) + [10**7], pa.int32()).cast(pa.date32())

    assert traits(table(x=bad(carrier="UA"), day=far)) == ("all carrier=UA",)


def test_a_narrower_stretch_of_texts_is_no_trait() -> None:
    carriers = ["ZZ" if i == 1 else carrier for i, carrier in enumerate(table()["carrier"])]

    assert traits(table(x=[1.0, 1.0, *[60.0] * (ROWS - 2)], carrier=carriers)) == ()
