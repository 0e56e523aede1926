from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.fakes.numbers import gate, priced, whole
from tests.fakes.oracles import recorded

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.metrics.mean_bias import MeanBias

Floats = NDArray[np.float64]


def _oracle(label: Floats, prediction: Floats) -> float:
    return float(np.mean(prediction - label))


def test_by_hand() -> None:
    measured = MeanBias().estimate(whole([10.0, 20.0, 30.0], [11.0, 18.0, 33.0]), Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(2 / 3)


def test_the_bias_of_a_slice_agrees_with_model_diagnostics() -> None:
    """model-diagnostics 1.5.0, `calibration.compute_bias`, on the same rows, recorded."""
    columns = priced(1_000, seed=4)

    for city in "ABC":
        rows = columns["city"] == city
        found = MeanBias().estimate(whole(columns["price"][rows], columns["p_new"][rows]), Model.CANDIDATE)
        assert found.estimate.value == pytest.approx(
            recorded("model-diagnostics")[f"mean_bias {city}"], abs=1e-9
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_its_oracle_and_its_bounds_hold_it(seed: int) -> None:
    columns = priced(1_000, seed=seed)
    label, old, new = (columns[name] for name in ("price", "p_old", "p_new"))
    cells = whole(label, new, old)

    alone, paired = MeanBias().estimate(cells, Model.CANDIDATE), MeanBias().difference(cells)

    expected = _oracle(label, new)
    assert alone.estimate.value == pytest.approx(expected, rel=1e-09)
    assert paired.estimate.value == pytest.approx(expected - _oracle(label, old), rel=1e-7, abs=1e-9)
    for measured in (alone, paired):
        lower, upper = measured.bounds(0.1)
        assert lower < measured.estimate.value < upper


def test_it_takes_no_margin_because_neither_way_is_better() -> None:
    with pytest.raises(ParameterError, match="absolute bar"):
        gate("bias", NotWorse(0.5))
