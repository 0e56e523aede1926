from __future__ import annotations

from dataclasses import replace

import pytest

from lockgate.domain.codes import Reason
from lockgate.domain.figure import IntervalRow
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.verdict import Verdict
from lockgate.gates.interval_row import interval_row

SEEN = Finding(
    check="m", subject=Subject("t", (), (("a", "1"), ("b", "2"))), verdict=Verdict.PASS, reason=Reason.BAR_CLEARED,
    summary="s", observed=0.5, n=10, interval=Interval(0.4, 0.6, 0.1, "t"),
)  # fmt: skip


def test_a_slice_is_drawn_with_its_interval_rows_and_verdict() -> None:
    assert interval_row(SEEN) == IntervalRow("a=1 × b=2", 0.5, 0.4, 0.6, 10, "pass")


@pytest.mark.parametrize(
    "change", [{"interval": None}, {"observed": None}, {"interval": Interval(None, 0.6, 0.1, "t")}]
)
def test_what_has_no_interval_is_not_drawn(change: dict[str, object]) -> None:
    assert interval_row(replace(SEEN, **change)) is None  # type: ignore[arg-type]  # fields by name
