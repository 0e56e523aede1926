"""The time of the run, as a state."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes.states import state_of
from tests.fakes.tables import NOW

from lockgate.scan.aggregates.now import Now, NowState


def test_the_instant_of_the_run_is_kept() -> None:
    assert state_of({"x": [1]}, Now()) == NowState(NOW)
    assert Now().columns == ()


def test_of_two_runs_the_later_counts() -> None:
    later = NowState(NOW + timedelta(days=1))

    assert NowState(NOW).merge(later) == later.merge(NowState(NOW)) == later
