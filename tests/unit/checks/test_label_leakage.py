from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lockgate.checks.label_leakage import LabelLeakage
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.contingency import Contingency, ContingencyState
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.predicates import NotNull

LEAK = ContingencyState(
    rows=100,
    cells=3,
    left=3,
    right=2,
    right_most=80,
    singles=0,
    hits=99,
    majority=99,
    mixed=0,
    left_entropy=0.9,
    right_entropy=0.5,
    joint_entropy=0.9,
    phi_squared=0.9,
)
HONEST = replace(LEAK, hits=85)
CHECK = LabelLeakage(("id", "f"), "y")


def test_a_column_that_gives_the_label_away_is_red() -> None:
    outcome = CHECK.judge((HONEST, LEAK, Count(100)))

    assert (outcome.verdict, outcome.reason) == (Verdict.FAIL, "LG451")
    assert outcome.observed == pytest.approx(0.95)
    assert outcome.summary == "1 of 2 columns predicts the label above 0.9: f 0.95"


def test_honest_columns_pass_and_the_strongest_is_named() -> None:
    outcome = CHECK.judge((HONEST, replace(LEAK, hits=81), Count(100)))

    assert (outcome.verdict, outcome.summary) == (
        Verdict.PASS,
        "no column predicts the label above 0.9, most id 0.25",
    )


def test_five_columns_are_named() -> None:
    names = tuple(f"c{i}" for i in range(7))

    outcome = LabelLeakage(names, "y").judge((*[LEAK] * 7, Count(100)))

    assert outcome.summary.startswith("7 of 7 columns predict ")
    assert outcome.summary.endswith("c4 0.95 and 2 more")


def test_one_label_cannot_leak_and_no_label_proves_nothing() -> None:
    assert CHECK.judge((replace(LEAK, right=1), replace(LEAK, right=1), Count(100))).reason == "LG406"
    assert CHECK.judge((HONEST, LEAK, Count(0))).reason == "LG403"


def test_each_column_is_asked_with_its_nulls() -> None:
    pairs = (Contingency((name,), ("y",), 32, counts_nulls=True) for name in ("id", "f"))

    assert CHECK.aggregates() == (*pairs, CountIf(NotNull(("y",))))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("features", {"features": ()}),
        ("features", {"features": ("y",)}),
        ("max", {"max": 2.0}),
        ("bins", {"bins": -1}),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        LabelLeakage(**{"features": ("f",), "label": "y", **wrong})


def test_no_row_is_to_blame() -> None:
    assert CHECK.offending() is None  # type: ignore[func-returns-value]  # that is the point
