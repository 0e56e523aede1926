from __future__ import annotations

import json

from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import EvidenceError


def test_a_kept_run_is_shown_with_the_exit_code_of_its_verdict(shell: Shell) -> None:
    shell.trips(lower=30)
    shell("run")

    result = shell("report")

    assert result.return_value == 1
    assert "exit 1" in result.stdout


def test_a_run_is_found_by_its_id_and_from_another_directory(shell: Shell) -> None:
    shell.trips()
    shell("run")
    run_id = json.loads(shell("report", "--format", "json").stdout)["run"]["run_id"]

    from_file = shell("report", run_id, "--project", str(shell.root / "lockgate.yaml"), "-f", "json")
    from_folder = shell("report", run_id, "--project", str(shell.root), "-f", "json")

    assert json.loads(from_file.stdout) == json.loads(from_folder.stdout)


def test_a_run_can_be_written_to_a_file(shell: Shell) -> None:
    shell.trips()
    shell("run")

    shell("report", "--output", "out/report.html")

    assert (
        (shell.root / "out" / "report.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    )


def test_a_run_that_is_not_there_is_an_error(shell: Shell) -> None:
    assert isinstance(shell("report", "7f3a").exception, EvidenceError)
