"""A clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from lockgate.domain.clock import FixedClock
from lockgate.domain.errors import ParameterError


def test_the_instant_is_told_in_utc() -> None:
    new_york = datetime(2013, 7, 1, 8, tzinfo=timezone(timedelta(hours=-4)))

    now = FixedClock(new_york).now()

    assert now == new_york
    assert now.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ParameterError, match="timezone-aware"):
        FixedClock(datetime(2013, 7, 1))  # noqa: DTZ001 - the mistake under test
