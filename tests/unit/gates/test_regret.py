from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import exact_rows
from tests.fakes.predictions import whole

from lockgate.gates.cells import Floats, Model
from lockgate.gates.regret import regret


def _accuracy(hits: Floats, chosen: Floats, share: float) -> tuple[Floats, Floats, Floats, Floats]:
    one = np.ones_like(hits)
    return 1 - share - chosen + 2 * hits, 2 * one, -one, -one


def test_the_regret_is_what_the_best_threshold_gains() -> None:
    late, _, new, cells = exact_rows()
    best = max(float(((new >= one) == late).mean()) for one in [*np.unique(new), 2.0])

    measured = regret(_accuracy, 1.0).estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(best - float(((new >= 0.5) == late).mean()), abs=1e-12)


def test_the_standard_error_is_that_of_the_rows_between_the_thresholds() -> None:
    late, _, new, cells = exact_rows()
    best = max([*np.unique(new), 2.0], key=lambda one: float(((new >= one) == late).mean()))
    gain = ((new >= best) == late).astype(float) - ((new >= 0.5) == late)

    measured = regret(_accuracy, 1.0).estimate(cells, Model.CANDIDATE)

    assert measured.estimate.standard_error == pytest.approx(gain.std() / np.sqrt(late.size), rel=1e-9)


def test_the_best_threshold_regrets_nothing() -> None:
    cells = whole([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])

    assert regret(_accuracy, 1.0).estimate(cells, Model.CANDIDATE).estimate.value == 0


def test_it_rests_on_the_scarcer_class() -> None:
    cells = whole([0] * 97 + [1] * 3, [0.1] * 97 + [0.8] * 3)

    measured = regret(_accuracy, 1.0).estimate(cells, Model.CANDIDATE)

    assert measured.estimate.support == 3
    assert measured.bounds(0.1)[1] > 0.6
