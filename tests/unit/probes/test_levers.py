from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.domain import Domain
from lockgate.probes.levers import Direction, GroupMove, Lever, Move, NumberMove


def number(**more: object) -> Move:
    return Lever(**more).move("x", np.array([0.0, 2.0]), Domain(lowest=0, highest=4))  # type: ignore[arg-type]  # of any field


def test_numbers_reach_both_ends_and_no_farther() -> None:
    start = {"x": np.array([0.0, 2.0, np.nan])}

    tried = np.stack([option["x"] for option in number().options(start)])

    assert (np.nanmin(tried), np.nanmax(tried)) == (0, 4)
    assert np.isnan(tried[:, 2]).all()


def test_a_direction_is_kept() -> None:
    start = {"x": np.array([2.0])}

    up = [option["x"][0] for option in number(direction=Direction.UP).options(start)]
    down = [option["x"][0] for option in number(direction=Direction.DOWN).options(start)]

    assert (min(up), max(down)) == (2.02, 1.98)


def test_numbers_move_by_steps_and_half_way_back_by_steps() -> None:
    move = number(step=0.5)
    start, end = {"x": np.array([1.0])}, {"x": np.array([2.5])}

    assert {option["x"][0] % 0.5 for option in move.options(start)} == {0}
    assert move.halfway(start, end)["x"].tolist() == [1.5]


def test_what_was_seen_to_be_whole_moves_by_whole_steps() -> None:
    move = Lever().move("x", np.array([0, 2]), Domain(lowest=0, highest=4, is_whole=True))

    assert isinstance(move, NumberMove)
    assert move.step == 1


def test_a_number_costs_its_distance_in_standard_deviations() -> None:
    start = {"x": np.array([0.0, np.nan])}

    assert number(cost=3).costs(start, {"x": np.array([2.0, np.nan])}).tolist() == [6.0, 0.0]


def test_values_and_groups_cost_once() -> None:
    values = Lever(cost=2).move("s", np.array(["a", "b"], dtype=object), Domain(values=("a", "b")))
    group = GroupMove(group=("p", "q"))
    start = {"s": np.array(["a"], dtype=object), "p": np.array([1]), "q": np.array([0])}

    options = [{**start, **option} for option in (*values.options(start), *group.options(start))]

    assert [float(values.costs(start, one)[0]) for one in options] == [0, 2, 0, 0]
    assert [float(group.costs(start, one)[0]) for one in options] == [0, 0, 0, 1]
    assert (values.names, group.names, number().names) == (("s",), ("p", "q"), ("x",))


@pytest.mark.parametrize("wrong", [{"cost": 0}, {"step": -1}, {"lowest": 2, "highest": 1}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ParameterError):
        Lever(**wrong)  # type: ignore[arg-type]  # of any field


@pytest.mark.parametrize(
    ("column", "domain"),
    [
        (np.array([1.0, 1.0]), Domain(lowest=0, highest=2)),
        (np.array([1.0, 2.0]), Domain()),
        (np.array([np.nan]), Domain(lowest=0, highest=2)),
        (np.array([1.0, 2.0]), Domain(lowest=3, highest=2)),
        (np.array(["a"], dtype=object), Domain(values=("a",))),
    ],
)
def test_a_column_that_cannot_change_is_refused(column: np.ndarray, domain: Domain) -> None:
    with pytest.raises(ParameterError):
        Lever().move("x", column, domain)


def test_the_base_class_moves_nothing() -> None:
    move = Move()
    asks = (
        lambda: move.names,
        lambda: move.options({}),
        lambda: move.costs({}, {}),
        lambda: move.halfway({}, {}),
    )
    for ask in asks:
        with pytest.raises(NotImplementedError):
            ask()
