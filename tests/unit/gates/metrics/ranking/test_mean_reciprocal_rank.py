from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.ranked import gate, ranked, whole

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metrics.ranking.mean_reciprocal_rank import MeanReciprocalRank


def test_by_hand() -> None:
    asked = gate("mean_reciprocal_rank", Requirement.at_least(0.1))
    columns = {"user": [1, 1, 1], "stars": [3.0, 0.0, 1.0], "new": [1, 3, 2], "old": [3, 1, 2]}
    cells = whole(columns, asked)

    found = [asked.definition.estimate(cells, model).estimate.value for model in Model]

    assert asked.definition == MeanReciprocalRank()
    assert found == pytest.approx([1.0, 1 / 2])  # the baseline's order is the best one


@pytest.mark.parametrize("seed", [1, 2])
def test_it_agrees_with_its_oracle(seed: int) -> None:
    columns = ranked(25, seed=seed, digits=9)
    asked = gate("mean_reciprocal_rank", Requirement.at_least(0.1))

    found = asked.definition.estimate(whole(columns, asked), Model.CANDIDATE).estimate.value

    order = np.argsort(-columns["new"].reshape(25, -1), axis=1)
    hits = np.take_along_axis(columns["stars"].reshape(25, -1), order, axis=1) > 0
    assert found == pytest.approx((1 / (1 + hits.argmax(axis=1))).mean(), rel=1e-9)
