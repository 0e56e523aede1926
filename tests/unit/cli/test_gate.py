from __future__ import annotations

import pytest
from tests.unit.cli.conftest import Shell

from lockgate.app import gate_selftest
from lockgate.domain.verdict import Verdict

MODEL = """lockgate: 1
project: p
data: {scored: data/scored.parquet}
stages:
  evaluate:
    - model: {data: scored, label: late, candidate: p_new, baseline: p_old}
      gates:
        - {metric: accuracy, notWorseThanBaselineBy: 0.1}
        - {metric: accuracy, mustBeGreaterOrEqualTo: %s}
        - {metric: precision, arguments: {}, mustBeGreaterOrEqualTo: 0.1}
"""


def test_gates_are_tried_and_err_as_stated(shell: Shell) -> None:
    shell.home.scored()
    shell.home.write("lockgate.yaml", MODEL % 0.6)
    shell("run")

    result = shell("gate", "selftest", "--runs", "50", "--seed", "1")

    assert result.return_value == 0
    assert "scored.p_new: 3 gates tried" in result.stdout
    assert "as stated" in result.stdout
    assert "stated: at most 5 %, each way" in result.stdout
    assert result.stdout.endswith("PASS.   exit 0\n")


def test_a_gate_that_errs_is_told_with_what_to_do(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.home.scored()
    shell.home.write("lockgate.yaml", MODEL % 0.6)
    shell("run")
    monkeypatch.setattr(gate_selftest, "selftest_verdict", lambda _: Verdict.FAIL)

    result = shell("gate", "selftest", "--runs", "50")

    assert result.return_value == 1
    assert (
        "\nnext: `lockgate gate selftest --runs 500` tells by how much; then add rows, merge" in result.stdout
    )
    assert result.stdout.endswith("FAIL.   exit 1\n")


def test_candidates_are_tried_each_at_its_share_of_alpha(shell: Shell) -> None:
    shell.home.scored()
    several = MODEL.replace("candidate: p_new, baseline: p_old", "candidates: {new: p_new, old: p_old}")
    gates = several.replace("notWorseThanBaselineBy", "mustBeGreaterThan")
    shell.home.write("lockgate.yaml", gates % 0.6)
    shell("run")

    result = shell("gate", "selftest", "--runs", "20", "--seed", "1")

    assert "scored.(new, old) · old: 3 gates tried" in result.stdout
    assert "stated: at most 5 % for a FAIL and 2.5 % for a pass, as one of 2 candidates" in result.stdout


def test_what_has_no_number_is_not_tried(shell: Shell) -> None:
    shell.home.table("scored", {"late": [0, 1], "p_new": [0.1, 0.2], "p_old": [0.1, 0.2]})
    shell.home.write("lockgate.yaml", MODEL % 0.6)
    shell("run")

    result = shell("gate", "selftest", "--runs", "20")

    assert result.return_value == 3
    assert "not tried: nothing is predicted positive" in result.stdout or "not tried: no " in result.stdout


def test_rows_that_no_metric_can_use_are_told(shell: Shell) -> None:
    shell.home.table("scored", {"late": [0, 1], "p_new": [0.1, 2.0], "p_old": [0.1, 0.2]})
    shell.home.write("lockgate.yaml", MODEL % 0.6)
    shell("run")

    result = shell("gate", "selftest", "--runs", "20")

    assert result.return_value == 3
    assert "not tried: " in result.stdout


def test_a_run_without_models_has_nothing_to_try(shell: Shell) -> None:
    shell.trips()
    shell("run")

    result = shell("gate", "selftest")

    assert result.return_value == 3
    assert "has kept no cells of a model entry" in result.stdout
