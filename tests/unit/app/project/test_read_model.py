from __future__ import annotations

import pytest

from lockgate.app.project.read_entries import read_entry
from lockgate.app.project.spec import (
    Entry,
    ModelEntry,
)
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.domain.position import Position
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Severity
from lockgate.gates.metric_gate import Better, NotWorse, SliceScope
from lockgate.gates.role import Role
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_columns import TaskColumns
from lockgate.gates.worst_mix import WorstMix

GATES = "gates: [{metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}]"
MODEL = "model: {data: scored, label: late, candidate: p_new, baseline: p_old"


def read(text: str) -> Entry:
    problems: list[Problem] = []
    entry = read_entry(read_yaml(text, "lockgate.yaml"), problems)
    assert problems == []
    assert entry is not None
    return entry


def mistakes(text: str) -> list[str]:
    problems: list[Problem] = []
    entry = read_entry(read_yaml(text, "lockgate.yaml"), problems)
    assert entry is None
    return [
        f"{one.position.line}:{one.position.column} {one.code} {one.text}"
        + (f" | {one.hint}" if one.hint else "")
        for one in sorted(problems, key=lambda one: one.position)
    ]


def model(slices: str = "", *, more: str = "", gates: str = GATES) -> ModelGateSpec:
    work = read(f"{{{MODEL}{more}{slices and ', slices: ' + slices}}}, {gates}}}").work
    assert isinstance(work, ModelEntry)
    return work.spec


def gate_mistakes(gate: str) -> list[str]:
    """Return the mistakes of an entry whose only gate stands alone on line 3."""
    return mistakes(f"{MODEL}}}\ngates:\n  - {gate}\n")


def test_the_shortest_model_entry_has_the_stated_defaults() -> None:
    work = read(f"{{model: {{data: scored, label: late, candidate: p_new}}, {GATES}}}").work

    assert isinstance(work, ModelEntry)
    assert (work.spec.table, work.spec.label, work.spec.candidate) == ("scored", "late", "p_new")
    assert (work.spec.baseline, work.spec.task) == (None, Task.BINARY_CLASSIFICATION)
    assert (work.spec.threshold, work.spec.positive, work.spec.alpha, work.spec.power) == (0.5, None, 0.05, 0.8)
    assert work.spec.slices == ()


def test_every_key_of_a_model_is_read() -> None:
    spec = model(more=", task: binary_classification, threshold: 0.3, positive: 1, alpha: 0.01, power: 0.9")

    assert (spec.baseline, spec.threshold, spec.positive, spec.alpha, spec.power) == (
        "p_old",
        0.3,
        1,
        0.01,
        0.9,
    )


def test_slices_are_columns_pairs_bins_and_values() -> None:
    slices = "[carrier, [origin, carrier], {column: distance, bins: 4}, {column: day, values: [a, b]}]"

    assert model(slices).slices == (
        (Dimension("carrier"),),
        (Dimension("origin"), Dimension("carrier")),
        (Dimension("distance", bins=4),),
        (Dimension("day", values=("a", "b")),),
    )


def test_a_gate_reads_its_operator_its_slices_and_its_notes() -> None:
    gates = (
        "gates: [{metric: log_loss, notWorseThanBaselineBy: 0, slices: all, severity: info, why: w, owner: o, "
        "runbook: r, tags: [t]}, {metric: brier, mustBeBetween: [0, 0.2]}]"
    )

    first, second = model("[carrier]", gates=gates).gates

    assert (first.metric, first.requirement, first.slices) == ("log_loss", NotWorse(0.0), SliceScope.ALL)
    assert (first.severity, first.why, first.owner, first.runbook, first.tags) == (
        Severity.INFO, "w", "o", "r", ("t",),
    )  # fmt: skip
    assert second.requirement == Requirement(Operator.MUST_BE_BETWEEN, (0, 0.2))
    assert second.slices is SliceScope.NONE


