from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from lockgate.app.project.read import STAGES, read_project
from lockgate.app.project.schema import project_schema
from lockgate.documents.validation import SchemaValidator
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DocumentError
from lockgate.gates.metrics import METRICS_BY_WORD

ROOT = Path(__file__).resolve().parents[4]
HEAD = "lockgate: 1\nproject: trips\n"
DATA = "data: {trips: {source: a.parquet, contract: a.yaml}, raw: raw.csv}\n"
EVERYTHING = """lockgate: 1
project: trips
owner: ops
seed: 7
engine: {threads: 2, memory_limit: 1GiB, temp_directory: spill}
data:
  trips: {source: trips.parquet, contract: trips.odcs.yaml, format: parquet, hive_partitions: true}
  raw: raw.csv
  odd:
    source: odd.txt
    format: csv
    delimiter: ";"
    quote: "'"
    encoding: latin-1
    header: false
    null_values: [NA, ""]
stages:
  ingest:
    - contract: trips
    - {contract: trips, name: again, severity: info, why: w, owner: o, runbook: r, tags: [t]}
  features:
    - pytest: tests
    - pytest: {paths: [more], args: [-x], timeout: 5m}
    - command: {run: [make], timeout: PT1H}
  evaluate:
    - score: {data: raw, models: {p: m.skops}, output: o, trusted: [a.B], batch_rows: 5, positive: late}
    - model:
        data: raw
        task: binary_classification
        label: late
        candidate: p
        baseline: q
        threshold: 0.4
        positive: 1
        alpha: 0.01
        power: 0.9
        slices: [a, [a, b], {column: c, bins: 4}, [{column: c, bins: 4}, {column: d, values: [x]}]]
      gates:
        - {metric: roc_auc, mustBeGreaterOrEqualTo: 0.7, why: w, owner: o, runbook: r, severity: info, tags: [t]}
        - {metric: log_loss, notWorseThanBaselineBy: 0, slices: all}
        - {metric: brier, mustBeBetween: [0, 0.3], slices: none}
"""


@cache
def validator() -> SchemaValidator:
    """Return what judges a text by the schema, which is large."""
    return SchemaValidator(project_schema())


def problems(text: str) -> list[str]:
    found = validator().problems(read_yaml(text, "lockgate.yaml"))
    return [f"{problem.position.line}:{problem.position.column} {problem.text}" for problem in found]


@pytest.mark.parametrize("text", [EVERYTHING, HEAD + DATA + "stages: {ingest: [contract: trips]}\n"])
def test_the_schema_accepts_what_is_read(text: str) -> None:
    assert read_project(text, "lockgate.yaml", ".").name == "trips"

    assert problems(text) == []


def test_the_schema_accepts_the_example_project() -> None:
    text = (ROOT / "examples/flights/lockgate.yaml").read_text(encoding="utf-8")

    assert problems(text) == []


@pytest.mark.parametrize("name", METRICS_BY_WORD)
def test_the_schema_knows_each_metric_by_each_of_its_names(name: str) -> None:
    model = "model: {data: raw, label: l, candidate: p}"
    stage = f"stages: {{train: [{{{model}, gates: [{{metric: {name}, mustBeBetween: [0, 1]}}]}}]}}\n"

    assert problems(HEAD + DATA + stage) == []


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "lockgate: 2\nproject: trips\n" + DATA + "stages: {ingest: [contract: trips]}\n",
        "lockgate: 1\n" + DATA + "stages: {ingest: [contract: trips]}\n",
        HEAD + DATA,
        HEAD + DATA + "stages: {}\n",
        HEAD + DATA + "stages: {ingests: [contract: trips]}\n",
        HEAD + DATA + "stages: {ingest: []}\n",
        HEAD + DATA + "stages: {ingest: [contrakt: trips]}\n",
        HEAD + DATA + "stages: {ingest: [{contract: trips, ownr: me}]}\n",
        HEAD + DATA + "stages: {ingest: [command: make]}\n",
        HEAD + DATA + "stages: {train: [{model: {data: raw, label: l, candidate: p}}]}\n",
        HEAD + DATA + "stages: {train: [{model: {data: raw, label: l, candidate: p}, gates: []}]}\n",
        HEAD
        + DATA
        + "stages: {train: [{model: {data: raw, label: l, candidate: p}, gates: [metric: brier]}]}\n",
        HEAD + "sead: 7\n" + DATA + "stages: {ingest: [contract: trips]}\n",
        HEAD + "data: {trips: {sorce: a}}\nstages: {ingest: [pytest: tests]}\n",
    ],
)
def test_the_schema_refuses_what_is_not_read(text: str) -> None:
    with pytest.raises(DocumentError):
        read_project(text, "lockgate.yaml", ".")

    assert problems(text) != []


def test_the_schema_describes_every_key_that_people_write() -> None:
    schema = project_schema()

    keys = [*schema["properties"].items(), *schema["properties"]["stages"]["properties"].items()]

    assert [name for name, part in keys if not part.get("description")] == []
    assert tuple(schema["properties"]["stages"]["properties"]) == STAGES


def test_the_schema_is_json_and_the_same_each_time() -> None:
    assert json.dumps(project_schema()) == json.dumps(project_schema())
