"""The example of serving runs as its page says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/serving"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example with its models made."""
    home = tmp_path_factory.mktemp("serving") / "serving"
    shutil.copytree(EXAMPLE, home, ignore=shutil.ignore_patterns("data", "models", ".lockgate"))
    done = run(home, "make_models.py")
    assert done.returncode == 0, done.stderr
    return home


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *words], cwd=home, capture_output=True, text=True, check=False
    )


def test_the_candidate_may_serve_and_the_baseline_warns(home: Path) -> None:
    done = run(home, "-m", "lockgate.cli", "run", "--format", "json")

    assert done.returncode == 0, done.stdout + done.stderr
    findings: list[dict[str, Any]] = [
        finding
        for stage in json.loads(done.stdout)["run"]["stages"]
        for entry in stage["entries"]
        for finding in entry["findings"]
    ]
    warned = {one["check"] for one in findings if one["verdict"] != "pass"}
    assert warned == {"signature_output", "signature_nulls"}
    measured = {one["check"]: one for one in findings if one["check"].startswith(("latency", "cold", "file"))}
    assert measured["latency_p99_ms"]["n"] == 300
    assert measured["cold_start_s"]["n"] == 5


def test_a_pickle_that_would_run_a_program_does_not(home: Path) -> None:
    words = ("--model", "p=models/surprise.pkl", "--output", "data/none.parquet")

    done = run(home, "-m", "lockgate.cli", "score", "data/evaluation.parquet", *words)

    assert done.returncode == 4
    assert "nobody trusted" in done.stderr
    assert ".system" in done.stderr
    assert not (home / "data/none.parquet").exists()
