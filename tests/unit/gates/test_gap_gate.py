from __future__ import annotations

import math
from typing import Any

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.slicing import Dimension
from lockgate.gates.task import Task

SEX, RACE, AGE, EDUCATION = (Dimension(name) for name in ("sex", "race", "age", "education"))


def gate(requirement: Requirement, **other: object) -> GapGate:
    asked: dict[str, Any] = {"metrics": ("recall",), "groups": (SEX,), "requirement": requirement}
    return GapGate(**asked | other)


@pytest.mark.parametrize(
    ("compare", "reference", "requirement", "ends"),
    [
        ("difference", (), Requirement.at_most(0.1), (-0.1, 0.1)),
        ("difference", ("Male",), Requirement.at_most(0.1), (-0.1, 0.1)),
        ("difference", ("Male",), Requirement.between(-0.1, 1), (-0.1, 1.0)),
        ("ratio", (), Requirement.at_least(0.8), (0.8, 1.25)),
        ("ratio", (), Requirement.at_most(1.25), (0.8, 1.25)),
        ("ratio", ("Male",), Requirement.at_least(0.8), (0.8, math.inf)),
        ("ratio", ("Male",), Requirement.at_most(1.25), (-math.inf, 1.25)),
        ("ratio", ("Male",), Requirement.between(0.8, 1.25), (0.8, 1.25)),
    ],
)
def test_the_range_in_which_a_gap_must_lie(
    compare: str, reference: tuple[str, ...], requirement: Requirement, ends: tuple[float, float]
) -> None:
    assert gate(requirement, compare=Compare(compare), reference=reference).ends == ends


@pytest.mark.parametrize(
    ("requirement", "other", "said"),
    [
        (Requirement.at_most(0.1), {"metrics": ()}, "at least one name"),
        (Requirement.at_most(0.1), {"metrics": ("recallx",)}, "recall"),
        (Requirement.at_most(0.1), {"groups": ()}, "at least one column"),
        (Requirement.at_most(0.1), {"groups": (SEX, RACE), "within": (AGE, EDUCATION)}, "at most 3 columns"),
        (Requirement.at_most(0.1), {"within": (SEX,)}, "different columns"),
        (Requirement.at_most(0.1), {"reference": ("Male", "White")}, "one value for each of sex"),
        (
            Requirement.at_most(0.1),
            {"metrics": ("recall", "precision"), "arguments": (("beta", 2.0),)},
            "several metrics",
        ),
        (Requirement.at_most(-0.1), {}, "a number of 0 or more"),
        (Requirement.at_least(0.1), {}, "as of a difference"),
        (Requirement.at_most(5), {}, "at most 1 apart, as two groups' `recall` are"),
        (Requirement.between(-5, 0.1), {"reference": ("Male",)}, "at most 1 apart"),
        (Requirement.between(-0.1, 0.1), {}, "a gap has no direction"),
        (Requirement.at_most("a"), {}, "finite numbers"),
        (Requirement.at_most(math.inf), {}, "finite numbers"),
        (Requirement(Operator.MUST_BE_LESS_OR_EQUAL_TO, (True,)), {}, "finite numbers"),
        (Requirement.at_least(0), {"compare": Compare.RATIO}, "as of a ratio"),
        (Requirement.at_least(80), {"compare": Compare.RATIO}, "as of a ratio"),
        (Requirement.at_most(0.8), {"compare": Compare.RATIO}, "as of a ratio"),
        (Requirement.between(-1, 1), {"compare": Compare.RATIO, "reference": ("Male",)}, "0 or more"),
        (
            Requirement.at_least(0.8),
            {"compare": Compare.RATIO, "metrics": ("informedness",)},
            "can be negative",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(requirement: Requirement, other: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        gate(requirement, **other)


def test_checks_are_called_by_metric_comparison_and_strata() -> None:
    asked = gate(
        Requirement.at_most(0.1), metrics=("fbeta_score",), arguments=(("beta", 2.0),), within=(EDUCATION,)
    )

    assert asked.checks == ("fbeta_score(beta=2) difference",)
    assert asked.in_strata(asked.checks[0]) == "fbeta_score(beta=2) difference within education"
    assert asked.adjusted(asked.checks[0]) == "fbeta_score(beta=2) difference adjusted for education"
    assert asked.cut_by == (EDUCATION, SEX)


def test_any_metric_of_any_task_may_be_compared() -> None:
    asked = gate(Requirement.at_most(500), metrics=("mean_bias",), task=Task.REGRESSION)

    assert [metric.name for metric in asked.definitions] == ["mean_bias"]
    assert asked.in_strata("x") == "x"
