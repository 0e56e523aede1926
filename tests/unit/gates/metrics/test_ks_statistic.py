from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ks_2samp
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.ks_statistic import KSStatistic


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return float(ks_2samp(score[late == 1], score[late == 0]).statistic)


def test_it_agrees_with_scipy() -> None:
    agrees(KSStatistic(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(KSStatistic(), late) == why
