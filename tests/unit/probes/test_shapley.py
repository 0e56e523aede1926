from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.importance_drift import sign_flips
from lockgate.probes.rows import Predict, Rows
from lockgate.probes.shapley import Answer, Game, Shapley


def in_order(answer: Answer, game: Game) -> np.ndarray:
    """Add the features in their order: exact where each has its effect alone."""
    found = np.zeros((game.explained, game.background, game.features))
    for row in range(game.explained):
        for other in range(game.background):
            places = np.full((game.features + 1, game.features), -other - 1)
            for added in range(game.features):
                places[added + 1 :, added] = row
            found[row, other] = [after - before for before, after in pairwise(answer(places))]
    return found


ROWS: dict[str, np.ndarray] = {
    "a": np.arange(30.0) ** 2,
    "b": np.cos(np.arange(30.0)),
    "s": np.array(["x", "y", None] * 10, dtype=object),
    "same": np.ones(30),
}
GROUPS = {**{name: (name,) for name in ROWS}, "both": ("a", "b"), "other": ("other",)}
MEASURE = Shapley(attribute=in_order, background=10, explained=15)


def linear(slope: float) -> Predict:
    def predict(asked: Rows) -> np.ndarray:
        found: np.ndarray = slope * asked["a"] + 2 * asked["b"] + (asked["s"] == "x")
        return found

    return predict


def test_a_straight_model_gives_each_feature_its_distance_from_the_mean() -> None:
    found = {one.name: one for one in MEASURE.importance(linear(-0.5), ROWS, GROUPS)}

    given = {
        name: slope * (ROWS[name][10:25] - ROWS[name][:10].mean()) for name, slope in (("a", -0.5), ("b", 2))
    }
    assert found["a"].value == pytest.approx(np.abs(given["a"]).mean())
    assert found["both"].value == pytest.approx(np.abs(given["a"] + given["b"]).mean())
    assert (found["same"].is_idle, found["other"].is_idle, found["s"].is_idle) == (True, True, False)
    assert [one.influence.size for one in found.values()] == [25] * 6
    assert [abs(one.influence.sum()) < 1e-9 for one in found.values()] == [True] * 6


def test_both_samples_of_rows_have_their_chance() -> None:
    found = MEASURE.importance(linear(1.0), ROWS, {"a": ("a",)})[0]

    # all that are explained lie above the background, so its mean moves all of them alike
    variances = [ROWS["a"][10:25].var() / 15, ROWS["a"][:10].var() / 10]
    assert ROWS["a"][10:25].min() > ROWS["a"][:10].max()
    assert found.estimate.standard_error == pytest.approx(sum(variances) ** 0.5, rel=0.03)


def test_a_feature_that_moves_answers_the_other_way_flips() -> None:
    shuffled = {name: column[np.random.default_rng(3).permutation(30)] for name, column in ROWS.items()}
    groups = {name: GROUPS[name] for name in (*ROWS, "other")}
    new, old = (MEASURE.importance(linear(slope), shuffled, groups) for slope in (1.0, -1.0))

    assert sign_flips(new, old, alpha=0.1) == ("a",)
    leans = {one.name: one.signed for one in new}
    assert (leans["s"].is_defined, leans["same"].is_defined) == (False, False)
    assert (leans["a"].value > 0, old[0].signed.value < 0) == (True, True)
    assert leans["a"].value == pytest.approx(np.cov(shuffled["a"][10:25], ddof=0) ** 0.5)


def test_missing_values_lean_no_way() -> None:
    rows = {"a": np.where(np.arange(30) % 3 == 0, np.nan, np.arange(30.0))}

    (found,) = MEASURE.importance(lambda asked: np.nan_to_num(asked["a"]), rows, {"a": ("a",)})

    assert found.signed.is_defined


def test_rows_of_one_unit_pull_together() -> None:
    alone, together = (
        MEASURE.importance(linear(1.0), ROWS, {"a": ("a",), "other": ("other",)}, units)
        for units in (None, np.arange(30) // 2 + 7)
    )

    assert [one.value for one in alone] == [one.value for one in together]
    assert [one.influence.size for one in together] == [13, 13]
    assert together[0].influence.sum() == pytest.approx(0, abs=1e-9)
    # rows that follow each other are alike here, so that two of them say little more than one
    errors = [one[0].estimate.standard_error for one in (together, alone)]
    assert errors[0] / errors[1] == pytest.approx(2**0.5, rel=0.1)


def test_an_answer_of_several_numbers_without_features_is_no_answer_for_each() -> None:
    def two(answer: Answer, game: Game) -> np.ndarray:
        first, second = (
            in_order(lambda at: answer(at)[:, 0], game),
            in_order(lambda at: answer(at)[:, 1], game),
        )
        return np.stack([first, second], axis=-1)

    measure = Shapley(attribute=two, background=10, explained=15)

    def predict(asked: Rows) -> np.ndarray:
        return np.stack([asked["a"], -asked["a"]], axis=1)

    whole, first, second = measure.by_number(predict, ROWS, {"a": ("a",), "other": ("other",)})
    assert whole[0].value == first[0].value == second[0].value
    assert (first[0].signed.value > 0, second[0].signed.value < 0) == (True, True)
    assert [one.is_idle for one in whole] == [False, True]
    assert measure.by_number(predict, ROWS, {}) == ((), (), ())


@pytest.mark.parametrize("wrong", [{"background": 9}, {"explained": 9}, {"repeats": 0}])
def test_too_few_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ParameterError, match=next(iter(wrong))):
        Shapley(attribute=in_order, **wrong)


def test_too_few_rows_and_answers_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(ParameterError, match="at least 60"):
        Shapley(attribute=in_order).importance(linear(1), ROWS, GROUPS)
    with pytest.raises(ParameterError, match="NaN"):
        MEASURE.importance(lambda asked: asked["a"] * np.nan, ROWS, GROUPS)
