from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lockgate.domain.errors import ColumnNotFoundError, ModelError, ParameterError
from lockgate.probes.answer_kind import AnswerKind
from lockgate.probes.behaviour import Knowledge, Trial
from lockgate.probes.behaviours.flip import Flip
from lockgate.probes.domain import Domain
from lockgate.probes.levers import Direction, Lever
from lockgate.probes.rows import Rows


def costs_of(trial: Trial) -> np.ndarray:
    assert trial.costs is not None
    return trial.costs


def test_changes_keep_to_their_range_direction_and_features() -> None:
    rows = {"x": np.linspace(0, 1, 21), "y": np.linspace(1, 0, 21)}
    test = Flip(features={"x": Lever(direction=Direction.UP, step=0.05)}, cost=9, most_changes=2)

    trial = test.trial(lambda asked: asked["x"] - asked["y"] + 0.5, rows, seed=1)

    found = np.isfinite(costs_of(trial))
    moved = trial.changed["x"] - rows["x"]
    assert (moved >= 0).all()
    assert trial.changed["x"].max() <= 1
    assert trial.changed["y"] is rows["y"]
    assert found.any()
    assert not found.all()
    assert moved[found] / 0.05 == pytest.approx(np.round(moved[found] / 0.05))


def test_the_cost_of_a_straight_model_is_its_distance() -> None:
    # turned exactly where x passes 0.5, so the cheapest change is known
    rows = {"x": np.random.default_rng(3).random(200)}
    test = Flip(features={"x": Lever()}, cost=1)

    trial = test.trial(lambda asked: asked["x"], rows, seed=1)

    wanted = abs(rows["x"] - 0.5) / rows["x"].std()
    assert trial.costs is not None
    assert (trial.costs >= wanted - 1e-9).all()
    assert trial.costs == pytest.approx(wanted, abs=0.02)
    assert trial.violates.tolist() == (trial.costs <= 1).tolist()


def test_a_one_hot_group_keeps_one_set() -> None:
    rows = {"a": np.array([1, 1, 0]), "b": np.array([0, 0, 1]), "c": np.zeros(3, dtype=int)}
    test = Flip(features={}, groups=(("a", "b", "c"),), cost=1)

    trial = test.trial(lambda asked: 0.2 + 0.6 * asked["c"], rows, seed=1)

    total = sum(trial.changed[name] for name in rows)
    assert np.asarray(total).tolist() == [1, 1, 1]
    assert trial.changed["c"].tolist() == [1, 1, 1]
    assert test.columns == ("a", "b", "c")


def test_two_levers_turn_what_one_cannot() -> None:
    rows = {"x": np.array([0.0, 1.0, 0.2]), "s": np.array(["n", "y", "n"], dtype=object)}

    def model(asked: Rows) -> np.ndarray:
        found: np.ndarray = 0.3 * asked["x"] + 0.3 * (asked["s"] == "y")
        return found

    one = Flip(features={"x": Lever(), "s": Lever()}, cost=9, most_changes=1).trial(model, rows, seed=1)
    two = Flip(features={"x": Lever(), "s": Lever()}, cost=9, most_changes=2).trial(model, rows, seed=1)

    assert np.isfinite(costs_of(one)).tolist() == [False, True, False]
    assert np.isfinite(costs_of(two)).all()


def test_a_regression_turns_by_moving_far() -> None:
    test = Flip(features={"x": Lever()}, cost=9, moved_by=0.4)

    trial = test.trial(lambda asked: asked["x"], {"x": np.array([0.0, 1.0])}, seed=1)

    assert (abs(trial.after - trial.before) >= 0.4).all()
    assert test.promise == "no change that costs 9 or less moves the answer by 0.4"
    assert Flip(features={"x": Lever()}, cost=1).promise.endswith("moves the answer past 0.5")


def test_an_answer_that_is_no_number_breaks_it() -> None:
    trial = Flip(features={"x": Lever()}, cost=1).trial(
        lambda asked: np.where(asked["x"] > 2, np.nan, 0.1), {"x": np.array([0.0, 3.0])}, seed=1
    )

    assert trial.excess.tolist() == [-1, np.inf]


def test_a_pair_of_answers_is_turned_or_not() -> None:
    test = Flip(features={"x": Lever()}, cost=1)

    assert test.breach(np.array([0.1, 0.1]), np.array([0.9, 0.2])).tolist() == [1, -1]


def test_the_contract_says_how_far_numbers_go() -> None:
    known = Knowledge(features=("x",), domains={"x": Domain(lowest=0, highest=10)})
    test = Flip(features={"x": Lever()}, cost=99).informed(known)

    trial = test.trial(lambda asked: asked["x"] / 10, {"x": np.array([1.0, 2.5])}, seed=1)

    assert np.isfinite(costs_of(trial)).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"features": {}},
        {"groups": (("x", "z"),)},
        {"groups": (("z",),)},
        {"cost": 0},
        {"moved_by": 0},
        {"most_changes": 0},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        Flip(**{"features": {"x": Lever()}, "cost": 1, **wrong})


def test_a_feature_that_is_not_there_is_named() -> None:
    with pytest.raises(ColumnNotFoundError, match="has no column `y`"):
        Flip(features={"y": Lever()}, cost=1).trial(lambda asked: asked["x"], {"x": np.arange(2.0)}, seed=1)


def test_a_row_to_whose_changes_the_model_says_nothing_was_not_searched() -> None:
    def model(asked: Rows) -> np.ndarray:
        if not np.isin(asked["x"], [0.25, 0.75]).all():
            raise ModelError.failed("m", "these two only")
        return np.full(len(asked["x"]), 0.1)

    rows = {"x": np.array([0.25, 0.75])}
    trial = Flip(features={"x": Lever(lowest=-3, highest=7)}, cost=1).trial(model, rows, seed=1)

    assert trial.violates.tolist() == [True, True]


def test_levers_that_can_change_no_row_are_refused() -> None:
    test = Flip(features={"x": Lever(direction=Direction.UP, highest=1, lowest=0)}, cost=1)

    with pytest.raises(ParameterError, match="at least one of 2 rows"):
        test.trial(lambda asked: asked["x"], {"x": np.array([3.0, 4.0])}, seed=1)


def test_one_of_several_classes_turns_when_another_is_the_greatest() -> None:
    rows = {"x": np.array([0.0, 0.5, 1.0])}

    def model(asked: Rows) -> np.ndarray:
        return np.stack([0.6 - asked["x"], np.full(len(asked["x"]), 0.3), asked["x"] - 0.1], axis=1)

    test = Flip(features={"x": Lever()}, cost=0.5).informed(
        Knowledge(features=("x",), answers=AnswerKind.CLASSES)
    )
    trial = test.trial(model, rows, seed=1)

    # the classes meet at 0.3 and 0.4
    wanted = np.array([0.3, 0.1, 0.6]) / rows["x"].std()
    assert costs_of(trial) == pytest.approx(wanted, abs=0.02)
    assert (trial.before.argmax(axis=1) != trial.after.argmax(axis=1)).all()
    assert test.promise == "no change that costs 0.5 or less changes the predicted class"
    moved = Flip(features={"x": Lever()}, cost=9, moved_by=0.2).trial(model, rows, seed=1)
    assert (np.abs(moved.after - moved.before).max(axis=1) >= 0.2).all()
