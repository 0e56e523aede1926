"""A run as report lines."""

from __future__ import annotations

import pytest
from tests.fakes import run_results

from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.lines import headline, noticed_lines, red_groups, report_lines


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


def test_slices_that_are_red_for_the_same_reason_share_a_group() -> None:
    groups = red_groups(run_results.inconclusive_run())

    assert [group.others for group in groups] == [("carrier=YV", "carrier=OO")]


def test_failures_come_before_errors() -> None:
    groups = red_groups(run_results.error_run())

    assert [group.first.finding.verdict for group in groups] == [Verdict.FAIL, Verdict.ERROR, Verdict.ERROR]


def test_the_top_of_a_long_list_shows_every_kind_of_trouble() -> None:
    groups = red_groups(run_results.large_run())

    kinds = [group.first.finding.check for group in groups[:6]]
    assert kinds == ["range", "null_fraction", "pattern", "mean", "log_loss", "range"]


def test_no_red_line_is_lost_by_grouping() -> None:
    assert sum(len(group.lines) for group in red_groups(run_results.large_run())) == 500


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
    assert len(red_groups(run)) == 1
