"""The second worked audit: real decisions on mortgages and real loans, with each number computed another way."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import fairlearn.metrics as fl
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import log_loss, roc_auc_score
from statsmodels.stats.proportion import proportion_confint

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/lending"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example after its audit."""
    home = tmp_path_factory.mktemp("example") / "lending"
    shutil.copytree(EXAMPLE, home, ignore=shutil.ignore_patterns("data", ".lockgate", "__pycache__"))
    for words, expected in ((("prepare.py",), 0), (("-m", "lockgate.cli", "run"), 1)):
        done = subprocess.run(  # noqa: S603 - our own programs
            [sys.executable, *words], cwd=home, capture_output=True, text=True, check=False
        )
        assert done.returncode == expected, done.stdout + done.stderr
    return home


def findings(home: Path, entry: str, check: str) -> dict[str, dict[str, Any]]:
    """Return the findings of a check by slice, "" for all rows."""
    evidence = home / ".lockgate/evidence"
    run_id = (evidence / "latest").read_text(encoding="utf-8").strip()
    run = json.loads((evidence / run_id / "run.json").read_text(encoding="utf-8"))
    entries = [one for stage in run["result"]["stages"] for one in stage["entries"]]
    return {
        one["subject"].get("slice", [["", ""]])[-1][1]: one
        for item in entries
        if item["name"] == entry
        for one in item["findings"]
        if one["check"] == check
    }


def test_the_gaps_of_the_decisions_are_those_of_the_table_with_newcombes_bounds(home: Path) -> None:
    table = pd.read_parquet(home / "data/decisions.parquet")
    approved = {name: rows["approved"] for name, rows in table.groupby("applicant")}

    found = findings(home, "approvals", "selection_rate difference")

    assert {name: one["verdict"] for name, one in found.items()} == {
        "Black − White": "fail",
        "Hispanic − White": "inconclusive",
    }
    for name, one in found.items():
        group, white = approved[name.split(" − ")[0]], approved["White"]
        alpha = one["interval"]["alpha"]
        (a, la, ua), (b, lb, ub) = (
            (side.mean(), *proportion_confint(side.sum(), len(side), alpha=alpha, method="beta"))
            for side in (group, white)
        )
        assert one["observed"] == pytest.approx(a - b, abs=1e-9)
        assert one["interval"]["lower"] == pytest.approx(a - b - math.hypot(a - la, ub - b), abs=1e-9)
        assert one["interval"]["upper"] == pytest.approx(a - b + math.hypot(ua - a, b - lb), abs=1e-9)


def test_the_four_fifths_rule_is_open_and_those_who_meet_the_guidelines_are_not_treated_alike(
    home: Path,
) -> None:
    table = pd.read_parquet(home / "data/decisions.parquet")
    by = {"sensitive_features": table["applicant"]}

    ratios = findings(home, "approvals", "selection_rate ratio")
    gaps = findings(home, "approvals", "recall difference")

    lowest = fl.demographic_parity_ratio(table["meets_guidelines"], table["approved"], **by)
    assert ratios["Black / White"]["observed"] == pytest.approx(lowest, abs=1e-9)
    assert lowest < 0.8 < ratios["Black / White"]["interval"]["upper"]
    assert ratios["Black / White"]["verdict"] == "inconclusive"
    largest = fl.equal_opportunity_difference(table["meets_guidelines"], table["approved"], **by)
    assert max(-one["observed"] for one in gaps.values()) == pytest.approx(largest, abs=1e-9)
    assert {one["verdict"] for one in gaps.values()} == {"fail"}


def test_the_model_of_default_passes_by_the_numbers_of_scikit_learn(home: Path) -> None:
    table = pd.read_parquet(home / "data/loans.parquet")
    auc, loss = findings(home, "defaults", "roc_auc")[""], findings(home, "defaults", "log_loss")

    areas = {name: roc_auc_score(table["bad"], table[name]) for name in ("p_rate", "p_candidate")}
    assert auc["observed"] == pytest.approx(areas["p_candidate"] - areas["p_rate"], abs=5e-4)
    slices = {"": table} | {
        str(value): rows for key in ("term", "income") for value, rows in table.groupby(key)
    }
    assert set(loss) == set(slices)
    for name, rows in slices.items():
        losses = [log_loss(rows["bad"], rows[model]) for model in ("p_candidate", "p_rate")]
        assert loss[name]["observed"] == pytest.approx(losses[0] - losses[1], abs=1e-9)
        assert loss[name]["n"] == len(rows)
    assert {one["verdict"] for one in (auc, *loss.values())} == {"pass"}
    ratio = findings(home, "defaults", "calibration_ratio")[""]
    expected = np.mean(table["p_candidate"]) / np.mean(table["bad"])
    assert ratio["observed"] == pytest.approx(expected, abs=1e-4)
