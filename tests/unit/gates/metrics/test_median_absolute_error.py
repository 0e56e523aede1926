from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import median_absolute_error
from tests.fakes.medians import middle_of
from tests.fakes.numbers import gate, moments_of, priced, spec_of

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.judge import judge
from lockgate.gates.measurement import MeanMeasurement
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.metrics.median_absolute_error import MedianAbsoluteError
from lockgate.gates.slicing import Dimension
from lockgate.scan.blocks import BlockSpec
from lockgate.stats.order_statistics import quantile_bounds

METRIC = MedianAbsoluteError()
COLUMNS = priced(1_003, seed=5)
BY = ((Dimension("city"),), (Dimension("size", bins=3), Dimension("city")))
ASKED = spec_of(
    gate("median_absolute_error", Requirement.at_most(9), sliced=True),
    gate("median_absolute_error", NotWorse(1)),
    by=BY,
)


def test_it_is_scikit_learns_on_all_rows_and_on_each_slice_and_its_bounds_are_errors_that_enclose_it() -> None:
    cells = moments_of(COLUMNS, ASKED)

    assert len(cells.keys) == 1 + 3 + 9
    for at in range(4):
        own = np.ones(1_003, bool) if at == 0 else COLUMNS["city"] == cells.keys[at][1][0]
        for model, name in zip(Model, ("p_old", "p_new"), strict=True):
            label, predicted = COLUMNS["price"][own], COLUMNS[name][own]
            measured = METRIC.estimate(cells.slice(at), model)

            assert measured.estimate.value == pytest.approx(median_absolute_error(label, predicted), rel=1e-9)
            low, high = measured.bounds(0.05)
            exact = quantile_bounds(np.abs(predicted - label), 0.5, alpha=0.05)
            wider = quantile_bounds(np.abs(predicted - label), 0.5, alpha=0.02)
            assert wider[0] - 1e-9 <= low <= exact[0] + 1e-9
            assert exact[1] - 1e-9 <= high <= wider[1] + 1e-9


def test_a_gate_is_decided_on_each_slice_and_between_the_models() -> None:
    findings = judge(ASKED, moments_of(COLUMNS, ASKED))

    assert {one.verdict for one in findings} == {Verdict.PASS, Verdict.INCONCLUSIVE}
    assert [one.verdict for one in findings if not one.subject.slice] == [Verdict.PASS, Verdict.PASS]


def test_rows_that_are_far_off_do_not_move_it() -> None:
    errors = np.arange(1.0, 102.0)
    far = np.where(errors > 90, 1e9, errors)

    same = METRIC.estimate(middle_of(errors, far), Model.CANDIDATE)

    assert same.estimate.value == 51
    assert same.bounds(0.05) == METRIC.estimate(middle_of(errors, far), Model.BASELINE).bounds(0.05)


def test_two_models_that_err_on_the_same_rows_differ_by_little() -> None:
    draw = np.random.default_rng(0)
    old, other = np.abs(draw.normal(size=(2, 900)))

    near, apart = (METRIC.difference(middle_of(old, new)) for new in (old + 0.001, other))

    assert isinstance(near, MeanMeasurement)
    assert near.estimate.value == pytest.approx(0.001)
    assert 0 <= near.estimate.standard_error < apart.estimate.standard_error / 10


def test_where_errors_are_whole_numbers_the_difference_holds_both_medians() -> None:
    """The median of such errors jumps by one: how dense they are says nothing of that."""
    old, new = np.repeat([1.0, 2.0, 3.0], [380, 240, 380]), np.repeat([1.0, 2.0, 3.0], [505, 200, 295])

    measured = METRIC.difference(middle_of(old, new))

    assert (measured.method, measured.estimate.value, measured.unit) == ("order statistics of both", -1, 2)
    assert measured.bounds(0.1) == (-1, 0)
    assert measured.estimate.standard_error > 0


def test_few_rows_have_a_median_and_no_bounds() -> None:
    measured = METRIC.estimate(middle_of(np.arange(4.0), np.arange(4.0)), Model.CANDIDATE)

    assert (measured.estimate.value, measured.unit) == (1.5, 1.5)
    assert np.isnan(measured.bounds(0.05)).all()


def test_rows_that_depend_on_each_other_are_refused() -> None:
    with pytest.raises(
        ParameterError, match=r"blocks.*count rows one by one; ask `within_tolerance_score` instead"
    ):
        replace(ASKED, blocks=BlockSpec(entity="city"))
