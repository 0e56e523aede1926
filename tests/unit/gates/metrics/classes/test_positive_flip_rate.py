from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.kinds import gate, pets, predictions_only, whole

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.metrics.classes.positive_flip_rate import PositiveFlipRate
from lockgate.stats.intervals import clopper_pearson


def test_it_is_the_share_of_such_rows_with_exact_bounds() -> None:
    columns = pets(500, seed=1)
    label = columns["pet"]

    measured = PositiveFlipRate().estimate(
        whole(label, columns["new_class"], columns["old_class"]), Model.CANDIDATE
    )

    rows = int(np.sum((columns["old_class"] != label) & (columns["new_class"] == label)))
    assert rows > 0
    assert measured.estimate.value == pytest.approx(rows / len(label), abs=1e-12)
    assert measured.bounds(0.1) == clopper_pearson(rows, len(label), alpha=0.1)


def test_it_has_an_absolute_bar_and_a_baseline() -> None:
    with pytest.raises(ParameterError, match="compares with the baseline itself"):
        gate("positive_flip_rate", NotWorse(0.01))
    with pytest.raises(ParameterError, match="because `positive_flip_rate` is compared with it"):
        predictions_only(gate("positive_flip_rate", Requirement.at_most(0.01)), baseline=False)


def test_it_has_no_difference() -> None:
    assert (
        PositiveFlipRate().difference(whole(["cat"], ["cat"])).undefined == "it compares the two models itself"
    )
