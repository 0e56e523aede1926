from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.valid_output import ValidOutput


def test_answers_outside_the_range_or_no_numbers_break_it() -> None:
    test = ValidOutput(lowest=-1, highest=float("inf"))

    trial = test.trial(lambda asked: asked["x"], {"x": np.array([-2.0, 9e9, np.inf])}, seed=1)

    assert trial.violates.tolist() == [True, False, True]
    assert trial.excess[0] == 1
    assert test.promise == "the answer is a number in [-1, inf]"


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(ParameterError, match="highest"):
        ValidOutput(lowest=1, highest=1)
