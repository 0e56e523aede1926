"""What is in a folder is registered, and tested at the same path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest
from click import Choice
from tests.fakes import aggregates

from lockgate.app.engine_spec import EngineKind
from lockgate.checks import CHECKS
from lockgate.cli.plan import plan
from lockgate.gates.metrics import METRICS
from lockgate.probes.behaviours import BEHAVIOURS
from lockgate.probes.perturbations import PERTURBATIONS
from lockgate.scan.aggregates import STATES
from lockgate.scan.dialects import DIALECTS

WITHOUT_TWIN: dict[str, str] = {}
"""Source files without a unit test of their own, and why."""


def test_each_file_of_a_check_is_registered(files: list[Path]) -> None:
    written = _modules(files, "lockgate/checks")

    registered = {check.__module__ for check in CHECKS.values()}

    assert written == registered


def test_each_check_is_registered_under_its_name() -> None:
    assert {name: check.name for name, check in CHECKS.items()} == {name: name for name in CHECKS}


def test_the_file_of_a_check_is_named_after_it() -> None:
    assert {check.__module__.rpartition(".")[2] for check in CHECKS.values()} == set(CHECKS)


def test_each_kind_of_state_is_registered_under_its_name() -> None:
    written = {kind for kind in aggregates.NAMED.values() if isinstance(getattr(kind, "kind", None), str)}

    assert set(STATES.values()) == written
    assert {name: state.kind for name, state in STATES.items()} == {name: name for name in STATES}


def test_each_engine_has_a_dialect_that_plans_can_be_shown_in() -> None:
    (shown,) = [one for one in plan.params if one.name == "dialect"]

    assert isinstance(shown.type, Choice)
    assert set(DIALECTS) == set(get_args(EngineKind)) == set(shown.type.choices)


def test_each_file_of_a_metric_is_registered(files: list[Path]) -> None:
    folders = {path.parent for path in files if path.is_relative_to("src/lockgate/gates/metrics")}
    written = {module for folder in folders for module in _modules(files, str(folder.relative_to("src")))}

    registered = {type(metric).__module__ for metric in METRICS}

    assert written == registered


@pytest.mark.parametrize(("folder", "known"), [("perturbations", PERTURBATIONS), ("behaviours", BEHAVIOURS)])
def test_each_file_of_a_probe_is_registered_under_its_name(
    files: list[Path], folder: str, known: Mapping[str, type]
) -> None:
    written = _modules(files, f"lockgate/probes/{folder}")

    assert written == {kind.__module__ for kind in known.values()}
    assert [kind.__module__.rpartition(".")[2] for kind in known.values()] == list(known)


def test_each_source_file_has_a_test_at_the_same_path(files: list[Path]) -> None:
    sources = [path.relative_to("src/lockgate") for path in files if path.is_relative_to("src/lockgate")]
    tests = {path.relative_to("tests/unit") for path in files if path.is_relative_to("tests/unit")}

    alone = {
        str(source)
        for source in sources
        if source.name != "__init__.py" and source.with_name(f"test_{source.name}") not in tests
    }

    assert alone == set(WITHOUT_TWIN)


def test_each_unit_test_has_a_source_file_at_the_same_path(files: list[Path]) -> None:
    sources = {path.relative_to("src/lockgate") for path in files if path.is_relative_to("src/lockgate")}
    tests = [path.relative_to("tests/unit") for path in files if path.is_relative_to("tests/unit")]

    alone = [
        str(test)
        for test in tests
        if test.name.startswith("test_")
        and test.with_name(test.name.removeprefix("test_")) not in sources
        and test.with_name("__init__.py") not in sources
    ]

    assert alone == []


def _modules(files: list[Path], folder: str) -> set[str]:
    """Return the modules of a package that hold a unit; names with a leading underscore hold none."""
    inside = [path for path in files if path.parent == Path("src") / folder and not path.name.startswith("_")]
    return {".".join((*path.parent.parts[1:], path.stem)) for path in inside}
