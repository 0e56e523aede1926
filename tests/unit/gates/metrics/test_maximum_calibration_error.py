from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, undefined_on
from tests.fakes.predictions import simulated, whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metrics.maximum_calibration_error import MaximumCalibrationError


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    bins = np.minimum((score * 5).astype(int), 4)
    return max(abs(float((score - late)[bins == one].mean())) for one in np.unique(bins))


def test_it_agrees_with_the_definition_bin_by_bin() -> None:
    agrees(MaximumCalibrationError(5), _oracle)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(MaximumCalibrationError(5), late) == why


@pytest.mark.parametrize("arguments", [{"bins": 15}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="one of 2, 4, 5, 10, 20"):
        MaximumCalibrationError(**arguments)  # type: ignore[arg-type]  # on purpose


def test_the_same_scores_differ_by_nothing() -> None:
    columns = simulated(1_000, seed=1)

    measured = MaximumCalibrationError().difference(whole(columns["late"], columns["p_new"]))

    assert measured.estimate.value == 0
    assert measured.bounds(0.1)[1] < 0.01


def test_where_two_bins_are_equally_far_off_value_and_error_are_of_the_same_one() -> None:
    cells = whole([1, 1, 0, 0] + [1] * 8, [0.25] * 4 + [0.75] * 8)

    measured = MaximumCalibrationError(2).estimate(cells, Model.CANDIDATE).estimate

    assert (measured.value, measured.standard_error, measured.support) == (0.25, 0.25, 4)
