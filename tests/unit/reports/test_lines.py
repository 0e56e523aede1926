"""A run as report lines."""

from __future__ import annotations

import pytest
from tests.fakes import run_results

from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.lines import headline, noticed_lines, report_lines


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (run_results.green_run(), "all gates open"),
        (run_results.warning_run(), "all gates open"),
        (run_results.red_run(), "the ingest gate is shut"),
        (run_results.error_run(), "the ingest and features gates are shut"),
        (run_results.inconclusive_run(), "the evaluate gate cannot be decided and stays shut"),
        (run_results.empty_run(), "nothing ran, so nothing is proved"),
    ],
)
def test_the_headline_names_the_gates_that_are_shut(run: RunResult, words: str) -> None:
    assert headline(run) == words


def test_warnings_come_before_notes() -> None:
    words = [line.finding.severity.value for line in noticed_lines(run_results.warning_run())]

    assert words == ["warning", "info"]


@pytest.mark.parametrize(
    "run",
    [
        run_results.empty_run(),
        run_results.run_of(StageResult(name="ingest", entries=())),
        run_results.run_of(
            StageResult(name="ingest", entries=(EntryResult(name="e", kind="contract", findings=()),))
        ),
    ],
)
def test_what_found_nothing_has_a_red_line_of_its_own(run: RunResult) -> None:
    lines = report_lines(run)

    assert [line.finding.verdict for line in lines] == [Verdict.ERROR]
