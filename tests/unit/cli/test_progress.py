from __future__ import annotations

import io
import sys

import pytest

from lockgate.cli.progress import LiveProgress


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def _watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make the error stream a terminal of 80 columns; within the test, because pytest sets it before each."""
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_what_ends_within_a_second_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = _watched(monkeypatch)

    with LiveProgress() as progress:
        progress.stage("ingest", 1)
        progress.entry("ingest", "flights", "contract")
        progress.fraction("flights", 0.5)
        progress.entry_done("ingest", "flights")

    assert watched.getvalue() == ""


def test_what_runs_after_a_second_is_drawn_with_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = _watched(monkeypatch)

    with LiveProgress() as progress:
        progress.entry("ingest", "flights [all]", "contract")
        progress.fraction("flights [all]", 0.25)
        progress._draw()  # the second has passed
        progress.entry("ingest", "weather", "contract")
        progress.fraction("weather", 0.5)
        progress.entry_done("ingest", "flights [all]")
        progress.fraction("flights [all]", 0.75)

    drawn = watched.getvalue()
    assert "ingest  contract flights [all]" in drawn
    assert "25%" in drawn
    assert "weather" in drawn


def test_nothing_is_drawn_once_the_run_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = _watched(monkeypatch)

    with LiveProgress() as progress:
        progress.entry("ingest", "flights", "contract")
    progress._draw()

    assert watched.getvalue() == ""


def test_nobody_who_reads_a_file_sees_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with LiveProgress() as progress:
        progress.entry("ingest", "flights", "contract")

        assert not progress._timer.is_alive()

    assert capsys.readouterr() == ("", "")
