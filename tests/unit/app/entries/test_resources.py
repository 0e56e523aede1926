from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.machines import FakeMachine, FakeModel
from tests.fakes.projects import NOW, Home, Listener

from lockgate.app.entries.context import RunContext
from lockgate.app.entries.resources import run_resources
from lockgate.app.model_spec import ModelSpec
from lockgate.app.project.spec import PytestEntry
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Verdict

MODELS = "models: {new: {callable: 'rules.py:new', features: [x]}, old: {callable: 'rules.py:old'}}\n"
DATA = "  raw: data/raw.parquet\n"
STAGES = """  serve:
    - resources: {data: raw, candidate: new, baseline: old, batches: [1, 4], rounds: 20, warmup: 1, starts: 1}
      gates:
        - {metric: latency_p50_ms, mustBeLessThan: 5000}
        - {metric: file_size_mib, notWorseThanBaselineBy: 1}
        - {metric: cold_start_s, mustBeLessThan: 600}
"""
RULES = "def new(rows):\n    return rows['x']\n\ndef old(rows):\n    return rows['x'] + len(rows['y'])\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a project with a table and two functions as models."""
    home = Home(tmp_path)
    home.table("raw", {"x": [0.0, 1.0, 2.0], "y": ["a", "b", None]})
    home.write("rules.py", RULES)
    return home


def test_a_real_machine_decides_what_it_can(home: Home) -> None:
    project = home.project(DATA, STAGES, more=MODELS)

    (stage,) = home.run(project).result.stages

    (entry,) = stage.entries
    assert (entry.name, entry.kind) == ("resources of new", "resources")
    assert [one.verdict for one in entry.findings] == [Verdict.PASS, Verdict.PASS, Verdict.INCONCLUSIVE]
    assert entry.findings[0].n == 20
    assert entry.findings[0].owner == "ops"
    assert entry.findings[2].n_more == 4


class Loader:
    """Loads fake models."""

    def __init__(self, machine: FakeMachine) -> None:
        self.machine = machine
        self.loaded: list[FakeModel] = []

    def load(self, spec: ModelSpec) -> FakeModel:
        model = FakeModel(spec.callable.rpartition(":")[2], self.machine, a_call=0.01)
        self.loaded.append(model)
        return model


def run(home: Home, machine: FakeMachine) -> tuple[EntryResult, Loader, Listener]:
    project = home.project(DATA, STAGES, more=MODELS)
    loader, listener = Loader(machine), Listener()
    ports = replace(home.ports(project), machine=machine, models=loader, progress=listener)
    context = RunContext(project=project, suites={}, ports=ports, now=NOW, seed=3)
    return run_resources(project.stages[0].entries[0], context).result, loader, listener


def test_the_clock_is_the_machines_and_models_are_closed(home: Home) -> None:
    result, loader, listener = run(home, FakeMachine())

    assert result.findings[0].summary == "10 ms, 90 % interval 10 to 10 ms; 20 calls of 1 row"
    assert [model.name for model in loader.loaded] == ["new", "old"]
    assert all(model.is_closed for model in loader.loaded)
    assert listener.told[-1] == ("fraction", "resources of new", 1.0)


def test_an_entry_of_another_kind_is_a_mistake_of_the_caller(home: Home) -> None:
    project = home.project(DATA, STAGES, more=MODELS)
    entry = replace(project.stages[0].entries[0], kind="pytest", work=PytestEntry(paths=("a",)))
    context = RunContext(project=project, suites={}, ports=home.ports(project), now=NOW, seed=0)

    with pytest.raises(TypeError, match="pytest"):
        run_resources(entry, context)


def test_a_model_that_breaks_is_an_error(home: Home) -> None:
    home.write("rules.py", "def new(rows):\n    raise ValueError('row 17')\n\nold = new\n")
    project = home.project(DATA, STAGES, more=MODELS)

    (stage,) = home.run(project).result.stages

    (finding,) = stage.entries[0].findings
    assert finding.verdict is Verdict.ERROR
    assert "ValueError: row 17" in finding.summary
