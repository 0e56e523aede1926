from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.projects import Home

from lockgate.adapters.files import LocalFiles
from lockgate.app.project.registry import read_registry, registry_bytes, with_registries
from lockgate.app.project.spec import ModelEntry
from lockgate.domain.errors import DocumentError
from lockgate.gates.pinned_slice import PinnedSlice
from lockgate.gates.slicing import Dimension

NIGHT = PinnedSlice(name="night", where="hour < 5", why='crews "sleep"', seen="log_loss: +0.1 — 2 × worse")
DATA = "  scored: data/scored.parquet\n"
STAGES = """  evaluate:
    - model: {data: scored, label: late, candidate: p_new, registry: slices.yaml, slices: [carrier]}
      gates: [{metric: roc_auc, mustBeGreaterOrEqualTo: 0.55, slices: pinned}]
    - contract: trips
"""


def test_slices_are_read_back_as_they_were_written_and_sorted() -> None:
    day = PinnedSlice(name="day", where="hour >= 5")

    text = registry_bytes([NIGHT, day])

    assert read_registry(text, "slices.yaml") == (day, NIGHT)
    assert registry_bytes([day, NIGHT]) == text


def test_no_slices_are_written_and_read() -> None:
    assert read_registry(registry_bytes([]), "slices.yaml") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lockgate_slices: 2\nslices: []", "LG316"),
        ("lockgate_slices: 1", "LG313"),
        ("[]", "LG311"),
        ("lockgate_slices: 1\nslices: [{name: a, where: 'max(x) > 1'}]", "LG302"),
        ("lockgate_slices: 1\nslices: [{name: '', where: 'x > 1'}]", "LG314"),
        ("lockgate_slices: 1\nslices: [{name: a, where: 'x > 1'}, {name: a, where: 'x > 2'}]", "LG314"),
    ],
)
def test_mistakes_are_told(text: str, code: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read_registry(text, "slices.yaml")

    assert [problem.code for problem in raised.value.problems] == [code]


def test_entries_get_the_slices_of_the_file_that_they_name(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.write("slices.yaml", registry_bytes([NIGHT]).decode())
    project = home.project(DATA + home.trips(), STAGES)

    model, contract = with_registries(LocalFiles(), project).stages[0].entries

    assert isinstance(model.work, ModelEntry)
    assert model.work.spec.pinned == (Dimension(name="night", where="hour < 5"),)
    assert contract == project.stages[0].entries[1]


def test_each_candidate_gets_the_slices_of_the_file(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.write("slices.yaml", registry_bytes([NIGHT]).decode())
    several = STAGES.replace("candidate: p_new", "candidates: {a: p_a, b: p_b}")
    project = home.project(DATA + home.trips(), several)

    model = with_registries(LocalFiles(), project).stages[0].entries[0].work

    assert isinstance(model, ModelEntry)
    assert [(one.name, one.pinned) for one in model.specs] == [
        (name, (Dimension(name="night", where="hour < 5"),)) for name in ("a", "b")
    ]


def test_a_file_that_is_gone_is_a_mistake(tmp_path: Path) -> None:
    home = Home(tmp_path)

    with pytest.raises(DocumentError, match=r"slices\.yaml` cannot be read"):
        with_registries(LocalFiles(), home.project(DATA + home.trips(), STAGES))


def test_a_pinned_slice_that_is_called_as_a_column_is_a_mistake(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.write("slices.yaml", registry_bytes([PinnedSlice(name="carrier", where="hour < 5")]).decode())

    with pytest.raises(DocumentError, match="different names"):
        with_registries(LocalFiles(), home.project(DATA + home.trips(), STAGES))
