"""Where a partition stands in its season."""

from __future__ import annotations

import pytest

from lockgate.domain.codec import from_plain, to_plain
from lockgate.history.series import Forecast, HistorySeries, Standing, phase_of


@pytest.mark.parametrize(
    ("partition", "phase"),
    [
        ("2013-01-06", (6, 7)),  # a Sunday
        ("day=2013-01-07/part.parquet", (0, 7)),
        ("2013-12-31T23", (23, 24)),
        ("2013-12", (11, 12)),
        ("2013", None),
        ("2013-02-30", None),
        ("north", None),
    ],
)
def test_days_stand_in_the_week_hours_in_the_day_months_in_the_year(
    partition: str, phase: tuple[int, int] | None
) -> None:
    assert phase_of(partition) == phase


def test_a_series_survives_a_file() -> None:
    series = HistorySeries(
        table="t", partitions=("a",), standings=(Standing.OPEN,), metrics=("row_count",), values=((1.5,),),
        forecasts=(Forecast(1.0, 0.5),), unread=(("b", "cut off"),),
    )  # fmt: skip

    assert from_plain(HistorySeries, to_plain(series)) == series
