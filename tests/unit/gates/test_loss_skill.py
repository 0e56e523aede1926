from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes.oracles import exact_rows
from tests.fakes.predictions import whole

from lockgate.gates.cells import Model
from lockgate.gates.loss_skill import LossSkill

SKILL = LossSkill("brier", lambda share: (share * (1 - share), 1 - 2 * share))


def test_the_standard_errors_are_those_of_the_influences() -> None:
    late, old, new, cells = exact_rows()
    share = late.mean()
    constant, slope = share * (1 - share), 1 - 2 * share

    def influence(loss: np.ndarray) -> np.ndarray:
        pull: np.ndarray = (loss - loss.mean()) / constant - loss.mean() * slope / constant**2 * (late - share)
        return pull

    before, after = (old - late) ** 2, (new - late) ** 2
    for measured, loss in (
        (SKILL.estimate(cells, Model.CANDIDATE), after),
        (SKILL.difference(cells), after - before),
    ):
        expected = influence(loss).std() / math.sqrt(late.size)
        assert measured.estimate.standard_error == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("late", [[0, 0], [1, 1]], ids=["no positive rows", "no negative rows"])
def test_one_class_leaves_it_undefined(late: list[int], request: pytest.FixtureRequest) -> None:
    cells = whole(late, [0.2, 0.4])

    assert SKILL.estimate(cells, Model.CANDIDATE).undefined in request.node.name
    assert SKILL.difference(cells).undefined in request.node.name
