from __future__ import annotations

import sys
import warnings
from dataclasses import replace
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from lockgate.adapters.art_attacks import ArtAttacks
from lockgate.domain.errors import MissingExtraError
from lockgate.probes.behaviour import Knowledge
from lockgate.probes.behaviours.flip import Flip, OtherAttack
from lockgate.probes.box_attack import Box
from lockgate.probes.levers import Lever
from lockgate.probes.rows import Rows


@pytest.fixture(scope="module", autouse=True)
def toolbox() -> None:
    """Load the toolbox as where numba is not there: in tests numba does not compile, and one of its attacks must."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.setitem(sys.modules, "numba", None)
        import_module("art.attacks.evasion")


BOX = Box(
    start=np.array([0.0, 10.0]),
    lowest=np.array([-1.0, 0.0]),
    highest=np.array([1.0, 20.0]),
    prices=np.array([1.0, 0.1]),
    known=np.array([0.0, 10.0]),
)


def test_a_point_near_the_start_is_found_and_the_same_again() -> None:
    before: Any = np.random.get_state()  # noqa: NPY002 - what must stay as it was

    # turned beyond a slanting line, whose nearest point is 0.5 of cost away
    def turns(points: np.ndarray) -> np.ndarray:
        found: np.ndarray = points[:, 0] + 0.1 * (points[:, 1] - 10) > 2**0.5 / 2
        return found

    found = ArtAttacks().hop_skip_jump(turns, BOX, 3)
    again = ArtAttacks().hop_skip_jump(turns, BOX, 3)

    assert found is not None
    assert again is not None
    assert turns(found[None, :])[0]
    assert found.tolist() == again.tolist()
    distance = np.sqrt((((found - BOX.start) * BOX.prices) ** 2).sum())
    assert 0.5 <= distance <= 0.7
    after: Any = np.random.get_state()  # noqa: NPY002 - as above
    assert (after[1] == before[1]).all()


def test_where_another_search_ended_is_where_it_starts() -> None:
    # a corner that no drawn point lies in
    def turns(points: np.ndarray) -> np.ndarray:
        found: np.ndarray = (points[:, 0] > 0.999) & (points[:, 1] > 19.99)
        return found

    found = ArtAttacks().hop_skip_jump(turns, replace(BOX, known=np.array([1.0, 20.0])), 3)

    assert ArtAttacks().hop_skip_jump(turns, BOX, 3) is None
    assert found is not None
    assert turns(found[None, :])[0]


def test_where_no_start_is_found_there_is_no_point() -> None:
    assert ArtAttacks().hop_skip_jump(lambda points: np.zeros(len(points), dtype=bool), BOX, 3) is None


def test_it_turns_what_one_lever_after_the_other_cannot() -> None:
    rows = {"x": np.array([-1.0, 1.0, 0.0]), "y": np.array([-1.0, 1.0, 0.0])}

    # a hollow that only both together leave, where neither alone comes nearer
    def model(asked: Rows) -> np.ndarray:
        return np.where((asked["x"] > 0.5) & (asked["y"] > 0.5), 0.9, 0.1)

    test = Flip(features={"x": Lever(step=0.1), "y": Lever()}, cost=9)
    attacked = Flip(features={"x": Lever(step=0.1), "y": Lever()}, cost=9, attack=OtherAttack.HOP_SKIP_JUMP)
    known = Knowledge(features=("x", "y"), attack=ArtAttacks().hop_skip_jump)

    alone = test.trial(model, rows, seed=1)
    both = attacked.informed(known).trial(model, rows, seed=1)

    assert alone.violates.tolist() == [False, True, False]
    assert both.violates.tolist() == [True, True, True]
    assert both.costs is not None
    assert (model(both.changed) >= 0.5).tolist() == [True, False, True]
    moved = np.abs(both.changed["x"] - rows["x"]) / 0.1
    assert moved == pytest.approx(np.round(moved))


def test_without_the_toolbox_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "art.attacks.evasion", None)

    with pytest.raises(MissingExtraError, match="art"):
        ArtAttacks().hop_skip_jump(lambda points: points[:, 0] > 0, BOX, 3)