def test_a_gate_remembers_its_place() -> None:
    work = read(f"{MODEL}}}\ngates:\n  - metric: roc_auc\n    mustBeGreaterThan: 0.5\n").work

    assert isinstance(work, ModelEntry)
    assert work.spec.gates[0].origin == Position("lockgate.yaml", 3, 5)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{{model: scored, {GATES}}}", ["1:9 LG311 `model` must be a mapping, got 'scored'"]),
        (
            f"{{{MODEL}, slices: carrier}}, {GATES}}}",
            ["1:80 LG311 `slices` must be a list, got 'carrier'"],
        ),
        (
            f"{{{MODEL}, slices: [{{colum: a}}]}}, {GATES}}}",
            ["1:82 LG312 unknown key `colum` | did you mean `column`?"],
        ),
        (
            f"{{{MODEL}, slices: [{{column: a, bins: 1}}]}}, {GATES}}}",
            ["1:99 LG314 `bins` must be an int in [2, 100], got 1"],
        ),
        (
            f"{{{MODEL}, slices: [[a, b, c, d, e]]}}, {GATES}}}",
            ["1:80 LG314 `slices` must be one to 4 dimensions each, got [5]"],
        ),
        (
            f"{{{MODEL}, slices: [[]]}}, {GATES}}}",
            ["1:80 LG314 `slices` must be one to 4 dimensions each, got [0]"],
        ),
        (
            f"{{{MODEL}, slices: ['']}}, {GATES}}}",
            ["1:81 LG314 `column` must be the name of a column, or a mapping, got ''"],
        ),
        (
            f"{{{MODEL}, slices: [7]}}, {GATES}}}",
            ["1:81 LG314 `column` must be the name of a column, or a mapping, got 7"],
        ),
        (
            f"{{{MODEL}, threshold: 2}}, {GATES}}}",
            ["1:83 LG314 `threshold` must be a float in [0, 1], got 2.0"],
        ),
        (f"{{{MODEL}, tresh: 2}}, {GATES}}}", ["1:72 LG312 unknown key `tresh` | did you mean `threshold`?"]),
        (
            f"{{{MODEL}}}}}",
            [
                (
                    "1:1 LG313 a model entry needs `gates`, a list with at least one gate | "
                    "such as `- {metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}`"
                )
            ],
        ),
        (
            f"{{{MODEL}}}, gates: []}}",
            [
                (
                    "1:73 LG313 a model entry needs `gates`, a list with at least one gate | "
                    "such as `- {metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}`"
                )
            ],
        ),
        (
            f"{{{MODEL}}}, gates: roc_auc}}",
            [
                (
                    "1:73 LG313 a model entry needs `gates`, a list with at least one gate | "
                    "such as `- {metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}`"
                )
            ],
        ),
        (
            (
                "{model: {data: scored, label: late, candidate: p_new}, "
                "gates: [{metric: log_loss, notWorseThanBaselineBy: 0.1}]}"
            ),
            ["1:9 LG314 `baseline` must be a column, because `log_loss` is compared with it, got None"],
        ),
        (
            f"{{{MODEL}}}, gates: [{{metric: log_loss, mustBeLessThan: 0.5, slices: all}}]}}",
            ["1:9 LG314 `slices` must be not empty, because `log_loss` asks for all slices, got []"],
        ),
        (
            (
                "{model: {data: scored, task: multiclass_classification, label: kind, candidate: {cat: p, dog: q}}, "
                "gates: [{metric: recall, arguments: {of: cow}, mustBeGreaterThan: 0.5}]}"
            ),
            ["1:107 LG314 `gates` must be of what `candidate` names (`cat`, `dog`), got ['cow']"],
        ),
    ],
)
def test_a_mistake_in_a_model_entry_is_told_with_its_place(text: str, says: list[str]) -> None:
    assert mistakes(text) == says


