from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.probes.behaviours.invariance import Invariance
from lockgate.probes.judge import judge_tallies
from lockgate.probes.perturbations.default_filled import DefaultFilled
from lockgate.probes.perturbations.shift import Shift
from lockgate.probes.tally import tallies


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


def test_rows_that_the_change_does_not_reach_prove_nothing() -> None:
    rows = {"x": np.array([1.0, np.nan, 2.0, np.nan])}
    test = Invariance(when=Shift(columns=("x",), doses=(1,)))

    trial = test.trial(lambda asked: np.nan_to_num(asked["x"]), rows, seed=1)

    assert trial.violates.tolist() == [True, True]
    assert trial.skipped == 2


def test_a_change_of_nothing_is_no_pass() -> None:
    rows = {"x": np.array([1.0, 2.0])}
    test = Invariance(when=DefaultFilled(columns=("x",), doses=(0.1,), value=9))

    trial = test.trial(lambda asked: asked["x"], rows, seed=1)

    assert trial.skipped == 2
    (found,) = judge_tallies(test, tallies(test, trial), "loans", alpha=0.05)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.summary == "no rows to judge; 2 rows that it does not change are not judged"
