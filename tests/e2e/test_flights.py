"""The example that people copy, walked from the raw tables to the verdict in a copy of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/flights"
NOW = "2014-01-01T12:00:00Z"

pytestmark = pytest.mark.slow


class Flights:
    """A copy of the example and the commands that are typed in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        made = shutil.ignore_patterns("data", "models", ".lockgate", "__pycache__", ".*_cache")
        shutil.copytree(EXAMPLE, home, ignore=made)

    def types(self, *command: str, where: str = "") -> tuple[int, str]:
        """Run a command and return its exit code and what it wrote."""
        folder = Path(sys.executable).parent
        environment = os.environ | {
            "NO_COLOR": "1",
            "COLUMNS": "120",
            "PATH": os.pathsep.join([str(folder), os.environ.get("PATH", "")]),
        }
        done = subprocess.run(  # noqa: S603 - our own programs
            [str(folder / command[0]), *command[1:]],
            cwd=self.home / where,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    def last_run(self, where: str = "") -> dict[str, Any]:
        """Return the main document of the last run."""
        evidence = self.home / where / ".lockgate/evidence"
        run_id = (evidence / "latest").read_text(encoding="utf-8").strip()
        loaded: dict[str, Any] = json.loads((evidence / run_id / "run.json").read_text(encoding="utf-8"))
        return loaded


@pytest.fixture(scope="module")
def flights(tmp_path_factory: pytest.TempPathFactory) -> Flights:
    """Return the example after its healthy run, with the three broken copies made."""
    flights = Flights(tmp_path_factory.mktemp("example") / "flights")
    for command in (("python", "prepare.py"), ("lockgate", "run", "--now", NOW), ("python", "faults.py")):
        code, output = flights.types(*command)
        assert code == 0, f"{command}: {output}"
    return flights


def findings(stage: dict[str, Any]) -> list[dict[str, Any]]:
    return [finding for entry in stage["entries"] for finding in entry["findings"]]


def test_every_gate_of_the_healthy_pipeline_opens(flights: Flights) -> None:
    main = flights.last_run()

    assert main["verdict"] == "pass"
    names = [stage["name"] for stage in main["result"]["stages"]]
    assert names == ["ingest", "features", "train", "evaluate", "monitor"]
    assert [stage["name"] for stage in main["result"]["stages"] if stage.get("blocked_by")] == []


def test_each_of_the_examples_own_tests_runs_and_passes(flights: Flights) -> None:
    features = flights.last_run()["result"]["stages"][1]

    tests = [one for one in findings(features) if one["check"] == "pytest"]

    assert len(tests) > 10
    assert [one["subject"] for one in tests if one["verdict"] != "pass"] == []


def test_the_healthy_run_replays_without_its_tables(flights: Flights) -> None:
    (flights.home / "data").rename(flights.home / "away")

    code, output = flights.types("lockgate", "replay")

    (flights.home / "away").rename(flights.home / "data")
    assert code == 0, output
    assert ", 0 differ" in output


@pytest.mark.parametrize(
    ("fault", "options", "stage", "check"),
    [
        ("units", (), "ingest", "range"),
        ("duplicated-day", (), "ingest", "uniqueness"),
        ("class-order", ("--stage", "evaluate"), "evaluate", "roc_auc"),
    ],
)
def test_each_broken_input_shuts_the_gate_for_its_own_reason(
    flights: Flights, fault: str, options: tuple[str, ...], stage: str, check: str
) -> None:
    where = f"data/broken/{fault}"

    code, output = flights.types("lockgate", "run", "--now", NOW, *options, where=where)

    assert code == 1, output
    (ran,) = [one for one in flights.last_run(where)["result"]["stages"] if not one.get("blocked_by")]
    assert ran["name"] == stage
    red = [one for one in findings(ran) if one["verdict"] == "fail" and one["check"] == check]
    assert any(one.get("sample", {}).get("rows") for one in red), red


def test_the_autumn_is_compared_with_the_months_of_training_and_shuts_no_gate(flights: Flights) -> None:
    monitor = flights.last_run()["result"]["stages"][4]

    moved = [one for one in findings(monitor) if one["check"] == "drift"]
    seen = {one["subject"].get("columns", [""])[0]: one["verdict"] for one in moved}

    assert seen["carrier"] == seen["origin"] == "pass"
    assert seen["arr_delay"] != "pass"
    assert {one["severity"] for one in findings(monitor) if one["verdict"] != "pass"} == {"warning"}
