from __future__ import annotations

import pytest
from sklearn import metrics as sk
from tests.fakes.ranked import gate, ranked, whole

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metrics.ranking.mean_average_precision import MeanAveragePrecision


def test_by_hand() -> None:
    asked = gate("mean_average_precision", Requirement.at_least(0.1))
    columns = {"user": [1, 1, 1], "stars": [3.0, 0.0, 1.0], "new": [1, 3, 2], "old": [3, 1, 2]}
    cells = whole(columns, asked)

    found = [asked.definition.estimate(cells, model).estimate.value for model in Model]

    assert asked.definition == MeanAveragePrecision()
    assert found == pytest.approx([1.0, 7 / 12])  # the baseline's order is the best one


@pytest.mark.parametrize("seed", [1, 2])
def test_it_agrees_with_its_oracle(seed: int) -> None:
    columns = ranked(25, seed=seed, digits=9)
    asked = gate("mean_average_precision", Requirement.at_least(0.1))

    found = asked.definition.estimate(whole(columns, asked), Model.CANDIDATE).estimate.value

    pairs = zip(columns["stars"].reshape(25, -1), columns["new"].reshape(25, -1), strict=True)
    each = [sk.average_precision_score(stars > 0, new) for stars, new in pairs]
    assert found == pytest.approx(sum(each) / 25, rel=1e-9)
