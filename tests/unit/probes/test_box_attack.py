from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviour import Knowledge
from lockgate.probes.behaviours.flip import Flip, OtherAttack
from lockgate.probes.box_attack import Box, Left, Turns, attacked
from lockgate.probes.domain import Domain
from lockgate.probes.levers import Direction, GroupMove, Lever
from lockgate.probes.rows import Rows

ROWS = {
    "x": np.array([1.0, 5.0, np.nan]),
    "y": np.array([2, 9, 2]),
    "s": np.array(["a", "b", "a"], dtype=object),
}
RANGE = Domain(lowest=0, highest=10)
UP = Lever(direction=Direction.UP, step=2).move("x", ROWS["x"], RANGE)
ANY = Lever().move("y", ROWS["y"], RANGE)


def farthest(turns: Turns, box: Box, seed: int) -> np.ndarray | None:
    """Go beyond the upper end of the box, where that turns the answer."""
    assert seed >= 7
    assert (box.lowest <= box.start).all()
    assert (box.known >= box.start).all()
    wanted: np.ndarray = box.highest + 3
    return wanted if turns(wanted[None, :])[0] else None


def test_what_is_found_is_held_to_range_direction_and_steps() -> None:
    seen: list[tuple[int, dict[str, list[object]]]] = []

    def turned(changed: Rows, place: int) -> np.ndarray:
        seen.append((place, {name: column.tolist() for name, column in changed.items()}))
        return changed["y"] > 5

    found = attacked(
        ROWS, [UP, ANY, GroupMove(group=("a", "b"))], Left(places=[0, 2], changed=ROWS), turned, farthest, 7
    )

    assert found["x"].tolist()[:2] == [9, 5]
    assert found["y"].tolist() == [10, 9, 10]
    assert np.isnan(found["x"][2])
    assert seen[0] == (0, {"x": [9], "y": [10], "s": ["a"]})
    assert [place for place, _ in seen] == [0, 2]


def test_a_row_that_is_not_turned_stays() -> None:
    found = attacked(
        ROWS, [UP, ANY], Left(places=[0], changed=ROWS), lambda changed, _: changed["x"] > 99, farthest, 7
    )

    assert found["x"].tolist()[:2] == ROWS["x"].tolist()[:2]
    assert found["y"].tolist() == ROWS["y"].tolist()


def test_a_row_without_room_is_left_alone() -> None:
    rows = {"x": np.array([10.0, np.nan, 2.0])}

    found = attacked(
        rows, [UP], Left(places=[0, 1], changed=rows), lambda changed, _: changed["x"] > 0, farthest, 7
    )

    assert found["x"].tolist()[::2] == [10, 2]


def test_what_holds_counts_and_no_more_levers_are_moved_than_are_allowed() -> None:
    def model(asked: Rows) -> np.ndarray:
        return np.where((asked["x"] > 6) & (asked["y"] > 6), 0.9, 0.1)

    rows = {"x": np.array([1.0, 5.0]), "y": np.array([1.0, 9.0])}
    known = Knowledge(features=("x", "y"), domains={"x": RANGE, "y": RANGE}, attack=farthest)
    levers = {"x": Lever(), "y": Lever()}
    two, one = (
        Flip(features=levers, cost=99, most_changes=most, attack=OtherAttack.HOP_SKIP_JUMP).informed(known)
        for most in (2, 1)
    )

    trial = two.trial(model, rows, seed=7)

    assert trial.violates.tolist() == [True, True]
    # only what is needed is changed, and no farther than is needed: to the next whole number
    assert (trial.changed["x"].tolist(), trial.changed["y"].tolist()) == ([7, 7], [7, 9])
    assert Flip(features=levers, cost=99).informed(known).trial(model, rows, seed=7).violates.tolist() == [
        False,
        True,
    ]
    assert one.trial(model, rows, seed=7).violates.tolist() == [False, True]


def test_an_attack_needs_something_that_attacks_and_a_number() -> None:
    known = Knowledge(features=("s",), attack=farthest)
    test = Flip(features={"s": Lever()}, cost=1, attack=OtherAttack.HOP_SKIP_JUMP)

    with pytest.raises(ParameterError, match="nothing here can attack"):
        test.trial(lambda asked: np.zeros(len(asked["s"])), ROWS, seed=7)
    with pytest.raises(ParameterError, match="is a number"):
        test.informed(known).trial(lambda asked: np.zeros(len(asked["s"])), ROWS, seed=7)
