from __future__ import annotations

import pytest
from tests.fakes.numbers import gate, moments_of, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metrics.d2_tweedie_score import D2TweedieScore


def test_by_hand() -> None:
    asked = gate("d2_tweedie_score", Requirement.at_most(1))
    columns = {"price": [1.0, 2.0, 4.0], "p_new": [1.0, 4.0, 2.0], "p_old": [2.0, 2.0, 3.0]}

    cells = moments_of(columns, spec_of(asked)).slice(0)

    found = [asked.definition.estimate(cells, model).estimate.value for model in Model]
    assert isinstance(asked.definition, D2TweedieScore)
    assert found == pytest.approx([0.542595806868, -0.385758373493])
    assert asked.definition.difference(cells).estimate.value == pytest.approx(
        -0.385758373493 - (0.542595806868)
    )
