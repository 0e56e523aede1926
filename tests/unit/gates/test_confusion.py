from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.predictions import whole

from lockgate.gates.cells import Model
from lockgate.gates.confusion import Ratio, flagged, paired_rate, paired_ratio, rate, ratio
from lockgate.gates.measurement import PairedRateMeasurement, RateMeasurement

CELLS = whole([1, 1, 0, 0, 0], [0.9, 0.1, 0.8, 0.2, 0.2], [0.9, 0.9, 0.2, 0.2, 0.8])


def test_a_rate_counts_hits_among_some_rows() -> None:
    measured = rate(CELLS, flagged(CELLS, Model.CANDIDATE), CELLS.joint.positive, "nothing")

    assert measured == RateMeasurement(1, 2, 5)


def test_a_paired_rate_counts_disagreements() -> None:
    hits = (flagged(CELLS, Model.BASELINE), flagged(CELLS, Model.CANDIDATE))

    measured = paired_rate(CELLS, hits, 1 - CELLS.joint.positive, "nothing")

    assert measured == PairedRateMeasurement(3, 1, 1, 5)


def test_a_ratio_divides_two_sums() -> None:
    chosen = flagged(CELLS, Model.CANDIDATE).astype(np.float64)

    measured = ratio(CELLS, Ratio(chosen * CELLS.joint.positive, chosen), "nothing")

    assert measured.estimate.value == pytest.approx(0.5)


def test_a_ratio_without_a_denominator_says_what_is_missing() -> None:
    nothing = Ratio(np.zeros(CELLS.joint.n.size), np.zeros(CELLS.joint.n.size))
    something = Ratio(np.ones(CELLS.joint.n.size), np.ones(CELLS.joint.n.size))

    assert ratio(CELLS, nothing, "no such rows").undefined == "no such rows"
    assert paired_ratio(CELLS, nothing, something, "no such rows").undefined == "no such rows"
