from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import exact_rows
from tests.fakes.predictions import whole

from lockgate.gates.buckets import COARSE_STARTS, bin_of_coarse
from lockgate.gates.cells import Model
from lockgate.gates.residuals import bucket_of, paired_residual_mean, residual_mean

ONES = np.ones(len(COARSE_STARTS))
TURNED = np.where(bin_of_coarse(2) == 1, 1.0, -1.0)


@pytest.mark.parametrize("signs", [ONES, TURNED], ids=["plain", "turned"])
def test_means_and_errors_are_those_of_the_rows(signs: np.ndarray) -> None:
    late, old, new, cells = exact_rows()
    parts = []
    for score in (old, new):
        sign = 1.0 if signs is ONES else np.where(score >= 0.5, 1.0, -1.0)
        parts.append(sign * (score - late))

    alone, paired = residual_mean(cells, Model.CANDIDATE, signs), paired_residual_mean(cells, signs)

    for measured, rows in ((alone, parts[1]), (paired, parts[1] - parts[0])):
        assert measured.estimate.value == pytest.approx(rows.mean(), abs=1e-12)
        assert measured.estimate.standard_error == pytest.approx(rows.std(ddof=1) / late.size**0.5, rel=1e-9)


def test_each_model_has_its_bucket() -> None:
    cells = whole([0], [0.9], [0.1])

    assert bucket_of(cells, Model.CANDIDATE) > bucket_of(cells, Model.BASELINE)


def test_without_rows_there_is_no_mean() -> None:
    cells = whole(np.zeros(0, dtype=np.int64), np.zeros(0))

    assert residual_mean(cells, Model.CANDIDATE, ONES).undefined == "no rows"
    assert paired_residual_mean(cells, ONES).undefined == "no rows"
