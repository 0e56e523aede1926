"""XGBoost models; the library itself is the oracle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xgboost

from lockgate.adapters.models.xgboost import XGBoostModel, load_xgboost
from lockgate.app.model_ports import Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

DRAW = np.random.default_rng(1)
ROWS = 300
FRAME = pd.DataFrame({"x": DRAW.normal(size=ROWS), "z": DRAW.normal(size=ROWS)})
MIXED = FRAME.assign(kind=pd.Categorical(DRAW.choice(["b", "a", "c"], ROWS)))
LATE = (MIXED["x"] + (MIXED["kind"] == "a") > 0).astype(int)
THREE = DRAW.integers(0, 3, ROWS)


def plain(frame: pd.DataFrame) -> Rows:
    return {
        str(name): frame[name].to_numpy(dtype=None if frame[name].dtype != "category" else object)
        for name in frame
    }


def load(path: Path | str, **options: Any) -> XGBoostModel:  # noqa: ANN401 - fields of the spec
    return load_xgboost(ModelSpec(file=str(path), **options))


@pytest.mark.parametrize("ending", ["json", "ubj"])
def test_probabilities_are_those_of_the_library_whatever_the_order_of_columns(
    ending: str, tmp_path: Path
) -> None:
    fitted = xgboost.XGBClassifier(n_estimators=5).fit(FRAME, LATE)
    fitted.save_model(tmp_path / f"model.{ending}")

    model = load(tmp_path / f"model.{ending}", threads=1)

    assert (model.features, model.classes) == (("x", "z"), ())
    np.testing.assert_allclose(model.predict(plain(FRAME[["z", "x"]])), fitted.predict_proba(FRAME)[:, 1])
    model.close()


def test_the_threads_are_those_that_are_asked_for(tmp_path: Path) -> None:
    xgboost.XGBRegressor(n_estimators=2, n_jobs=2).fit(FRAME, FRAME["x"]).save_model(tmp_path / "model.json")

    model = load(tmp_path / "model.json", threads=1)

    assert json.loads(model._booster.save_config())["learner"]["generic_param"]["nthread"] == "1"


def test_categories_are_those_of_training(tmp_path: Path) -> None:
    fitted = xgboost.XGBClassifier(n_estimators=5, enable_categorical=True).fit(MIXED, LATE)
    fitted.save_model(tmp_path / "model.json")
    some = MIXED[MIXED["kind"] != "a"].iloc[:9]

    found = load(tmp_path / "model.json").predict(plain(some))

    np.testing.assert_allclose(found, fitted.predict_proba(some)[:, 1])


def test_a_category_that_training_had_not_is_an_error(tmp_path: Path) -> None:
    fitted = xgboost.XGBClassifier(n_estimators=5, enable_categorical=True).fit(MIXED, LATE)
    fitted.save_model(tmp_path / "model.json")
    model = load(tmp_path / "model.json")

    with pytest.raises(ModelError, match="LG502") as caught:
        model.predict({"x": np.zeros(1), "z": np.zeros(1), "kind": np.array(["never"], dtype=object)})

    assert "Stack trace" not in caught.value.text


@pytest.mark.parametrize("objective", ["multi:softprob", "multi:softmax"])
def test_classes_get_a_probability_each_even_if_the_objective_names_the_winner(
    objective: str, tmp_path: Path
) -> None:
    fitted = xgboost.XGBClassifier(n_estimators=5, objective=objective).fit(FRAME.to_numpy(), THREE)
    fitted.save_model(tmp_path / "model.ubj")

    model = load(tmp_path / "model.ubj", features=("x", "z"), classes=("low", "mid", "top"))

    assert model.classes == ("low", "mid", "top")
    expected = fitted.predict_proba(FRAME.to_numpy())
    np.testing.assert_allclose(model.predict(plain(FRAME)), expected, rtol=1e-5)


def test_a_logit_becomes_a_probability(tmp_path: Path) -> None:
    data = xgboost.DMatrix(FRAME, LATE)
    raw, proba = (
        xgboost.train({"objective": name, "base_score": score}, data, 3)
        for name, score in (("binary:logitraw", 0.5), ("binary:logistic", 0.5))
    )
    raw.save_model(tmp_path / "model.json")

    found = load(tmp_path / "model.json").predict(plain(FRAME))

    expected = 1 / (1 + np.exp(-raw.predict(data, output_margin=True)))
    np.testing.assert_allclose(found, expected, rtol=1e-6)
    assert np.corrcoef(found, proba.predict(data))[0, 1] > 0.9


def test_training_that_stopped_early_is_used_up_to_its_best_round(tmp_path: Path) -> None:
    fitted = xgboost.XGBRegressor(n_estimators=200, early_stopping_rounds=3)
    fitted.fit(FRAME[:150], FRAME["x"][:150] * 3, eval_set=[(FRAME[150:], FRAME["x"][150:] * 3)], verbose=False)
    fitted.save_model(tmp_path / "model.json")

    np.testing.assert_allclose(load(tmp_path / "model.json").predict(plain(FRAME)), fitted.predict(FRAME))


def test_columns_that_training_did_not_name_must_be_named(tmp_path: Path) -> None:
    xgboost.XGBRegressor(n_estimators=2).fit(FRAME.to_numpy(), FRAME["x"]).save_model(tmp_path / "model.json")

    for features in ((), ("x",)):
        with pytest.raises(ModelError, match="it takes 2 columns"):
            load(tmp_path / "model.json", features=features)


@pytest.mark.parametrize("kept", [0, 50])
def test_a_damaged_file_is_refused_without_a_stack(kept: int, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    xgboost.XGBRegressor(n_estimators=2).fit(FRAME, FRAME["x"]).save_model(path)
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(ModelError, match="LG501") as caught:
        load(path)

    assert "bt]" not in caught.value.text
