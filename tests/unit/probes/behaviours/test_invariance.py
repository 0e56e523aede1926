from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.invariance import Invariance
from lockgate.probes.perturbations.shift import Shift


def test_the_greatest_dose_counts_and_answers_may_move_within_the_tolerance() -> None:
    test = Invariance(when=Shift(columns=("x",), doses=(0.5, 2)), tolerance=1.5)
    rows = {"x": np.array([0.0, 2.0]), "w": np.array([1.0, 0.0])}

    trial = test.trial(lambda asked: asked["x"] * asked["w"], rows, seed=1)

    assert trial.excess.tolist() == [0.5, -1.5]
    assert test.columns == test.reads == ("x",)


def test_it_says_what_it_promises() -> None:
    change = Shift(columns=("x",), doses=(1,))

    assert Invariance(when=change).promise == "after shift of x the answer is the same"
    assert (
        Invariance(when=change, tolerance=0.1).promise == "after shift of x the answer is the same within 0.1"
    )


def test_a_share_of_all_rows_is_refused() -> None:
    with pytest.raises(ParameterError, match="at_most"):
        Invariance(when=Shift(columns=("x",), doses=(1,)), at_most=1)
