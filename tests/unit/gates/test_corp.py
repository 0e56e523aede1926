from __future__ import annotations

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from tests.fakes.oracles import exact_rows, recorded
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.corp import corp_slack
from lockgate.gates.metrics import metric_named
from lockgate.gates.ranked import Histogram
from lockgate.stats.isotonic import isotonic_fit


def test_scores_that_share_a_bucket_are_off_by_no_more() -> None:
    columns = simulated(20_000, seed=4, rate=-5.0)
    late, score = columns["late"], columns["p_new"]
    exact = float(((IsotonicRegression().fit_transform(score, late) - late) ** 2).mean())
    rows = Histogram.of(whole(late, score), Model.CANDIDATE)

    fit = isotonic_fit(rows.positives, rows.negatives)

    assert 0 <= fit.loss - exact <= corp_slack(rows, fit) < 0.1 * fit.loss


def test_buckets_of_one_score_are_exact() -> None:
    rows = Histogram.of(exact_rows()[3], Model.CANDIDATE)

    assert np.isclose(corp_slack(rows, isotonic_fit(rows.positives, rows.negatives)), 0, atol=1e-12)


@pytest.mark.parametrize(
    "name",
    ["brier_miscalibration", "brier_discrimination", "brier_uncertainty", "brier_score_loss", "d2_brier_score",
     "log_loss", "d2_log_loss_score"],
)  # fmt: skip
def test_the_parts_of_scores_agree_with_model_diagnostics(name: str) -> None:
    """model-diagnostics 1.5.0, `scoring.decompose`, on the same rows, recorded."""
    found = metric_named(name).estimate(exact_rows()[3], Model.CANDIDATE)

    assert found.estimate.value == pytest.approx(recorded("model-diagnostics")[name], abs=1e-9)
