"""Means and quantiles of instants and truth values: answers worked out by hand, on each engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from tests.conformance.test_checks import check, exactly

from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.scan.check import Check

TIMES = [datetime(2013, 7, 1, hour, 30, 0, 250_001, tzinfo=UTC) for hour in (0, 6, 18)]
TABLE = pa.table(
    {
        "bare": pa.array([*(time.replace(tzinfo=None) for time in TIMES), None], pa.timestamp("us")),
        "zoned": pa.array([*TIMES, None], pa.timestamp("us", "UTC")),
        "day": pa.array([date(2013, 7, 1), date(2013, 7, 2), date(2013, 7, 6), None]),
        "ok": pa.array([True, False, None, True]),
    }
)


@pytest.mark.parametrize(
    "asked",
    [
        check("mean", exactly("2013-07-01T08:30:00.250001"), "bare"),
        check("mean", exactly("2013-07-01T10:30:00.250001+02:00"), "zoned"),
        check("mean", exactly(date(2013, 7, 3)), "day"),
        check("quantile", exactly("2013-07-01T06:30:00.250001Z"), "zoned", 0.5, interpolation="linear"),
        check("quantile", exactly("2013-07-01T12:30:00.250001"), "bare", 0.75, interpolation="linear"),
        check("quantile", exactly("2013-07-06"), "day", 1, interpolation="lower"),
        check("quantile", exactly(1), "ok", 0.5, interpolation="linear"),
    ],
)
def test_instants_have_means_and_quantiles(finding: Callable[..., Finding], asked: Check) -> None:
    found = finding(asked, TABLE)

    assert (found.verdict, found.n) == (Verdict.PASS, 3), found
