from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.inspection import permutation_importance as sklearn_importance
from sklearn.linear_model import LogisticRegression

from lockgate.domain.errors import ParameterError
from lockgate.probes.importance import Importance, difference, permutation_importance, share
from lockgate.probes.losses import RowLoss, losses
from lockgate.probes.rows import Rows


def test_it_agrees_with_scikit_learn_within_the_chance_of_permutations() -> None:
    data = load_breast_cancer(as_frame=True)
    features = data.data.iloc[:, :5].rename(columns=lambda name: name.replace(" ", "_"))
    model = LogisticRegression(max_iter=5_000).fit(features, data.target)
    rows = {name: features[name].to_numpy() for name in features}
    truth = data.target.to_numpy().astype(float)

    def predict(asked: Rows) -> np.ndarray:
        found: np.ndarray = model.predict_proba(pd.DataFrame(dict(asked)))[:, 1]
        return found

    ours = permutation_importance(
        predict,
        rows,
        {name: (name,) for name in rows},
        lambda answer: losses(RowLoss.BRIER_SCORE_LOSS, truth, answer),
        repeats=30,
        seed=1,
    )
    theirs = sklearn_importance(
        model, features, data.target, scoring="neg_brier_score", n_repeats=30, random_state=1
    )

    chance = theirs.importances_std / 30**0.5 * 2**0.5
    for one, mean, error in zip(ours, theirs.importances_mean, chance, strict=True):
        assert one.value == pytest.approx(mean, abs=4 * error + 1e-12)


def test_the_same_permutations_give_the_same_as_by_hand() -> None:
    rows = {"x": np.array([1.0, 4.0, 9.0])}
    truth = np.array([1.0, 4.0, 8.0])

    (found,) = permutation_importance(
        lambda asked: asked["x"], rows, {"x": ("x",)}, lambda answer: (answer - truth) ** 2, repeats=2, seed=3
    )

    orders = [np.random.default_rng([3, 0, repeat]).permutation(3) for repeat in range(2)]
    gains = [(rows["x"][order] - truth) ** 2 - (rows["x"] - truth) ** 2 for order in orders]
    assert found.value == pytest.approx(np.mean(gains))
    assert found.influence.sum() == pytest.approx(0)


def test_a_group_is_permuted_together() -> None:
    # each feature stands in for the other, so that only both together matter fully
    drawn = np.random.default_rng(2).normal(size=400)
    rows = {"x": drawn, "y": drawn.copy()}
    groups = {"x": ("x",), "y": ("y",), "both": ("x", "y")}

    one, other, both = permutation_importance(
        lambda asked: (asked["x"] + asked["y"]) / 2, rows, groups, lambda answer: (answer - drawn) ** 2
    )

    assert both.value == pytest.approx(2 * drawn.var(), rel=0.2)
    assert one.value == pytest.approx(drawn.var() / 2, rel=0.25)
    assert other.columns == ("y",)


def test_many_permutations_are_asked_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    rows = {"x": np.arange(10.0)}

    def predict(given: Rows) -> np.ndarray:
        asked.append(len(given["x"]))
        return given["x"]

    monkeypatch.setattr("lockgate.probes.importance._BATCH", 25)
    permutation_importance(predict, rows, {"x": ("x",)}, lambda answer: answer**2, repeats=5)

    assert asked == [10, 20, 20, 10]


def test_shares_and_differences_are_paired() -> None:
    drawn = np.random.default_rng(4).normal(size=(3, 500))
    rows = {"a": drawn[0], "b": drawn[1]}
    truth = 2 * drawn[0] + drawn[1]
    groups = {"a": ("a",), "b": ("b",)}

    def loss(answer: np.ndarray) -> np.ndarray:
        found: np.ndarray = (answer - truth) ** 2
        return found

    old = permutation_importance(lambda asked: 2 * asked["a"] + asked["b"], rows, groups, loss)
    new = permutation_importance(lambda asked: 2 * asked["a"], rows, groups, loss)

    assert share(old[0], old).value == pytest.approx(0.8, abs=0.03)
    assert 0 < share(old[0], old).standard_error < 0.03
    assert difference(old[0], old[0]).value == difference(old[0], old[0]).standard_error == 0
    assert difference(new[1], old[1]).value == pytest.approx(-old[1].value)
    assert share(new[1], (*new, *old)).value == 0
    assert new[1].is_idle


@pytest.mark.parametrize(("n", "repeats", "bad"), [(1, 1, False), (3, 0, False), (3, 1, True)])
def test_what_cannot_be_measured_is_refused(n: int, repeats: int, *, bad: bool) -> None:
    with pytest.raises(ParameterError):
        permutation_importance(
            lambda asked: asked["x"] * (np.nan if bad else 1.0),
            {"x": np.arange(float(n))},
            {"x": ("x",)},
            lambda answer: answer,
            repeats=repeats,
        )


def test_nothing_has_no_importance() -> None:
    assert np.isnan(Importance.nothing("x", ("x",), 0).value)
    assert np.isnan(Importance.nothing("x", ("x",), 1).estimate.standard_error)


def test_where_nothing_matters_there_is_no_share() -> None:
    nothing = Importance.nothing("x", ("x",), 3)

    assert not share(nothing, (nothing,)).is_defined


def test_models_that_read_different_columns_are_asked_the_same_permutations() -> None:
    drawn = np.random.default_rng(4)
    rows = {"a": drawn.normal(size=50), "b": drawn.normal(size=50)}
    truth = rows["b"]
    groups = {"a": ("a",), "b": ("b",)}

    def loss(answer: np.ndarray) -> np.ndarray:
        found: np.ndarray = (answer - truth) ** 2
        return found

    both = permutation_importance(lambda asked: asked["b"], rows, groups, loss, seed=1)
    less = permutation_importance(lambda asked: asked["b"], {"b": rows["b"]}, groups, loss, seed=1)

    assert less[1].influence.tolist() == both[1].influence.tolist()
    assert less[1].value == both[1].value
    assert (less[0].name, less[0].is_idle, less[0].value) == ("a", True, 0)
