from __future__ import annotations

from datetime import timedelta

import pytest

from lockgate.documents.duration import format_duration, parse_duration
from lockgate.domain.errors import ParameterError


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2d", timedelta(days=2)),
        ("36h", timedelta(hours=36)),
        ("PT36H", timedelta(hours=36)),
        ("P1DT12H", timedelta(hours=36)),
        ("P2W", timedelta(weeks=2)),
        ("1d 12h", timedelta(hours=36)),
        ("90 min", timedelta(minutes=90)),
        ("1.5h", timedelta(minutes=90)),
        ("PT0.5S", timedelta(milliseconds=500)),
    ],
)
def test_lengths_of_time_are_read(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize("text", ["", "2", "d", "P", "PT", "1 month", "P1Y", "2d and", "-1d", "999999999w"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ParameterError, match="length of time"):
        parse_duration(text)


@pytest.mark.parametrize("length", [timedelta(days=2), timedelta(hours=36, seconds=1.5), timedelta(0)])
def test_what_is_written_is_read_back(length: timedelta) -> None:
    assert parse_duration(format_duration(length)) == length
