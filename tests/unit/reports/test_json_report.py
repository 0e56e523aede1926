"""The report as JSON."""

from __future__ import annotations

import json

import pytest
from tests.fakes import run_results

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.result import RunResult
from lockgate.reports.json_report import render_json


@pytest.mark.parametrize(
    "run",
    [run_results.red_run(), run_results.inconclusive_run(), run_results.error_run(), run_results.large_run()],
)
def test_the_report_holds_the_whole_run(run: RunResult) -> None:
    document = json.loads(render_json(run))

    assert to_plain(from_plain(RunResult, document["run"])) == to_plain(run) == document["run"]
    assert len(from_plain(RunResult, document["run"]).findings) == len(run.findings)
    assert document["verdict"] == run.verdict.value


def test_equal_runs_give_equal_bytes() -> None:
    assert render_json(run_results.red_run()) == render_json(run_results.red_run())


def test_the_exit_code_is_part_of_the_report() -> None:
    codes = [
        json.loads(render_json(run))["exit_code"] for run in (run_results.green_run(), run_results.red_run())
    ]

    assert codes == [0, 1]


def test_names_that_no_encoding_knows_survive() -> None:
    document = json.loads(render_json(run_results.hostile_run()))

    assert document["run"]["project"] == run_results.HOSTILE
