from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes.forecasts import forecast, gate, whole

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.measurement import MeanMeasurement, PairedRateMeasurement, RateMeasurement
from lockgate.gates.metrics.within_tolerance_score import WithinToleranceScore
from lockgate.stats.intervals import clopper_pearson
from lockgate.stats.paired import tango_interval

COVERAGE = gate("interval_coverage", Requirement.between(0.5, 0.9))


def test_independent_rows_have_the_exact_bounds_of_counts() -> None:
    columns = forecast(50, seed=1)
    new, old = (
        (columns[f"{model}_0.1"] <= columns["sales"]) & (columns["sales"] <= columns[f"{model}_0.9"])
        for model in ("new", "old")
    )
    cells = whole(columns, COVERAGE)

    alone, paired = COVERAGE.definition.estimate(cells, Model.BASELINE), COVERAGE.definition.difference(cells)

    assert isinstance(alone, RateMeasurement)
    assert isinstance(paired, PairedRateMeasurement)
    assert alone.bounds(0.1) == clopper_pearson(int(old.sum()), 300, alpha=0.1)
    counts = (300, int((new & ~old).sum()), int((old & ~new).sum()))
    assert paired.bounds(0.1) == pytest.approx(tango_interval(*counts, alpha=0.1))


def test_rows_of_one_series_are_no_evidence_of_their_own() -> None:
    columns = forecast(40, seed=1, days=1)
    repeated = {name: np.repeat(values, 6) for name, values in columns.items()}
    repeated["ahead"] = np.tile(np.arange(6), 40)

    once, often = (whole(one, COVERAGE, by_series=True) for one in (columns, repeated))

    for model in Model:
        first, second = (COVERAGE.definition.estimate(cells, model) for cells in (once, often))
        assert second.estimate.value == pytest.approx(first.estimate.value)
        assert second.bounds(0.1) == pytest.approx(first.bounds(0.1))
    assert isinstance(COVERAGE.definition.difference(often), MeanMeasurement)


@pytest.mark.parametrize("by_series", [False, True], ids=["rows", "series"])
def test_without_rows_there_is_no_share(by_series: bool) -> None:  # noqa: FBT001 - a parameter
    columns = {name: values[:0] for name, values in forecast(1, seed=1).items()}
    cells = whole(columns, COVERAGE, by_series=by_series)

    for measured in (
        COVERAGE.definition.estimate(cells, Model.CANDIDATE),
        COVERAGE.definition.difference(cells),
    ):
        assert measured.undefined == "no rows"
        assert math.isnan(measured.estimate.value)


@pytest.mark.parametrize("tolerance", [-1.0, float("inf"), float("nan")])
def test_a_tolerance_that_is_no_size_is_refused(tolerance: float) -> None:
    with pytest.raises(ParameterError, match="a finite number of 0 or more"):
        WithinToleranceScore(tolerance=tolerance)


def test_one_series_has_a_value_and_no_bounds() -> None:
    cells = whole(forecast(1, seed=1), COVERAGE, by_series=True)

    measured = COVERAGE.definition.estimate(cells, Model.CANDIDATE)

    assert 0 <= measured.estimate.value <= 1
    assert all(math.isnan(end) for end in measured.bounds(0.1))
