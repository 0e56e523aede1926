from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import DocumentError, EvidenceError, ParameterError


def test_a_healthy_project_passes_and_keeps_its_evidence(shell: Shell) -> None:
    shell.trips()

    result = shell("run")

    assert result.return_value == 0
    (kept,) = Path(".lockgate/evidence").glob("*/report.html")
    assert str(kept) in " ".join(result.stdout.split())


def test_a_shut_gate_fails(shell: Shell) -> None:
    shell.trips(lower=30)

    assert shell("run").return_value == 1


def test_the_same_input_seed_and_clock_write_the_same_bytes(shell: Shell) -> None:
    shell.trips()
    arguments = ("run", "--now", "2013-07-01", "--seed", "3", "--format", "json")

    assert shell(*arguments).stdout == shell(*arguments).stdout


def test_a_project_runs_from_another_directory(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shell.trips()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    result = shell("run", "--project", str(shell.root / "lockgate.yaml"))

    assert result.return_value == 0
    assert (shell.root / ".lockgate" / "evidence").is_dir()
    assert list(Path.cwd().iterdir()) == []


def test_a_format_can_go_to_a_file_beside_the_screen(shell: Shell) -> None:
    shell.trips()

    result = shell("run", "--output", "junit.xml")

    assert "PASS" in result.stdout
    assert Path("junit.xml").read_text(encoding="utf-8").startswith("<?xml")


def test_evidence_goes_where_the_option_says(shell: Shell) -> None:
    shell.trips()

    shell("run", "--evidence", "kept", "--format", "json")

    assert json.loads(next(Path("kept").glob("*/run.json")).read_text(encoding="utf-8"))["verdict"] == "pass"


def test_without_a_place_for_evidence_no_verdict_is_given(shell: Shell) -> None:
    shell.trips()
    Path("taken").touch()

    result = shell("run", "--evidence", "taken")

    assert isinstance(result.exception, EvidenceError)
    assert result.stdout == ""


def test_a_file_that_cannot_be_written_is_a_mistake_before_anything_runs(shell: Shell) -> None:
    shell.trips()
    Path("taken").touch()

    result = shell("run", "--output", "taken/junit.xml")

    assert isinstance(result.exception, ParameterError)
    assert not Path(".lockgate").exists()


def test_an_unknown_stage_gets_the_nearest_name(shell: Shell) -> None:
    shell.trips()

    result = shell("run", "--stage", "ingst")

    assert isinstance(result.exception, ParameterError)
    assert "did you mean `ingest`?" in str(result.exception)


def test_a_mistake_in_the_project_is_shown_at_its_place(shell: Shell) -> None:
    shell.home.write("lockgate.yaml", "lockgate: 1\nproject: p\nstags: {}\n")

    result = shell("run")

    assert isinstance(result.exception, DocumentError)
    assert "did you mean `stages`?" in str(result.exception)
