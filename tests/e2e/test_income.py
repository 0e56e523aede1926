"""The audit that people copy, walked from the census to the verdict in a copy of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/income"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example after its audit."""
    home = tmp_path_factory.mktemp("example") / "income"
    shutil.copytree(EXAMPLE, home, ignore=shutil.ignore_patterns("data", ".lockgate", "__pycache__"))
    for command, expected in (
        (("python", "prepare.py"), 0),
        (("python", "train.py"), 0),
        (("lockgate", "run"), 1),
    ):
        code, output = types(home, *command)
        assert code == expected, output
    return home


def types(home: Path, *command: str) -> tuple[int, str]:
    """Run a command and return its exit code and what it wrote."""
    folder = Path(sys.executable).parent
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "120", "PATH": path}
    done = subprocess.run(  # noqa: S603 - our own programs
        [str(folder / command[0]), *command[1:]],
        cwd=home,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def findings(home: Path, entry: str) -> list[dict[str, Any]]:
    evidence = home / ".lockgate/evidence"
    run_id = (evidence / "latest").read_text(encoding="utf-8").strip()
    run = json.loads((evidence / run_id / "run.json").read_text(encoding="utf-8"))
    entries = [one for stage in run["result"]["stages"] for one in stage["entries"]]
    found: list[dict[str, Any]] = next(one["findings"] for one in entries if one["name"] == entry)
    return found


def test_the_gaps_are_those_of_the_table(home: Path) -> None:
    scored = pd.read_parquet(home / "data/scored.parquet")
    selected = (scored["p_candidate"] >= 0.25).groupby(scored["sex"]).mean()

    (ratio,) = (one for one in findings(home, "fairness") if one["check"] == "selection_rate ratio")

    assert ratio["verdict"] == "fail"
    assert ratio["observed"] == pytest.approx(selected["Female"] / selected["Male"], abs=1e-9)
    assert ratio["n"] == len(scored) == 72_043


def test_schooling_does_not_explain_it_and_small_groups_stay_unknown(home: Path) -> None:
    found = findings(home, "fairness")

    strata = [one for one in found if one["check"] == "selection_rate ratio within schooling"]
    assert [one["verdict"] for one in strata] == ["fail"] * 5
    by_race = {
        one["verdict"]
        for one in found
        if one["check"] == "recall difference" and one["subject"]["slice"][0][0] == "race"
    }
    assert "inconclusive" in by_race
    assert {one["verdict"] for one in findings(home, "quality")} == {"pass"}


def test_labels_are_planned_for_what_is_unknown(home: Path) -> None:
    code, text = types(home, "lockgate", "labels", "plan")

    assert code == 0
    assert "race=Amer Indian Aleut or Eskimo" in text


def test_the_gates_err_as_rarely_as_they_say(home: Path) -> None:
    code, text = types(home, "lockgate", "gate", "selftest", "--runs", "40")

    assert code == 0, text
    assert "errs more often" not in text
