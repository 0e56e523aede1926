from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes.predictions import simulated, whole

from lockgate.gates.buckets import FINE_BUCKETS, bucket_centres
from lockgate.gates.projection import Influence, paired_standard_error


def test_an_influence_that_is_the_score_itself_is_paired_exactly() -> None:
    columns = simulated(3_000, seed=1)
    old, new = np.asarray(columns["p_old"]), np.asarray(columns["p_new"])
    cells = whole(columns["late"], new, old)
    line = Influence(bucket_centres(1), bucket_centres(1))

    error = paired_standard_error(cells, line, line)

    assert error == pytest.approx(math.sqrt(((new - old) ** 2).sum()) / new.size, rel=1e-6)


def test_what_no_line_explains_counts_as_unrelated() -> None:
    columns = simulated(3_000, seed=2)
    cells = whole(columns["late"], columns["p_new"])
    wild = np.random.default_rng(3).normal(size=FINE_BUCKETS)

    error = paired_standard_error(cells, Influence(wild, wild), Influence(wild, wild))

    assert error > 0.5 * math.sqrt(2 / 3_000)


def test_no_rows_have_no_error() -> None:
    zeros = Influence(np.zeros(FINE_BUCKETS), np.zeros(FINE_BUCKETS))

    assert math.isnan(paired_standard_error(whole(np.zeros(0, dtype=int), np.zeros(0)), zeros, zeros))
