from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import exact_rows
from tests.fakes.predictions import whole

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.metrics.positive_flip_rate import PositiveFlipRate
from lockgate.gates.spec import ModelGateSpec


def test_it_agrees_with_counting_row_by_row() -> None:
    late, old, new, cells = exact_rows()
    before, after, right = old >= 0.5, new >= 0.5, late == 1

    measured = PositiveFlipRate().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(
        float(((before != right) & (after == right)).mean()), abs=1e-9
    )
    lower, upper = measured.bounds(0.1)
    assert lower < measured.estimate.value < upper


def test_it_has_no_difference_and_no_value_without_rows() -> None:
    cells = whole(np.zeros(0, dtype=np.int64), np.zeros(0))

    assert (
        PositiveFlipRate().difference(cells).undefined == "positive_flip_rate compares the two models by itself"
    )
    assert PositiveFlipRate().estimate(cells, Model.CANDIDATE).undefined == "no rows"


def test_a_margin_to_the_baseline_is_refused() -> None:
    with pytest.raises(ParameterError, match="compares with the baseline itself"):
        MetricGate(metric="positive_flip_rate", requirement=NotWorse(0.01))


def test_it_needs_a_baseline() -> None:
    gate = MetricGate(metric="positive_flip_rate", requirement=Requirement.between(0.0, 0.1))

    with pytest.raises(ParameterError, match="is compared with it"):
        ModelGateSpec(table="scored", label="late", candidate="p_new", gates=(gate,))