@pytest.mark.parametrize(
    ("gate", "says"),
    [
        ("roc_auc", ["3:5 LG311 a gate must be a mapping, got 'roc_auc'"]),
        (
            "{metric: roc_auc}",
            [
                (
                    "3:5 LG313 an operator is missing | "
                    "such as `mustBeGreaterOrEqualTo: 0.7` or `notWorseThanBaselineBy: 0.01`"
                )
            ],
        ),
        ("{mustBeLessThan: 1}", ["3:5 LG313 key `metric` is missing"]),
        (
            "{metric: roc_auk, mustBeLessThan: 1}",
            ["3:14 LG315 no metric is named `roc_auk` | did you mean `roc_auc`?"],
        ),
        (
            "{metric: mae, mustBeLessThan: 1}",
            [
                (
                    "3:14 LG315 `mae` is a metric of regression, quantile_regression, forecasting | "
                    "the entry's `task` is binary_classification"
                )
            ],
        ),
        (
            "{metric: roc_auc, mustBeGreaterOrEqual: 0.7}",
            [
                (
                    "3:5 LG313 an operator is missing | "
                    "such as `mustBeGreaterOrEqualTo: 0.7` or `notWorseThanBaselineBy: 0.01`"
                ),
                "3:23 LG312 unknown key `mustBeGreaterOrEqual` | did you mean `mustBeGreaterOrEqualTo`?",
            ],
        ),
        (
            "{metric: roc_auc, notWorseThanBaseline: 0.7, mustBeLessThan: 1}",
            ["3:23 LG312 unknown key `notWorseThanBaseline` | did you mean `notWorseThanBaselineBy`?"],
        ),
        (
            "{metric: roc_auc, mustBeGreaterThan: 0.5, mustBeLessThan: 0.9}",
            [
                (
                    "3:47 LG314 `mustBeLessThan` stands beside `mustBeGreaterThan` | "
                    "keep one operator; write a second entry for the other"
                )
            ],
        ),
        (
            "{metric: roc_auc, mustBeGreaterThan: 0.5, notWorseThanBaselineBy: 0.9}",
            ["3:47 LG314 `notWorseThanBaselineBy` stands beside another operator | write two gates"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: little}",
            ["3:47 LG311 `notWorseThanBaselineBy` must be a number or a share such as `2%`, got 'little'"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: yes}",
            ["3:47 LG311 `notWorseThanBaselineBy` must be a number or a share such as `2%`, got 'yes'"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: true}",
            ["3:47 LG311 `notWorseThanBaselineBy` must be a number or a share such as `2%`, got true"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: [1]}",
            ["3:47 LG311 `notWorseThanBaselineBy` must be a number or a share such as `2%`, got a list"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: -0.1}",
            ["3:47 LG314 `notWorseThanBaselineBy` must be a finite number of 0 or more, got -0.1"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: .inf}",
            ["3:47 LG314 `notWorseThanBaselineBy` must be a finite number of 0 or more, got inf"],
        ),
        (
            "{metric: selection_rate, notWorseThanBaselineBy: 0.1}",
            [
                (
                    "3:54 LG314 `notWorseThanBaselineBy` must be an absolute bar, because more of `selection_rate` is "
                    "neither better nor worse, got 'not worse than baseline by more than 0.1'"
                )
            ],
        ),
        (
            "{metric: roc_auc, mustBeLessOrEqualTo: 0.9}",
            [
                (
                    "3:44 LG314 `roc_auc` is better the higher it is, and a model passes `mustBeLessOrEqualTo` by "
                    "being worse | write `mustBeGreaterOrEqualTo`, or say in `why` what a number that is too good "
                    "would mean"
                )
            ],
        ),
        (
            "{metric: roc_auc, mustBe: 0.7}",
            [
                (
                    "3:31 LG314 `mustBe` must be a bar that a confidence bound can clear, such as "
                    "mustBeGreaterOrEqualTo or mustBeBetween, got '= 0.7'"
                )
            ],
        ),
        (
            "{metric: roc_auc, mustBeGreaterThan: high}",
            ["3:42 LG311 `mustBeGreaterThan` must be a number, got 'high'"],
        ),
        (
            "{metric: roc_auc, mustBeBetween: [0.9, 0.1]}",
            ["3:38 LG314 `mustBeBetween` must be lower, then upper, got [0.9, 0.1]"],
        ),
        (
            "{metric: roc_auc, mustBeLessThan: 1, slice: all}",
            ["3:42 LG312 unknown key `slice` | did you mean `slices`?"],
        ),
        (
            "{metric: roc_auc, mustBeLessThan: 1, slices: some}",
            [
                (
                    "3:50 LG314 `slices` must be one of `none`, `all`, `pinned`, got 'some' | "
                    "known: `all`, `none`, `pinned`"
                )
            ],
        ),
    ],
)
def test_a_mistake_in_a_gate_is_told_with_its_place(gate: str, says: list[str]) -> None:
    assert gate_mistakes(gate) == says


