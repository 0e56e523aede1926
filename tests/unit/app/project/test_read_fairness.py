from __future__ import annotations

import pytest

from lockgate.app.project.read_fairness import read_fairness
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.slicing import Dimension
from lockgate.gates.task import Task

BAR = "mustBeLessOrEqualTo: 0.1"
GAP = "metric: recall, groups: sex"


def read(text: str, task: Task = Task.BINARY_CLASSIFICATION) -> tuple[GapGate, ...]:
    problems: list[Problem] = []
    found = read_fairness(read_yaml(text, "lockgate.yaml"), task, problems)
    assert problems == []
    return found


def mistakes(text: str, task: Task = Task.BINARY_CLASSIFICATION) -> list[str]:
    problems: list[Problem] = []
    read_fairness(read_yaml(text, "lockgate.yaml"), task, problems)
    return [f"{one.code} {one.text}" + (f" | {one.hint}" if one.hint else "") for one in problems]


def test_a_gap_with_everything() -> None:
    (gap,) = read(
        "[{metric: fbeta_score, arguments: {beta: 2}, groups: [sex, {column: age, bins: 3}], within: school,"
        " compare: ratio, reference: {age: below 30, sex: 1}, mustBeGreaterOrEqualTo: 0.8,"
        " severity: warning, why: w, owner: o, runbook: r, tags: [t]}]"
    )

    assert (gap.metrics, gap.arguments) == (("fbeta_score",), (("beta", 2.0),))
    assert gap.groups == (Dimension("sex"), Dimension("age", bins=3))
    assert (gap.within, gap.reference) == ((Dimension("school"),), ("1", "below 30"))
    assert (gap.compare, gap.requirement) == (Compare.RATIO, Requirement.at_least(0.8))
    assert (gap.severity, gap.why, gap.owner, gap.runbook, gap.tags) == (
        Severity.WARNING,
        "w",
        "o",
        "r",
        ("t",),
    )
    assert gap.origin is not None


@pytest.mark.parametrize(
    ("metric", "metrics"),
    [
        ("equalized_odds", ("recall", "false_positive_rate")),
        ("[equalized_odds, recall, precision]", ("recall", "false_positive_rate", "precision")),
    ],
)
def test_one_name_may_stand_for_several_metrics(metric: str, metrics: tuple[str, ...]) -> None:
    (gap,) = read(f"[{{metric: {metric}, groups: sex, {BAR}}}]")

    assert gap.metrics == metrics


def test_a_reference_is_named_as_slices_name_it() -> None:
    (gap,) = read(f"[{{{GAP}, reference: true, {BAR}}}]")

    assert gap.reference == ("true",)
    assert (
        read("[{metric: mae, groups: city, mustBeLessOrEqualTo: 500}]", Task.REGRESSION)[0].task
        is Task.REGRESSION
    )


def test_nothing_is_nothing() -> None:
    assert read_fairness(None, Task.REGRESSION, []) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "LG311 `fairness` must be a list with at least one gate"),
        ("{metric: recall}", "LG311 `fairness` must be a list with at least one gate"),
        ("[recall]", "LG311 a gate must be a mapping"),
        (f"[{{{GAP}}}]", "LG313 an operator is missing | such as `mustBeLessOrEqualTo: 0.05`"),
        (f"[{{groups: sex, {BAR}}}]", "LG313 key `metric` is missing"),
        (f"[{{metric: recall, {BAR}}}]", "LG313 key `groups` is missing"),
        (f"[{{metric: 5, groups: sex, {BAR}}}]", "LG311 `metric` must be a name or a list"),
        (f"[{{metric: recallx, groups: sex, {BAR}}}]", "LG315 no metric is named `recallx`"),
        (f"[{{metric: [recall, mae], groups: sex, {BAR}}}]", "LG315 `mae` is a metric of regression"),
        (f"[{{{GAP}, compare: quotient, {BAR}}}]", "LG314 `compare` must be one of"),
        (f"[{{{GAP}, versus: Male, {BAR}}}]", "LG312 unknown key `versus`"),
        (f"[{{{GAP}, arguments: {{beta: 1}}, {BAR}}}]", "LG312 unknown argument `beta`"),
        (
            f"[{{metric: [fbeta_score, recall], groups: sex, arguments: {{beta: 2}}, {BAR}}}]",
            "LG314 `arguments` stands with several metrics: fbeta_score, recall | write a gate for each",
        ),
        (f"[{{{GAP}, {BAR}, mustBeBetween: [0, 1]}}]", "LG314 `mustBeBetween` stands beside"),
        (f"[{{{GAP}, mustBeLessOrEqualTo: [1]}}]", "LG311 `mustBeLessOrEqualTo` must be"),
        (f"[{{{GAP}, reference: [Male], {BAR}}}]", "LG311 `reference` must have a value for each of sex"),
        (
            f"[{{metric: recall, groups: [sex, age], reference: Male, {BAR}}}]",
            "LG311 `reference` must have a value",
        ),
        (
            f"[{{metric: recall, groups: [sex, age], reference: {{sex: Male, ag: 1}}, {BAR}}}]",
            "LG312 `ag` is no column of `groups`",
        ),
        (f"[{{{GAP}, mustBeGreaterOrEqualTo: 0.8}}]", "LG314 `mustBeGreaterOrEqualTo` must be written as"),
    ],
)
def test_mistakes_are_told(text: str, said: str) -> None:
    assert any(one.startswith(said) for one in mistakes(text)), mistakes(text)


def test_a_composite_is_of_classifiers() -> None:
    said = mistakes(f"[{{metric: equalized_odds, groups: sex, {BAR}}}]", Task.REGRESSION)

    assert said[0].startswith("LG315 no metric is named `equalized_odds`")
