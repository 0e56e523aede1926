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
    PytestEntry,
    ScoreEntry,
)
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.domain.position import Position
from lockgate.domain.verdict import Severity
from lockgate.drift.spec import DriftSpec, ErrorControl
from lockgate.scan.blocks import BlockSpec, BlockUnit

GATES = "gates: [{metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}]"
MODEL = "model: {data: scored, label: late, candidate: p_new, baseline: p_old"

_LINE = (
    "1:16 LG311 `run` must be a list, the program and its arguments, got {got}"
    " | write a list, which no shell reads: {words}"
)
"""What is said of a command written as a line."""

KINDS = (
    "contract, drift, history, model, pytest, command, score, "
    "robustness, behaviour, importance, training, resources, signature"
)


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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "flights",
            [(f"1:1 LG311 an entry must be a mapping, got 'flights' | begin it with one of {KINDS}")],
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
