from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.class_balance import mean_score, mean_score_difference


@pytest.mark.parametrize("label", [0, 1])
def test_the_mean_score_of_a_class_is_that_of_its_rows(label: int) -> None:
    columns = simulated(1_000, seed=1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])
    chosen = columns["late"] == label

    alone, paired = mean_score(cells, Model.BASELINE, label=label), mean_score_difference(cells, label=label)

    assert alone.estimate.value == pytest.approx(columns["p_old"][chosen].mean(), abs=1e-9)
    assert paired.estimate.value == pytest.approx(
        np.mean((columns["p_new"] - columns["p_old"])[chosen]), abs=1e-9
    )
    assert (alone.estimate.n, alone.estimate.support) == (1_000, chosen.sum())
