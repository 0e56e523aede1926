from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.minimum_functionality import MinimumFunctionality


def test_an_answer_far_from_what_is_expected_breaks_it() -> None:
    rows = {"x": np.array([0.2, 0.8, np.nan]), "want": np.array([0, 0, 1])}
    test = MinimumFunctionality(expected="want", tolerance=0.5)

    trial = test.trial(lambda asked: asked["x"], rows, seed=1)

    assert trial.violates.tolist() == [False, True, True]
    assert test.reads == ("want",)
    assert test.promise == "the answer is the same within 0.5 as want"


def test_expectations_are_numbers() -> None:
    with pytest.raises(ParameterError, match="numbers"):
        MinimumFunctionality(expected="w").trial(
            lambda asked: asked["w"], {"w": np.array(["late"], dtype=object)}, seed=1
        )
