"""The screen of a run."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from tests.fakes import run_results

from lockgate.domain.result import RunResult
from lockgate.reports.terminal import RunScreen, as_text

ALL = {
    "green": run_results.green_run(),
    "warning": run_results.warning_run(),
    "red": run_results.red_run(),
    "inconclusive": run_results.inconclusive_run(),
    "error": run_results.error_run(),
    "empty": run_results.empty_run(),
    "large": run_results.large_run(),
    "hostile": run_results.hostile_run(),
}


@pytest.mark.parametrize("width", [40, 80, 120, 300])
@pytest.mark.parametrize("run", ALL.values(), ids=ALL.keys())
def test_no_line_is_wider_than_the_terminal_or_than_one_can_read(run: RunResult, width: int) -> None:
    text = as_text(RunScreen(run, report=".lockgate/evidence/7f3a9c/report.html"), width=width)

    assert max(cell_len(line) for line in text.splitlines()) <= min(width, 110)


@pytest.mark.parametrize("run", ALL.values(), ids=ALL.keys())
def test_a_terminal_without_unicode_gets_ascii_and_loses_no_line(run: RunResult) -> None:
    text = as_text(RunScreen(run), width=100, encoding="ascii")

    assert text.isascii()
    assert run.verdict.name in text


@pytest.mark.parametrize("run", ALL.values(), ids=ALL.keys())
def test_the_last_line_is_the_verdict_and_how_the_process_ends(run: RunResult) -> None:
    lines = as_text(RunScreen(run, report="report.html"), width=300).splitlines()
    end = {"pass": "report report.html", "fail": "exit 1", "inconclusive": "exit 3", "error": "exit 4"}

    assert run.verdict.name in " ".join(lines[-3:])
    assert end[run.verdict.value] in " ".join(lines[-3:])


@pytest.mark.parametrize("run", ALL.values(), ids=ALL.keys())
def test_nothing_from_the_data_moves_the_cursor(run: RunResult) -> None:
    text = as_text(RunScreen(run))

    assert "\x1b" not in text
    assert "\u202e" not in text


def test_five_hundred_red_lines_fit_on_a_few_screens_and_none_is_uncounted() -> None:
    text = as_text(RunScreen(run_results.large_run()))

    assert len(text.splitlines()) < 90
    assert "500 of 540 checks failed" in text
    assert "more red lines:" in text


def test_the_number_of_whole_red_lines_can_be_chosen() -> None:
    none = as_text(RunScreen(run_results.red_run(), limit=0))

    assert "why" not in none
    assert "flights.air_time  range 15 to 900" in none


def test_what_could_not_be_decided_says_how_many_rows_would_decide() -> None:
    text = " ".join(as_text(RunScreen(run_results.inconclusive_run()), width=120).split())

    assert "◐ scored · carrier=HA" in text
    assert "about 6,600 more rows would decide" in text
    assert "2 more slices: carrier=YV and carrier=OO" in text
