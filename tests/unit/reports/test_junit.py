"""The report as JUnit XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from tests.fakes import run_results

from lockgate.domain.codes import Reason
from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.domain.verdict import Severity, Verdict
from lockgate.reports.junit import render_junit

ALL = [
    run_results.green_run(),
    run_results.warning_run(),
    run_results.red_run(),
    run_results.inconclusive_run(),
    run_results.error_run(),
    run_results.empty_run(),
    run_results.large_run(),
    run_results.hostile_run(),
]


def _parsed(run: RunResult) -> ET.Element:
    return ET.fromstring(render_junit(run).encode())  # noqa: S314 - our own text


@pytest.mark.parametrize("run", ALL)
def test_counts_agree_with_the_cases(run: RunResult) -> None:
    root = _parsed(run)

    for suite in (root, *root):
        assert suite.get("tests") == str(len(list(suite.iter("testcase"))))
        assert suite.get("failures") == str(len(list(suite.iter("failure"))))
        assert suite.get("errors") == str(len(list(suite.iter("error"))))
        assert suite.get("skipped") == str(len(list(suite.iter("skipped"))))


@pytest.mark.parametrize("run", ALL)
def test_a_server_shows_red_exactly_when_the_run_did_not_pass(run: RunResult) -> None:
    root = _parsed(run)

    is_red = root.get("failures") != "0" or root.get("errors") != "0"

    assert is_red == (run.verdict is not Verdict.PASS)


def test_what_cannot_be_decided_is_a_failure_of_its_own_type() -> None:
    kinds = [failure.get("type") for failure in _parsed(run_results.inconclusive_run()).iter("failure")]

    assert kinds == ["inconclusive"] * 3


def test_stages_that_did_not_run_are_skipped() -> None:
    skipped = [
        case.get("name")
        for case in _parsed(run_results.red_run()).iter("testcase")
        if case.find("skipped") is not None
    ]

    assert skipped == ["features", "train", "evaluate"]


def test_what_a_contract_says_and_nothing_enforces_is_skipped() -> None:
    note = replace(
        run_results.air_time(), reason=Reason.NOT_ENFORCED, severity=Severity.INFO, summary="be kind"
    )
    entry = EntryResult(name="e", kind="contract", findings=(note,))

    (case,) = _parsed(run_results.run_of(StageResult(name="ingest", entries=(entry,)))).iter("testcase")

    skipped = case.find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "not enforced: be kind"


def test_a_warning_is_told_and_leaves_its_case_passed() -> None:
    cases = [
        case
        for case in _parsed(run_results.warning_run()).iter("testcase")
        if case.find("system-out") is not None
    ]

    assert [len(case) for case in cases] == [1, 1]
    assert (cases[0].findtext("system-out") or "").startswith("INFO LG402")
