from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.projects import Home
from tests.fakes.weak_slices import classified

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.adapters.files import LocalFiles
from lockgate.app.discover_slices import discover_slices, model_entry, overridden
from lockgate.app.project.spec import ContractEntry, Entry, EntryNotes, ModelEntry, Project
from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.gates.discovery.discovered import Discovered
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.slicing import Dimension

DATA = "  scored: data/scored.parquet\n"
GATES = "gates: [{metric: log_loss, mustBeLessThan: 9}]"
HEAD = "data: scored, label: late, candidate: p_new, baseline: p_old"
STAGES = f"""  evaluate:
    - {{name: searched, model: {{{HEAD}, discover: {{columns: [city, size, kind], margin: 0}}}}, {GATES}}}
    - {{name: silent, model: {{{HEAD}}}, {GATES}}}
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.table("scored", classified(4_000, seed=2, harm=0.6))
    return home


def search(project: Project, name: str, asked: Discovery | None = None) -> Discovered:
    """Return what a search of an entry sees."""
    entry = model_entry(project, name, lambda _: True, "predictions")
    return discover_slices(project, entry, DuckDBEngine(threads=1), LocalFiles(), asked=asked)


def test_the_search_of_an_entry_is_made(home: Home) -> None:
    found = search(home.project(DATA, STAGES), "searched")

    assert [one.name for one in found.tried if one.seen.is_confirmed] == ["city-b-kind-y"]
    assert [one.subject.slice for one in found.findings] == [(("city", "b"), ("kind", "y"))]


def test_options_change_what_an_entry_says(home: Home) -> None:
    project = home.project(DATA, STAGES)
    work = project.stages[0].entries[0].work
    assert isinstance(work, ModelEntry)

    asked = overridden(work.spec.discover, ["city"], {"margin": 5.0, "depth": None})

    assert asked == Discovery(columns=(Dimension("city"),), margin=5.0)
    assert search(project, "searched", asked).tried == ()
    assert overridden(None, [], {"margin": 1.0}) is None
    assert overridden(work.spec.discover, [], {}) == work.spec.discover


def test_what_cannot_be_searched_tries_nothing(home: Home) -> None:
    asked = Discovery(columns=(Dimension("city"),), margin=0.0, minimum=2_000)

    found = search(home.project(DATA, STAGES), "silent", asked)

    assert (found.tried, [one.reason for one in found.findings]) == ((), ["LG426"])


def test_an_entry_that_says_nothing_to_search_is_refused(home: Home) -> None:
    with pytest.raises(ParameterError, match="says nothing to search"):
        search(home.project(DATA, STAGES), "silent")


def test_the_entry_is_the_only_one_that_will_do_or_is_named(home: Home) -> None:
    project = home.project(DATA, STAGES)

    assert (
        model_entry(project, "", lambda work: work.spec.discover is not None, "`discover`").name == "searched"
    )
    with pytest.raises(ParameterError, match="`searched`, `silent`"):
        model_entry(project, "", lambda _: True, "predictions")
    with pytest.raises(ParameterError, match="has none") as raised:
        model_entry(project, "", lambda work: bool(work.registry), "`registry`")
    assert raised.value.hint == "write `registry` under `model` in lockgate.yaml"
    with pytest.raises(ParameterError, match="named `searching`"):
        model_entry(project, "searching", lambda _: True, "predictions")


def test_only_a_model_entry_is_searched(home: Home) -> None:
    work = ContractEntry(table="scored")
    entry = Entry(kind="contract", work=work, notes=EntryNotes(), origin=Position("lockgate.yaml", 1, 1))

    with pytest.raises(TypeError, match="contract"):
        discover_slices(home.project(DATA, STAGES), entry, DuckDBEngine(threads=1), LocalFiles())


def test_a_search_of_several_candidates_needs_the_name_of_one(home: Home) -> None:
    project = home.project(
        DATA, STAGES.replace("candidate: p_new, baseline: p_old", "candidates: {a: p_new, b: p_old}")
    )
    entry = model_entry(project, "searched", lambda _: True, "predictions")

    found = discover_slices(project, entry, DuckDBEngine(threads=1), LocalFiles(), candidate="a")

    assert [one.subject.columns for one in found.findings] == [("a",)]
    with pytest.raises(ParameterError, match="`--candidate` must be one of a, b"):
        discover_slices(project, entry, DuckDBEngine(threads=1), LocalFiles())
