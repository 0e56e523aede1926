from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import exact_rows

from lockgate.domain.errors import ParameterError
from lockgate.gates.buckets import BIN_CHOICES
from lockgate.gates.calibration_bins import (
    binned_difference,
    binned_error,
    equal_width,
    joint_bins,
    require_bins,
)
from lockgate.gates.cells import Floats, Model
from lockgate.stats import calibration_error
from lockgate.stats.cell_bootstrap import poisson_draws


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


def test_bounds_at_two_levels_are_of_one_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = []

    def counted(counts: tuple[Floats, ...], *, seed: int, replicates: int) -> tuple[Floats, ...]:
        seeds.append(seed)
        return poisson_draws(counts, seed=seed, replicates=replicates)

    monkeypatch.setattr(calibration_error, "poisson_draws", counted)
    measured = [binned_error(exact_rows()[3], Model.CANDIDATE, 10), binned_difference(exact_rows()[3], 10)]

    for one in measured:
        wide, narrow = one.bounds(0.01), one.bounds(0.1)
        assert wide[0] < narrow[0] < one.estimate.value < narrow[1] < wide[1]
    assert len(seeds) == len(measured)
