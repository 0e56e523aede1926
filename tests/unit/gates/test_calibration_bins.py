from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import exact_rows

from lockgate.domain.errors import ParameterError
from lockgate.gates.buckets import BIN_CHOICES
from lockgate.gates.calibration_bins import equal_width, joint_bins, require_bins
from lockgate.gates.cells import Model


@pytest.mark.parametrize("bins", BIN_CHOICES)
def test_bins_hold_the_sums_of_their_rows(bins: int) -> None:
    late, _, new, cells = exact_rows()
    place = np.minimum((new * bins).astype(int), bins - 1)

    found = equal_width(cells, Model.CANDIDATE, bins)

    for sums, values in zip(found, (np.ones(late.size), new, late), strict=True):
        assert sums == pytest.approx(np.bincount(place, values, minlength=bins), abs=1e-9)


def test_joint_bins_add_up_to_those_of_each_model() -> None:
    cells = exact_rows()[3]

    joint = joint_bins(cells, 5)

    rows = np.bincount(np.asarray(joint.candidate), np.asarray(joint.n), minlength=5)
    assert rows.tolist() == equal_width(cells, Model.CANDIDATE, 5)[0].tolist()


@pytest.mark.parametrize("bins", [1, 3, 15, 40, True])
def test_bins_that_are_no_union_of_buckets_are_refused(bins: int) -> None:
    with pytest.raises(ParameterError, match="one of 2, 4, 5, 10, 20"):
        require_bins("ece", bins)
