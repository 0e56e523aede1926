from __future__ import annotations

import pytest
from tests.fakes.forecasts import gate, whole

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metrics.quantile_crossing_rate import QuantileCrossingRate


def test_by_hand() -> None:
    asked = gate("quantile_crossing_rate", Requirement.at_most(1))
    columns = {
        "sales": [10.0, 20.0, 30.0, 40.0],
        "naive": [1.0, 2.0, 4.0, 5.0],
        "old_0.1": [8.0, 18.0, 28.0, 41.0],
        "old_0.5": [9.0, 22.0, 33.0, 42.0],
        "old_0.9": [9.5, 24.0, 36.0, 43.0],
        "new_0.1": [7.0, 18.0, 31.0, 35.0],
        "new_0.5": [10.0, 18.0, 34.0, 45.0],
        "new_0.9": [12.0, 25.0, 33.0, 50.0],
    }

    cells = whole(columns, asked)

    found = [asked.definition.estimate(cells, model).estimate.value for model in Model]
    assert isinstance(asked.definition, QuantileCrossingRate)
    assert found == pytest.approx([0.0, 1 / 4])
    assert asked.definition.difference(cells).estimate.value == pytest.approx(1 / 4 - (0.0))
