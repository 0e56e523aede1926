from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
import shap
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier

from lockgate.adapters.shap_values import ShapValues
from lockgate.domain.errors import MissingExtraError
from lockgate.probes.rows import Rows
from lockgate.probes.shapley import Game, Shapley


def rows_of(n: int) -> dict[str, np.ndarray]:
    drawn = np.random.default_rng(1)
    return {"a": drawn.normal(size=n), "b": drawn.exponential(size=n), "c": drawn.normal(size=n)}


def test_values_of_trees_are_those_that_shap_computes_exactly() -> None:
    rows = rows_of(42)
    matrix = np.stack([rows["a"], rows["b"]], axis=1)
    # trees of two levels: no more than two features meet, of which orders run both ways are exact
    model = GradientBoostingRegressor(max_depth=2, n_estimators=20, random_state=1)
    model.fit(matrix, matrix[:, 0] * matrix[:, 1] + matrix[:, 1])

    def predict(asked: Rows) -> np.ndarray:
        found: np.ndarray = model.predict(np.stack([asked["a"], asked["b"]], axis=1))
        return found

    ours = Shapley(attribute=ShapValues().attribute, background=12, explained=30, repeats=1).importance(
        predict, rows, {**{name: (name,) for name in rows}, "both": ("a", "b")}
    )

    exact = shap.TreeExplainer(model, matrix[:12], feature_perturbation="interventional").shap_values(
        matrix[12:]
    )
    wanted = [*np.abs(exact).mean(axis=0), 0.0, np.abs(exact.sum(axis=1)).mean()]
    assert [one.value for one in ours] == pytest.approx(wanted, abs=1e-7)  # theirs has leaves of 4 bytes
    assert ours[2].value == 0
    assert ours[2].is_idle


def test_each_class_gets_what_shap_computes_exactly_and_the_whole_their_mean() -> None:
    rows = rows_of(42)
    matrix = np.stack(list(rows.values()), axis=1)
    model = RandomForestClassifier(max_depth=2, n_estimators=8, random_state=1)
    model.fit(matrix, np.digitize(matrix[:, 0] * matrix[:, 1], [-0.3, 0.3]))

    def predict(asked: Rows) -> np.ndarray:
        found: np.ndarray = model.predict_proba(np.stack(list(asked.values()), axis=1))
        return found

    measure = Shapley(attribute=ShapValues().attribute, background=12, explained=30, repeats=1)
    whole, *classes = measure.by_number(predict, rows, {name: (name,) for name in rows})

    exact = shap.TreeExplainer(model, matrix[:12], feature_perturbation="interventional").shap_values(
        matrix[12:]
    )
    wanted = np.abs(exact).mean(axis=0)
    assert wanted.shape == (3, 3)
    for number, found in enumerate(classes):
        assert [one.value for one in found] == pytest.approx(wanted[:, number], abs=1e-7)
        assert all(one.signed.is_defined for one in found)
    assert [one.value for one in whole] == pytest.approx(wanted.mean(axis=1), abs=1e-7)
    assert not any(one.signed.is_defined for one in whole)


def test_each_background_row_is_kept_apart_whatever_its_values_are() -> None:
    rows: dict[str, np.ndarray] = {
        "x": np.array([1.0, 2.0, np.nan, 4.0]),
        "s": np.array(["a", None, "b", "a"], dtype=object),
    }

    def answer(places: np.ndarray) -> np.ndarray:
        at = np.where(places < 0, -places - 1, places + 2)
        found: np.ndarray = np.nan_to_num(rows["x"][at[:, 0]]) + 10.0 * (rows["s"][at[:, 1]] == "a")
        return found

    before: Any = np.random.get_state()  # noqa: NPY002 - what must stay as it was
    game = Game(features=2, explained=2, background=2, repeats=1, seed=7)
    found = ShapValues().attribute(answer, game)

    assert found.tolist() == [[[-1.0, -10.0], [-2.0, 0.0]], [[3.0, 0.0], [2.0, 10.0]]]
    after: Any = np.random.get_state()  # noqa: NPY002 - as above
    assert (after[1] == before[1]).all()


def test_without_shap_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shap", None)
    game = Game(features=1, explained=1, background=1, repeats=1, seed=0)

    with pytest.raises(MissingExtraError, match="shap"):
        ShapValues().attribute(lambda places: places[:, 0].astype(float), game)
