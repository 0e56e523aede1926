from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import found_at_top
from tests.fakes.predictions import simulated, whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.cut import (
    at_fallout,
    at_precision,
    at_recall,
    at_rows,
    at_share,
    require_fraction,
    require_rows,
)
from lockgate.gates.ranked import RankedMetric
from lockgate.stats.operating_point import precision, recall, specificity


@pytest.fixture(scope="module")
def crowded() -> tuple[np.ndarray, np.ndarray, SliceCells]:
    """Many rows of a rare event with scores that share buckets."""
    columns = simulated(20_000, seed=3, rate=-5.0)
    return columns["late"], columns["p_new"], whole(columns["late"], columns["p_new"])


def _off(metric: RankedMetric, cells: SliceCells, exact: float) -> None:
    measured = metric.estimate(cells, Model.CANDIDATE)
    assert abs(measured.estimate.value - exact) <= measured.slack + 1e-12
    assert measured.slack < 0.2


def test_what_is_within_a_bucket_stays_within_the_slack(
    crowded: tuple[np.ndarray, np.ndarray, SliceCells],
) -> None:
    late, score, cells = crowded
    fallout, found, _ = sk.roc_curve(late, score, drop_intermediate=False)
    right, reached, _ = sk.precision_recall_curve(late, score)

    _off(at_rows(100, precision), cells, found_at_top(late, score, 100) / 100)
    _off(at_share(0.01, recall), cells, found_at_top(late, score, 200) / late.sum())
    _off(at_fallout(0.02, recall), cells, float(found[fallout <= 0.02].max()))
    _off(at_recall(0.4, precision), cells, float(right[np.flatnonzero(reached >= 0.4)[-1]]))
    _off(at_precision(0.05, recall), cells, float(reached[right >= 0.05].max()))


def test_a_threshold_above_all_rows_finds_nothing() -> None:
    cells = whole([0, 0, 1, 1], [0.9, 0.8, 0.2, 0.1])

    measured = at_fallout(0.2, recall).estimate(cells, Model.CANDIDATE)
    no_precision = at_fallout(0.2, precision).estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == 0
    assert no_precision.undefined == "no row is above the threshold"


@pytest.mark.parametrize(
    ("metric", "seen", "needed"),
    [
        (
            at_fallout(0.0005, recall),
            "a false-positive rate of 0.0005, 9.88 of 19,761 negatives",
            "40,000 negatives",
        ),
        (at_recall(0.95, specificity), "a recall of 0.95, 12 of 239 positives", "400 positives"),
        (at_recall(0.05, precision), "a recall of 0.05, 12 of 239 positives", "400 positives"),
        (at_recall(1.0, specificity), "a recall of 1, 0 of 239 positives", "no number of rows is enough"),
        (at_precision(0.2, recall), "a precision of 0.2, one class has 1 rows", "40 of each are needed"),
    ],
)
def test_a_threshold_that_few_rows_fix_has_no_bounds(
    crowded: tuple[np.ndarray, np.ndarray, SliceCells], metric: RankedMetric, seen: str, needed: str
) -> None:
    measured = metric.estimate(crowded[2], Model.CANDIDATE)

    assert measured.undefined.startswith(f"at {seen}")
    assert measured.undefined.endswith(needed)
    assert math.isfinite(measured.estimate.value)
    assert all(math.isnan(end) for end in measured.bounds(0.1))


def test_a_threshold_that_twenty_rows_fix_has_bounds(
    crowded: tuple[np.ndarray, np.ndarray, SliceCells],
) -> None:
    for metric in (at_fallout(20 / 19_761, recall), at_recall(20 / 239, precision), at_precision(0.03, recall)):
        lower, upper = metric.estimate(crowded[2], Model.CANDIDATE).bounds(0.1)
        assert 0 <= lower < upper <= 1


def test_a_difference_has_no_bounds_where_either_model_has_none(
    crowded: tuple[np.ndarray, np.ndarray, SliceCells],
) -> None:
    late, score, _ = crowded
    cells = whole(late, score, np.sqrt(score))

    thin = at_fallout(0.0005, recall).difference(cells)
    same = at_fallout(0.0005, recall).difference(whole(late, score))

    assert "20 are needed" in thin.undefined
    assert math.isnan(thin.bounds(0.1)[0])
    assert (same.undefined, same.estimate.value) == ("", 0)


def test_what_is_not_given_is_not_refused() -> None:
    require_fraction("lift", "share", None)
    require_rows("precision_at_k", "k", None)


@pytest.mark.parametrize("value", [0, -0.1, 1.1, "half", True])
def test_a_fraction_is_a_number_above_zero(value: object) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        require_fraction("lift", "share", value)
