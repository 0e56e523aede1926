"""Windows as people write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lockgate.app.project.windows import parse_window
from lockgate.domain.errors import ParameterError
from lockgate.scan.partition_range import PartitionRange


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("2013-01..2013-03", PartitionRange("2013-01", "2013-03")),
        (" 2013-01 .. ", PartitionRange("2013-01")),
        ("..2013-03", PartitionRange("", "2013-03")),
        ("2013-01-31", PartitionRange("2013-01-31", "2013-01-31")),
        ("2013-01-30.parquet..2013-01-31.parquet", PartitionRange("2013-01-30", "2013-01-31")),
        ("north", PartitionRange("north", "north")),
        ("90 days", PartitionRange(last=timedelta(days=90))),
        ("36h", PartitionRange(last=timedelta(hours=36))),
        ("all", PartitionRange()),
    ],
)
def test_a_window_is_a_stretch_a_partition_or_a_length(text: str, window: PartitionRange) -> None:
    assert parse_window(text) == window


@pytest.mark.parametrize("text", ["", "..", " .. ", "a..b..c"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ParameterError, match="`window` must be"):
        parse_window(text)


def test_a_length_that_is_mistyped_is_no_partition() -> None:
    with pytest.raises(ParameterError, match="a length of time"):
        parse_window("7 dayz")
