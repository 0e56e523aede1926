from __future__ import annotations

import pytest
from tests.fakes.numbers import gate, moments_of, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metrics.mean_gamma_deviance import MeanGammaDeviance


def test_by_hand() -> None:
    asked = gate("mean_gamma_deviance", Requirement.at_most(1))
    columns = {"price": [1.0, 2.0, 4.0], "p_new": [1.0, 4.0, 2.0], "p_old": [2.0, 2.0, 3.0]}

    cells = moments_of(columns, spec_of(asked)).slice(0)

    found = [asked.definition.estimate(cells, model).estimate.value for model in Model]
    assert isinstance(asked.definition, MeanGammaDeviance)
    assert found == pytest.approx([0.159198960961, 0.333333333333])
    assert asked.definition.difference(cells).estimate.value == pytest.approx(0.333333333333 - (0.159198960961))
