from __future__ import annotations

import math
from typing import Any

import pytest

from lockgate.checks.association_change import AssociationChange
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.contingency import Contingency
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.grouped_moments import GroupedMomentsState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull


def ratio(value: float) -> GroupedMomentsState:
    return GroupedMomentsState(9, 3, 100.0, 100 * value**2)


def judged(here: list[GroupedMomentsState], there: list[GroupedMomentsState], n: int = 9) -> Outcome:
    names = tuple(f"f{i}" for i in range(len(here)))
    return AssociationChange(names, "y", "train", 0.2, "correlation_ratio").judge((*here, *there, Count(n)))


def test_a_feature_that_tells_more_here_is_red() -> None:
    outcome = judged([ratio(0.9), ratio(0.5)], [ratio(0.6), ratio(0.4)])

    assert (outcome.verdict, outcome.reason) == (Verdict.FAIL, "LG402")
    assert outcome.observed == pytest.approx(0.3)
    assert outcome.summary == "1 of 2 features changed by more than 0.2: f0 0.9 here, 0.6 there"


def test_five_features_are_named() -> None:
    assert judged([ratio(0.9)] * 7, [ratio(0.1)] * 7).summary.endswith("0.1 there and 2 more")


def test_small_changes_pass() -> None:
    assert judged([ratio(0.5)], [ratio(0.4)]).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "unknown", [GroupedMomentsState(0, 0, 0.0, 0.0), GroupedMomentsState(9, 1, math.nan, math.nan)]
)
def test_what_could_not_be_measured_is_no_pass(unknown: GroupedMomentsState) -> None:
    outcome = judged([ratio(0.5), unknown], [ratio(0.5), ratio(0.5)])

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG406")
    assert outcome.summary == "the measure does not exist in both tables for f1"
    assert judged([ratio(0.5)], [unknown]).observed is None
    assert judged([ratio(0.9), unknown], [ratio(0.1), unknown]).verdict is Verdict.FAIL


def test_no_label_proves_nothing() -> None:
    assert judged([ratio(0.5)], [ratio(0.5)], n=0).reason == "LG403"


def test_the_same_is_asked_of_both_tables() -> None:
    asked = Contingency(("f",), ("y",), 32)

    check = AssociationChange(("f",), "y", "train")

    assert check.aggregates() == (asked, Elsewhere("train", asked), CountIf(NotNull(("y",))))
    assert check.required == "predictive power within 0.2 of that in `train`"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("features", {"features": ("y",)}),
        ("max", {"max": math.inf}),
        ("measure", {"measure": "kendall"}),
        ("bins", {"bins": -1}),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        AssociationChange(**{"features": ("f",), "label": "y", "to_table": "train", **wrong})


def test_no_row_is_to_blame() -> None:
    assert AssociationChange(("f",), "y", "train").offending() is None  # type: ignore[func-returns-value]  # that is the point
