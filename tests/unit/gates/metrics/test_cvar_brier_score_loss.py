from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, undefined_on
from tests.fakes.predictions import simulated, whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metrics.brier_score_loss import BrierScoreLoss
from lockgate.gates.metrics.cvar_brier_score_loss import CvarBrierScoreLoss


def _losses(late: np.ndarray, score: np.ndarray) -> np.ndarray:
    found: np.ndarray = (late - score) ** 2
    return found


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    losses = np.sort(_losses(late, score))[::-1]
    whole_rows, rest = divmod(0.3 * late.size, 1)
    total = losses[: int(whole_rows)].sum() + rest * losses[int(whole_rows)]
    return float(total / (0.3 * late.size))


def test_it_agrees_with_sorted_losses() -> None:
    agrees(CvarBrierScoreLoss(0.3), _oracle)


def test_what_buckets_hide_is_in_the_slack_and_of_all_rows_it_is_the_mean() -> None:
    columns = simulated(3_000, seed=5)
    cells = whole(columns["late"], columns["p_new"])
    losses = np.sort(_losses(columns["late"], columns["p_new"]))

    tail, every = (CvarBrierScoreLoss(share).estimate(cells, Model.CANDIDATE) for share in (0.1, 1.0))

    assert abs(tail.estimate.value - losses[-300:].mean()) <= tail.slack + 1e-9
    assert 0 < tail.slack < 0.01 * tail.estimate.value
    mean = BrierScoreLoss().estimate(cells, Model.CANDIDATE)
    assert abs(every.estimate.value - mean.estimate.value) <= every.slack + 1e-9
    assert tail.estimate.support == 300


@pytest.mark.parametrize(
    ("late", "why"),
    [
        ([1, 1, 1], "no negative rows"),
        ([0, 0, 0], "no positive rows"),
        ([0, 1] * 20, "the worst 30 % are fewer than 20 rows"),
    ],
)
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(CvarBrierScoreLoss(0.3), late) == why


def test_a_share_is_one_of_the_rows() -> None:
    with pytest.raises(ParameterError, match="above 0, at most 1"):
        CvarBrierScoreLoss(0.0)
