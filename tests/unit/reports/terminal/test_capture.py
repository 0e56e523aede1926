"""A screen as plain text."""

from __future__ import annotations

import pytest
from tests.fakes.run_results import red_run

from lockgate.reports.terminal import RunScreen, as_text


def test_what_is_captured_does_not_depend_on_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = as_text(RunScreen(red_run()))
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "30", "TERM": "xterm-256color"}.items():
        monkeypatch.setenv(name, value)

    assert as_text(RunScreen(red_run())) == plain
