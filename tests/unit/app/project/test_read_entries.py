from __future__ import annotations

from datetime import timedelta

import pytest

from lockgate.app.project.read_entries import read_entry
from lockgate.app.project.spec import (
    CommandEntry,
    ContractEntry,
    DriftEntry,
    Entry,
    EntryNotes,
    ModelEntry,
    PytestEntry,
    ScoreEntry,
)
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.domain.position import Position
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Severity
from lockgate.drift.spec import BlockSpec, DriftSpec, ErrorControl
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec, NotWorse, SliceScope
from lockgate.gates.task import Task
from lockgate.scan.aggregates.binned_counts import BlockUnit

GATES = "gates: [{metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}]"
MODEL = "model: {data: scored, label: late, candidate: p_new, baseline: p_old"

_LINE = (
    "1:16 LG311 `run` must be a list, the program and its arguments, got {got}"
    " | write a list, which no shell reads: {words}"
)
"""What is said of a command written as a line."""

KINDS = "contract, drift, history, model, pytest, command, score, resources, signature"


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


def test_a_contract_entry_names_its_table() -> None:
    entry = read("contract: flights")

    assert (entry.kind, entry.work, entry.name) == ("contract", ContractEntry(table="flights"), "flights")
    assert entry.origin == Position("lockgate.yaml", 1, 1)
    assert entry.notes == EntryNotes()


