"""The one line of a stage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes import run_results

from lockgate.domain.codes import Reason
from lockgate.domain.figure import IntervalFigure, IntervalRow
from lockgate.domain.result import EntryResult, RunResult, StageResult, TableFacts
from lockgate.domain.verdict import Severity
from lockgate.reports.lines import report_lines
from lockgate.reports.tally import (
    checked_words,
    counted,
    not_run_after,
    noted_words,
    noticed_words,
    read_words,
    red_words,
)


def test_a_stage_of_contracts_counts_tables_and_checks() -> None:
    ingest = run_results.green_run().stages[0]

    assert checked_words(ingest) == "2 tables, 34 checks"
    assert read_words(ingest) == "362,891 rows · 2 scans + 1 pass"
    assert red_words(ingest) == ""


def test_a_version_that_was_read_is_told() -> None:
    facts = TableFacts("flights", 10, 1, 2, 1, 0, version="12")
    entry = EntryResult(name="flights", kind="contract", findings=(), facts=(facts, facts))

    assert (
        read_words(StageResult(name="ingest", entries=(entry,))) == "10 rows · 2 scans · flights at version 12"
    )


def test_columns_that_are_compared_by_missing_rows_only_are_named() -> None:
    facts = TableFacts("flights", 10, 1, 2, 1, 0, missing_only=("id", "note"))
    entry = EntryResult(name="flights", kind="drift", findings=(), facts=(facts, facts))

    assert read_words(StageResult(name="ingest", entries=(entry,))) == (
        "10 rows · 2 scans · by missing rows only: id and note"
    )


def test_a_stage_of_models_counts_gates_and_slices_and_tells_the_worst() -> None:
    evaluate = run_results.green_run().stages[2]

    assert checked_words(evaluate) == "13 gates, 11 slices"
    assert noted_words(evaluate) == "worst: carrier=FL -0.001 (-0.007 to 0.005), log loss, candidate − baseline"


def test_the_worst_of_groups_is_the_gap_and_not_what_a_group_is_like() -> None:
    groups, gaps = (
        IntervalFigure("q", name, (IntervalRow(label, 0.0123456, 0.01, 0.02, 9, "pass"),), bar)
        for name, label, bar in (("recall", "a", None), ("recall difference", "a − b", 0.05))
    )
    entry = EntryResult(name="m", kind="model", findings=(), figures=(groups, gaps))

    said = noted_words(StageResult(name="evaluate", entries=(entry,)))

    assert said == "worst: a − b 0.01235 (0.01 to 0.02), recall difference"


def test_user_tests_are_counted_as_tests() -> None:
    assert checked_words(run_results.green_run().stages[1]) == "1 check, 3 user tests"


def test_warnings_are_what_an_open_stage_tells_first() -> None:
    run = run_results.warning_run()

    assert noted_words(run.stages[1]) == "1 warning and 1 note: weather.wind_gust mean"
    assert noticed_words(report_lines(run)[:0]) == ""


def test_which_candidates_pass_comes_before_warnings() -> None:
    stage = run_results.warning_run().stages[1]
    first, *rest = stage.entries[0].findings
    told = replace(first, reason=Reason.CANDIDATE_PASSES, summary="a passes; b fails")
    entry = replace(stage.entries[0], findings=(told, first, *rest))

    assert noted_words(replace(stage, entries=(entry,))) == "a passes; b fails"


def test_a_note_on_what_is_not_enforced_is_no_check() -> None:
    note = replace(run_results.air_time(), reason=Reason.NOT_ENFORCED, severity=Severity.INFO)
    entry = EntryResult(name="e", kind="contract", findings=(run_results.air_time(), note, note))

    stage = StageResult(name="ingest", entries=(entry,))
    assert red_words(stage) == "1 of 1 check failed"
    assert checked_words(stage) == "1 check"


@pytest.mark.parametrize(
    ("run", "stage", "words"),
    [
        (run_results.red_run(), 0, "2 of 36 checks failed"),
        (run_results.error_run(), 0, "1 failed, 1 in error of 35 checks"),
        (run_results.inconclusive_run(), 2, "3 of 16 gates undecided"),
    ],
)
def test_red_lines_are_counted_by_what_they_are(run: RunResult, stage: int, words: str) -> None:
    assert red_words(run.stages[stage]) == words


def test_a_shut_gate_names_what_did_not_run() -> None:
    red, error = run_results.red_run(), run_results.error_run()

    assert not_run_after(red, red.stages[0]) == "features, train and evaluate not run"
    assert not_run_after(error, error.stages[1]) == "skew not run"
    assert not_run_after(error, error.stages[0]) == ""


def test_counts_tell_warnings_from_failures() -> None:
    counts = counted(report_lines(run_results.red_run()))

    assert counts == {"pass": 33, "fail": 2, "inconclusive": 0, "error": 0, "noticed": 1}
