"""The machine's clock."""

from __future__ import annotations

from datetime import UTC, datetime

from lockgate.adapters.clocks import SystemClock


def test_the_clock_tells_the_present_in_utc() -> None:
    before = datetime.now(UTC)

    now = SystemClock().now()

    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC
