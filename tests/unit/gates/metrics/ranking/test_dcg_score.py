from __future__ import annotations

import pytest
from sklearn import metrics as sk
from tests.fakes.ranked import gate, ranked, whole

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metrics.ranking.dcg_score import DcgScore


def test_by_hand() -> None:
    asked = gate("dcg_score", Requirement.at_least(0.1))
    columns = {"user": [1, 1, 1], "stars": [3.0, 0.0, 1.0], "new": [1, 3, 2], "old": [3, 1, 2]}
    cells = whole(columns, asked)

    found = [asked.definition.estimate(cells, model).estimate.value for model in Model]

    assert asked.definition == DcgScore()
    assert found == pytest.approx([3.63092975, 2.13092975])  # the baseline's order is the best one


@pytest.mark.parametrize("seed", [1, 2])
def test_it_agrees_with_its_oracle(seed: int) -> None:
    columns = ranked(25, seed=seed, digits=9)
    asked = gate("dcg_score", Requirement.at_least(0.1))

    found = asked.definition.estimate(whole(columns, asked), Model.CANDIDATE).estimate.value

    expected = sk.dcg_score(columns["stars"].reshape(25, -1), columns["new"].reshape(25, -1))
    assert found == pytest.approx(expected, rel=1e-9)
