"""A model of real tumours is asked through the command line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pandas as pd
import pytest
import skops.io
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

PROJECT = """lockgate: 1
project: tumours
owner: clinic
seed: 7
data:
  test: {source: data/test.parquet}
  scored_train: {source: data/scored_train.parquet}
  scored_test: {source: data/scored_test.parquet}
models:
  boosted:
    file: models/boosted.skops
    trusted: [numpy.dtype, sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor]
  linear: models/linear.skops
stages:
  evaluate:
    - name: under faults
      robustness:
        model: boosted
        data: test
        label: benign
        gates:
          - {metric: roc_auc, max_loss: 0.05}
          - {metric: fbeta_score, arguments: {beta: 2}, mustBeGreaterOrEqualTo: 0.5}
        perturbations:
          - missing: {columns: [mean_radius, mean_area], doses: [0.05, 0.5], up_to: 0.05}
          - together:
              doses: [0.02]
              faults: [{unit_change: {columns: [mean_area]}}, {sign_flip: {columns: [mean_radius]}}]
    - name: answers
      behaviour:
        model: boosted
        data: test
        label: benign
        rows: 60
        tests:
          - determinism: {}
          - batch_size: {sizes: [1, 16]}
          - edge_cases: {search: 20}
          - flip: {features: {mean_radius: {}, mean_texture: {direction: up}}, cost: 0.01, at_most: 0.3}
    - name: reliance
      importance:
        model: boosted
        baseline: linear
        data: test
        label: benign
        repeats: 2
        most_idle: 0
        most_sign_flips: 0
    - name: by heart
      training:
        train: scored_train
        test: scored_test
        label: benign
        candidate: p
        metric: log_loss
        most_gap: 0.02
"""


@pytest.fixture
def tumours(site: Callable[..., tuple[int, str, str]]) -> Callable[..., tuple[int, str, str]]:
    """Return a project with two models of tumours."""
    data = load_breast_cancer(as_frame=True)
    rows = data.data.iloc[:, :6].rename(columns=lambda name: name.replace(" ", "_"))
    rows = rows.assign(benign=data.target).sample(frac=1, random_state=1)
    train, test = rows.iloc[:250], rows.iloc[250:]
    features = [name for name in rows if name != "benign"]
    home = site.home  # type: ignore[attr-defined]  # the fixture is a site
    (home.root / "models").mkdir()
    (home.root / "data").mkdir()
    models = {
        "boosted": HistGradientBoostingClassifier(max_iter=40, random_state=1),
        "linear": make_pipeline(StandardScaler(), LogisticRegression()),
    }
    for name, model in models.items():
        skops.io.dump(model.fit(train[features], train["benign"]), home.root / "models" / f"{name}.skops")
    test.to_parquet(home.root / "data" / "test.parquet", index=False)
    for name, part in (("scored_train", train), ("scored_test", test)):
        scored: pd.DataFrame = part.assign(p=models["boosted"].predict_proba(part[features])[:, 1])
        scored.to_parquet(home.root / "data" / f"{name}.parquet", index=False)
    home.write("lockgate.yaml", PROJECT)
    return site


def test_all_four_entries_judge_a_real_model(tumours: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = tumours("run", "--format", "json")

    findings = [
        (entry["name"], finding["check"], finding["verdict"])
        for stage in json.loads(out)["run"]["stages"]
        for entry in stage["entries"]
        for finding in entry["findings"]
    ]
    assert code == 1, findings
    assert ("by heart", "overfit_gap", "fail") in findings
    assert {name for name, *_ in findings} == {"under faults", "answers", "reliance", "by heart"}
    assert [verdict for name, check, verdict in findings if check in ("determinism", "edge_cases")] == [
        "pass"
    ] * 2
    assert not [finding for finding in findings if finding[2] == "error"]
    assert len([finding for finding in findings if finding[0] == "under faults"]) == 4


def test_curves_and_importances_are_drawn(tumours: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = tumours("run", "--format", "html", "--only", "under faults")
    _, bars, _ = tumours("run", "--format", "html", "--only", "reliance")

    assert "At which dose does missing of mean_radius, mean_area close the gate on roc_auc?" in out
    assert "What does boosted rely on?" in bars
    assert "What matters more or less than to linear?" in bars