def test_notes_stand_beside_the_kind() -> None:
    entry = read(
        "{contract: flights, name: raw, severity: warning, why: crews, owner: ops, runbook: r.md, tags: [a, b]}"
    )

    assert entry.name == "raw"
    assert entry.notes == EntryNotes(
        name="raw", severity=Severity.WARNING, why="crews", owner="ops", runbook="r.md", tags=("a", "b")
    )


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("pytest: tests", PytestEntry(paths=("tests",))),
        (
            "pytest: {paths: [tests, more], args: [-x], timeout: 30s}",
            PytestEntry(paths=("tests", "more"), args=("-x",), timeout=timedelta(seconds=30)),
        ),
        ("command: {run: [python, train.py]}", CommandEntry(run=("python", "train.py"))),
        ("command: {run: [make], timeout: 2h}", CommandEntry(run=("make",), timeout=timedelta(hours=2))),
        (
            "score: {data: raw, models: {p: m.skops}, output: out.parquet}",
            ScoreEntry(data="raw", models={"p": "m.skops"}, output="out.parquet"),
        ),
        (
            "score: {data: raw, models: {p: m, q: n}, output: o, trusted: [a.B], batch_rows: 10, positive: late}",
            ScoreEntry(
                data="raw",
                models={"p": "m", "q": "n"},
                output="o",
                trusted=("a.B",),
                batch_rows=10,
                positive="late",
            ),
        ),
    ],
)
def test_each_other_kind_reads_its_keys_and_has_defaults(text: str, work: object) -> None:
    assert read(text).work == work


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
        (
            "flights",
            [
                (
                    "1:1 LG311 an entry must be a mapping, got 'flights' | "
                    "begin it with one of contract, drift, history, model, pytest, command, score, resources, signature"
                )
            ],
        ),
        (
            "{}",
            [f"1:1 LG312 the entry does nothing | begin it with one of {KINDS}"],
        ),
        (
            "{why: nothing}",
            [f"1:1 LG312 the entry does nothing | begin it with one of {KINDS}"],
        ),
        ("{why: x, contrat: a}", ["1:10 LG312 unknown kind of entry `contrat` | did you mean `contract`?"]),
        (
            "{contract: a, pytest: b}",
            ["1:1 LG314 an entry does one thing, got `contract` and `pytest` | write an entry for each"],
        ),
        ("contract: [a]", ["1:11 LG311 `contract` must be the name of a table, got a list"]),
        ("contract: 3", ["1:11 LG311 `contract` must be the name of a table, got `3`"]),
        ("{contract: a, ownr: me}", ["1:15 LG312 unknown key `ownr` | did you mean `owner`?"]),
        (
            "{contract: a, severity: warn}",
            [
                (
                    "1:25 LG314 `severity` must be one of `blocking`, `warning`, `info`, got 'warn' | "
                    "did you mean `warning`?"
                )
            ],
        ),
        ("pytest: {paths: []}", ["1:17 LG314 `paths` must be at least one path, got ()"]),
        ("pytest: 3", ["1:9 LG314 `pytest` must be one path or a mapping with `paths`, got 3"]),
        ("command: {run: []}", ["1:16 LG314 `run` must be a program and its arguments, got ()"]),
        (
            "command: {run: python -m train --rate 0.5 a}",
            [_LINE.format(got="'python -m train --rate 0.5 a'", words='[python, -m, train, --rate, "0.5", a]')],
        ),
        ("command: {run: make 'x}", [_LINE.format(got='"make \'x"', words='[make, "\'x"]')]),
        (
            "command: python x.py",
            [
                (
                    "1:10 LG311 `command` must be a mapping with the key `run`, got 'python x.py'"
                    " | write `command: {run: [python, x.py]}`"
                )
            ],
        ),
        (
            "score: {data: raw, models: {}, output: o}",
            ["1:28 LG314 `models` must be at least one column and model file, got {}"],
        ),
        (
            "score: {data: raw, models: {p: m}, output: o, batch_rows: 0}",
            ["1:59 LG314 `batch_rows` must be an int of 1 or more, got 0"],
        ),
        ("score: {}", [f"1:8 LG313 key `{key}` is missing" for key in ("data", "models", "output")]),
        (
            "command: {run: [a], timeout: -5s}",
            ["1:30 LG311 `timeout` must be a length of time such as 2d, 36h or PT36H, got '-5s'"],
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_next_step(text: str, says: list[str]) -> None:
    assert mistakes(text) == says


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
            ["1:81 LG313 key `column` is missing", "1:82 LG312 unknown key `colum` | did you mean `column`?"],
        ),
        (
            f"{{{MODEL}, slices: [{{column: a, bins: 1}}]}}, {GATES}}}",
            ["1:99 LG314 `bins` must be an int in [2, 100], got 1"],
        ),
        (
            f"{{{MODEL}, slices: [[a, b, c]]}}, {GATES}}}",
            ["1:9 LG314 `slices` must be columns or pairs of columns, got [3]"],
        ),
        (
            f"{{{MODEL}, slices: [[]]}}, {GATES}}}",
            ["1:9 LG314 `slices` must be columns or pairs of columns, got [0]"],
        ),
        (
            f"{{{MODEL}, slices: ['']}}, {GATES}}}",
            ["1:81 LG314 `column` must be the name of a column, got ''"],
        ),
        (f"{{{MODEL}, slices: [7]}}, {GATES}}}", ["1:81 LG311 must be a text, got `7`"]),
        (f"{{{MODEL}, threshold: 2}}, {GATES}}}", ["1:9 LG314 `threshold` must be a float in [0, 1], got 2.0"]),
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
            ["3:14 LG315 `mae` is a metric of regression | the entry's `task` is binary_classification"],
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
            ["3:47 LG311 `notWorseThanBaselineBy` must be a number, got 'little'"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: yes}",
            ["3:47 LG311 `notWorseThanBaselineBy` must be a number, got 'yes'"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: true}",
            ["3:47 LG311 `notWorseThanBaselineBy` must be a number, got true"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: [1]}",
            ["3:47 LG311 `notWorseThanBaselineBy` must be a number, got a list"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: -0.1}",
            ["3:47 LG314 `margin` must be a finite number of 0 or more, got -0.1"],
        ),
        (
            "{metric: roc_auc, notWorseThanBaselineBy: .inf}",
            ["3:47 LG314 `margin` must be a finite number of 0 or more, got inf"],
        ),
        (
            "{metric: selection_rate, notWorseThanBaselineBy: 0.1}",
            [
                (
                    "3:5 LG314 `requirement` must be an absolute bar, because more of `selection_rate` is neither "
                    "better nor worse, got 'not worse than baseline by more than 0.1'"
                )
            ],
        ),
        (
            "{metric: roc_auc, mustBe: 0.7}",
            [
                (
                    "3:5 LG314 `requirement` must be a bar that a confidence bound can clear, such as "
                    "mustBeGreaterOrEqualTo or mustBeBetween, got 'mustBe'"
                )
            ],
        ),
        (
            "{metric: roc_auc, mustBeGreaterThan: high}",
            ["3:5 LG314 `requirement` must be finite numbers, got ['high']"],
        ),
        (
            "{metric: roc_auc, mustBeBetween: [0.9, 0.1]}",
            ["3:38 LG314 `bounds` must be lower, then upper, got [0.9, 0.1]"],
        ),
        (
            "{metric: roc_auc, mustBeLessThan: 1, slice: all}",
            ["3:42 LG312 unknown key `slice` | did you mean `slices`?"],
        ),
        (
            "{metric: roc_auc, mustBeLessThan: 1, slices: some}",
            ["3:50 LG314 `slices` must be one of `none`, `all`, got 'some' | known: `all`, `none`"],
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


def test_a_drift_entry_is_the_name_of_a_table_or_says_more() -> None:
    short = read("drift: flights")
    more = read(
        "{drift: {data: autumn, reference: flights/v1, margins: {delay: 0.05}, blocks: {column: at, unit: week},"
        " control: hierarchical, groups: {network: [carrier]}}, severity: warning}"
    )

    assert short.work == DriftEntry(spec=DriftSpec(data="flights"))
    assert short.name == "drift of flights"
    assert isinstance(more.work, DriftEntry)
    assert more.work.spec.blocks == BlockSpec(column="at", unit=BlockUnit.WEEK)
    assert more.work.spec.control is ErrorControl.HIERARCHICAL
    assert (more.work.spec.margins, more.notes.severity) == ({"delay": 0.05}, Severity.WARNING)


def test_a_drift_entry_outside_its_domain_is_told_at_its_key() -> None:
    assert mistakes("drift: {data: flights, alpha: 0.7}") == [
        "1:31 LG314 `alpha` must be a float in (0, 0.5), got 0.7"
    ]
    assert mistakes("drift: 3")[0].startswith("1:8 LG31")
