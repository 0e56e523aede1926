"""Mistakes in a gate name the key that was written, and point at its value."""

from __future__ import annotations

import pytest

from lockgate.app.project.read_entries import read_entry
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem

MODEL = "model: {data: scored, label: late, candidate: p_new, baseline: p_old}"


@pytest.mark.parametrize(
    ("gate", "says"),
    [
        (
            "{metric: roc_auc, mustBeGreaterOrEqualTo: '0.7'}",
            ["3:47 LG311 `mustBeGreaterOrEqualTo` must be a number, got '0.7'"],
        ),
        (
            "{metric: roc_auc, mustBeGreaterOrEqualTo: [0.7]}",
            ["3:47 LG311 `mustBeGreaterOrEqualTo` must be a number, got a list"],
        ),
        (
            "{metric: roc_auc, mustBeGreaterOrEqualTo: .inf}",
            ["3:47 LG314 `mustBeGreaterOrEqualTo` must be finite numbers, got [inf]"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: '200%'}",
            [
                "3:47 LG314 `notWorseThanBaselineBy` must be a share from 0 % to below 100 %, not negative, got '200 %'"
            ],
        ),
        (
            "{metric: roc_auc, betterThanBaselineBy: '-5%'}",
            [
                "3:45 LG314 `betterThanBaselineBy` must be a share from 0 % to below 100 %, not negative, got '-5 %'"
            ],
        ),
        (
            "{metric: roc_auc, arguments: 5, mustBeLessThan: 1}",
            ["3:34 LG311 `arguments` must be a mapping, got `5`"],
        ),
    ],
)
def test_a_mistake_names_the_key_that_was_written(gate: str, says: list[str]) -> None:
    problems: list[Problem] = []
    read_entry(read_yaml(f"{MODEL}\ngates:\n  - {gate}\n", "lockgate.yaml"), problems)

    assert [f"{one.position.line}:{one.position.column} {one.code} {one.text}" for one in problems] == says
    assert not any("write a list" in one.hint for one in problems)