def test_all_mistakes_of_an_entry_are_told_at_once() -> None:
    model = "model: {data: scored, lable: late, candidate: p}"
    text = f"{model}\nownr: me\ngates:\n  - {{metric: auk}}\n  - {{metric: brier}}\n"

    assert [line.split()[:2] for line in mistakes(text)] == [
        ["1:8", "LG313"],
        ["1:23", "LG312"],
        ["2:1", "LG312"],
        ["4:5", "LG313"],
        ["4:14", "LG315"],
        ["5:5", "LG313"],
    ]


def test_a_gate_sets_the_arguments_of_its_metric() -> None:
    spec = model(gates="gates: [{metric: fbeta_score, arguments: {beta: 2}, mustBeGreaterOrEqualTo: 0.7}]")

    assert spec.gates[0].arguments == (("beta", 2.0),)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("{bta: 2}", "unknown argument `bta` | did you mean `beta`?"),
        ("{beta: two}", "`beta` must be a number, got 'two'"),
        ("{beta: 0}", "`beta` must be a number above 0, at most 1,000, got 0"),
        ("{}", "`beta` must be given under `arguments`, got None"),
        ("[2]", "`arguments` must be a mapping, got a list"),
    ],
)
def test_arguments_that_the_metric_refuses_are_mistakes(arguments: str, said: str) -> None:
    gates = f"gates: [{{metric: fbeta_score, arguments: {arguments}, mustBeGreaterOrEqualTo: 0.7}}]"

    assert said in mistakes(f"{{{MODEL}}}, {gates}}}")[0]


def test_a_metric_without_arguments_takes_none() -> None:
    gates = "gates: [{metric: roc_auc, arguments: {beta: 2}, mustBeGreaterOrEqualTo: 0.7}]"

    assert "`roc_auc` takes no arguments" in mistakes(f"{{{MODEL}}}, {gates}}}")[0]


def test_predictions_of_classes_stand_in_columns_by_name() -> None:
    text = """
model:
  data: scored
  task: multiclass_classification
  label: kind
  candidate: {setosa: p_setosa, "1": p_one}
gates:
  - {metric: f1, arguments: {average: weighted}, mustBeGreaterOrEqualTo: 0.7}
  - {metric: recall, arguments: {of: setosa}, mustBeGreaterOrEqualTo: 0.7}
  - {metric: cohen_kappa, arguments: {weights: linear, order: [setosa, "1"]}, mustBeGreaterOrEqualTo: 0.7}
"""

    work = read(text).work

    assert isinstance(work, ModelEntry)
    spec = work.spec
    assert spec.candidate == {"setosa": "p_setosa", "1": "p_one"}
    assert [gate.called for gate in spec.gates] == [
        "f1(average=weighted)", "recall(of=setosa)", "cohen_kappa(weights=linear, order=[setosa, 1])",
    ]  # fmt: skip


def test_a_metric_of_other_tasks_is_named_with_them() -> None:
    head = "model: {data: scored, task: regression, label: y, candidate: p}"
    text = f"{{{head}, gates: [{{metric: churn, mustBeLessOrEqualTo: 0.1}}]}}"

    assert (
        "`churn` is a metric of binary_classification, multiclass_classification, multilabel_cl"
        in mistakes(text)[0]
    )


