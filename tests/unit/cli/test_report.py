from __future__ import annotations

import json
import os
from pathlib import Path

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


def test_the_beginning_of_an_id_is_enough(shell: Shell) -> None:
    shell.trips()
    shell("run")
    run_id = json.loads(shell("report", "--format", "json").stdout)["run"]["run_id"]

    result = shell("report", run_id[:3], "--format", "json")

    assert json.loads(result.stdout)["run"]["run_id"] == run_id


def test_the_runs_that_were_kept_are_listed_newest_first(shell: Shell) -> None:
    shell.trips()
    shell("run", "--now", "2013-07-01T12:00Z")
    shell.trips(lower=30)
    shell("run", "--now", "2013-07-02T12:00Z")
    for age, file in enumerate(sorted(shell.root.glob(".lockgate/evidence/*/run.json"), key=_instant)):
        os.utime(file, (1_000 + age, 1_000 + age))

    result = shell("report", "--list")

    assert [line.split()[1:] for line in result.stdout.splitlines()] == [
        ["FAIL", "2013-07-02", "12:00", "UTC"],
        ["PASS", "2013-07-01", "12:00", "UTC"],
    ]
    assert not result.return_value


def test_a_damaged_run_is_listed_as_one(shell: Shell) -> None:
    shell.trips()
    shell("run")
    (file,) = shell.root.glob(".lockgate/evidence/*/run.json")
    file.write_text("{}", encoding="utf-8")

    assert "cannot be read" in shell("report", "--list").stdout


def test_a_long_list_ends_with_how_many_are_left_out(shell: Shell) -> None:
    for number in range(23):
        shell.home.write(f".lockgate/evidence/run{number}/run.json", "{}")

    assert shell("report", "--list").stdout.endswith("\nand 3 older\n")


def test_an_empty_list_says_what_fills_it(shell: Shell) -> None:
    assert shell("report", "--list").stdout == "no run is kept yet; `lockgate run` keeps each\n"


def test_a_run_that_is_not_there_is_an_error(shell: Shell) -> None:
    assert isinstance(shell("report", "7f3a").exception, EvidenceError)


def _instant(file: Path) -> str:
    return str(json.loads(file.read_text(encoding="utf-8"))["result"]["now"])