@pytest.mark.parametrize(
    ("keys", "gate", "columns"),
    [
        (
            "task: ranking, query: user, candidate: score",
            "{metric: ndcg, arguments: {k: 10, gain: exponential}, mustBeGreaterThan: 0.5}",
            TaskColumns(query="user"),
        ),
        (
            "task: forecasting, series: shop, time: day, horizon: ahead, candidate: {0.1: low, 0.5: mid}",
            "{metric: mase, arguments: {scale: naive}, mustBeLessThan: 1, slices: all}",
            TaskColumns(series="shop", time="day", horizon="ahead"),
        ),
    ],
    ids=["ranking", "forecasting"],
)
def test_columns_that_only_some_tasks_have_stand_beside_the_others(
    keys: str, gate: str, columns: TaskColumns
) -> None:
    work = read(f"{{model: {{data: scored, label: y, {keys}}}, gates: [{gate}]}}").work

    assert isinstance(work, ModelEntry)
    assert work.spec.task_columns == columns


def test_levels_are_numbers_that_yaml_reads_as_names() -> None:
    text = "{model: {data: scored, label: y, task: quantile_regression, candidate: {0.05: a, 0.95: b}}, gates: "
    work = read(text + "[{metric: wis, mustBeLessThan: 4}]}").work

    assert isinstance(work, ModelEntry)
    assert work.spec.candidate == {"0.05": "a", "0.95": "b"}


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("query: user", "`query` must be not given, because a regression has none"),
        ("task: ranking", "`query` must be the column"),
    ],
)
def test_a_column_of_another_task_is_a_mistake(keys: str, says: str) -> None:
    task = keys if "task" in keys else f"task: regression, {keys}"
    metric = "mrr" if "ranking" in keys else "mae"
    gate = f"{{metric: {metric}, mustBeLessThan: 1, why: too good}}"
    text = f"{{model: {{data: scored, label: y, candidate: p, {task}}}, gates: [{gate}]}}"

    (found,) = mistakes(text)

    assert says in found


@pytest.mark.parametrize(
    ("text", "requirement"),
    [
        ("notWorseThanBaselineBy: 2%", NotWorse(0.02, is_relative=True)),
        ("notWorseThanBaselineBy: 1.5 %", NotWorse(0.015, is_relative=True)),
        ("betterThanBaselineBy: 0.01", Better(0.01)),
        ("betterThanBaselineBy: 2%", Better(0.02, is_relative=True)),
    ],
)
def test_a_margin_may_be_a_share_and_a_gain(text: str, requirement: NotWorse) -> None:
    entry = read(f"{{{MODEL}}}, gates: [{{metric: log_loss, {text}}}]}}")

    assert isinstance(entry.work, ModelEntry)
    assert entry.work.spec.gates[0].requirement == requirement


def test_fairness_may_stand_alone_or_beside_gates() -> None:
    gap = "fairness: [{metric: recall, groups: sex, mustBeLessOrEqualTo: 0.1}]"

    for text in (f"{{{MODEL}}}, {gap}}}", f"{{{MODEL}}}, {GATES}, {gap}}}"):
        entry = read(text)
        assert isinstance(entry.work, ModelEntry)
        assert [one.metrics for one in entry.work.spec.fairness] == [("recall",)]
    assert len(mistakes(f"{{{MODEL}}}, fairness: []}}")) == 1


def test_a_gate_has_a_role_and_may_be_judged_in_the_worst_mix_of_groups() -> None:
    spec = model(
        gates="gates: [{metric: log_loss, mustBeLessOrEqualTo: 1, role: guardrail, worst_mix: carrier}]"
    )

    assert spec.gates[0].role is Role.GUARDRAIL
    assert spec.gates[0].worst_mix == WorstMix(groups=(Dimension("carrier"),))
    (mistake,) = gate_mistakes("{metric: roc_auc, mustBeGreaterOrEqualTo: 0.7, worst_mix: carrier}")
    assert mistake.startswith("3:14 LG314 `metric` must be given of a mean over rows (accuracy,")
    (mistake,) = gate_mistakes("{metric: log_loss, mustBeLessOrEqualTo: 1, role: main}")
    assert "LG31" in mistake
