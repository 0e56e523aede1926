from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import roc_auc_score

from lockgate.stats.ranking import (
    paired_roc_auc_difference,
    placement_values,
    roc_auc_estimate,
    roc_auc_from_counts,
)

Floats = NDArray[np.float64]
ROWS = st.lists(st.tuples(st.booleans(), st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=60)


def by_bucket(label: NDArray[np.int64], score: Floats) -> tuple[Floats, Floats]:
    """Give each distinct score its own bucket."""
    _, index = np.unique(score, return_inverse=True)
    size = int(index.max()) + 1
    return (
        np.bincount(index[label == 1], minlength=size).astype(float),
        np.bincount(index[label == 0], minlength=size).astype(float),
    )


def delong(label: NDArray[np.int64], scores: list[Floats]) -> tuple[Floats, Floats]:
    """Textbook DeLong, every pair by itself: areas and their covariance matrix."""
    tens, ones = [], []
    for score in scores:
        x, y = score[label == 1], score[label == 0]
        kernel = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
        tens.append(kernel.mean(axis=1))
        ones.append(kernel.mean(axis=0))
    covariance = np.cov(tens) / len(tens[0]) + np.cov(ones) / len(ones[0])
    return np.array([ten.mean() for ten in tens]), np.atleast_2d(covariance)


def sample(seed: int, n: int = 150) -> tuple[NDArray[np.int64], Floats, Floats]:
    rng = np.random.default_rng(seed)
    label = rng.integers(0, 2, n)
    shared = rng.normal(size=n) + label
    # rounding makes ties, within and across the classes
    return label, np.round(shared + rng.normal(size=n), 1), np.round(shared + 0.5 * rng.normal(size=n), 1)


OBSTRUCTION = """
3.0 5.8 10 0  3.2 6.3 5 1  3.9 6.8 3 1  2.8 4.8 6 0  3.2 5.8 3 1  0.9 4.0 5 0  2.5 5.7 8 0  1.6 5.6 5 1
3.8 5.7 5 1  3.7 6.7 6 1  3.2 5.4 4 1  3.8 6.6 6 1  4.1 6.6 5 1  3.6 5.7 5 1  4.3 7.0 4 1  3.6 6.7 4 0
2.3 4.4 6 1  4.2 7.6 4 0  4.0 6.6 6 0  3.5 5.8 6 1  3.8 6.8 7 1  3.0 4.7 8 0  4.5 7.4 5 1  3.7 7.4 5 1
3.1 6.6 6 1  4.1 8.2 6 1  4.3 7.0 5 1  4.3 6.5 4 1  3.2 5.1 5 1  2.6 4.7 6 1  3.3 6.8 6 0  1.7 4.0 7 0
3.7 6.1 5 1  3.3 6.3 7 1  4.2 7.7 6 1  3.5 6.2 5 1  2.9 5.7 9 0  2.1 4.8 7 1  2.8 6.2 8 0  4.0 7.0 7 1
3.3 5.7 6 1  3.7 6.9 5 1  3.6 6.6 5 1
"""
"""Patients of DeLong, DeLong and Clarke-Pearson (1988): albumin, total protein, Krebs-Goplerud score, and outcome."""


def test_area_of_four_rows_by_hand() -> None:
    assert roc_auc_from_counts([0, 1, 1], [1, 1, 0]) == 0.875


def test_placement_values_by_hand() -> None:
    of_positives, of_negatives = placement_values([0, 1, 1], [1, 1, 0])

    assert of_positives.tolist() == [0.25, 0.75, 1.0]
    assert of_negatives.tolist() == [1.0, 0.75, 0.25]


@pytest.mark.parametrize("seed", range(5))
def test_area_agrees_with_scikit_learn_and_the_rank_sum(seed: int) -> None:
    label, score, _ = sample(seed)

    area = roc_auc_from_counts(*by_bucket(label, score))

    x, y = score[label == 1], score[label == 0]
    assert area == pytest.approx(roc_auc_score(label, score), abs=1e-9)
    assert area == pytest.approx(stats.mannwhitneyu(x, y).statistic / (x.size * y.size), abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_standard_error_agrees_with_textbook_delong(seed: int) -> None:
    label, score, _ = sample(seed)

    estimate = roc_auc_estimate(*by_bucket(label, score))

    areas, covariance = delong(label, [score])
    assert estimate.value == pytest.approx(areas[0], abs=1e-9)
    assert estimate.standard_error == pytest.approx(math.sqrt(covariance[0, 0]), abs=1e-9)
    assert estimate.n_effective == min(label.sum(), (1 - label).sum())


@pytest.mark.parametrize("seed", range(5))
def test_paired_difference_agrees_with_textbook_delong(seed: int) -> None:
    label, baseline, candidate = sample(seed)
    old, new = (np.unique(score, return_inverse=True)[1] for score in (baseline, candidate))

    estimate = paired_roc_auc_difference(label, old, new, np.ones(label.size))

    areas, covariance = delong(label, [candidate, baseline])
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    assert estimate.value == pytest.approx(areas[0] - areas[1], abs=1e-9)
    assert estimate.standard_error == pytest.approx(math.sqrt(variance), abs=1e-9)


def test_the_table_of_hanley_and_mcneil_has_the_published_area_and_error() -> None:
    """109 images rated from 1 to 5 (Radiology 143, 1982); Stata's manual, `roctab`: DeLong's error and interval."""
    estimate = roc_auc_estimate([3, 2, 2, 11, 33], [33, 6, 6, 11, 2])

    assert estimate.value == pytest.approx(0.8932, abs=5e-5)
    assert estimate.standard_error == pytest.approx(0.0307, abs=5e-5)
    reach = 1.959963984540054 * estimate.standard_error
    assert (estimate.value - reach, estimate.value + reach) == pytest.approx((0.83295, 0.95339), abs=5e-6)


def test_the_example_of_delong_has_the_published_areas_and_differences() -> None:
    """SAS/STAT User's Guide, LOGISTIC, "Comparing Receiver Operating Characteristic Curves"."""
    rows = np.array(OBSTRUCTION.split(), dtype=float).reshape(43, 4)
    label = rows[:, 3].astype(np.int64)
    albumin, protein, krebs = rows[:, 0], rows[:, 1], 10 - rows[:, 2]
    published = {"krebs": (0.7258, 0.1028), "albumin": (0.7366, 0.0927), "protein": (0.6478, 0.1000)}
    differences = {"albumin": (0.0108, 0.0953, 0.0127), "protein": (-0.0780, 0.1046, 0.5554)}

    for name, score in (("krebs", krebs), ("albumin", albumin), ("protein", protein)):
        found = roc_auc_estimate(*by_bucket(label, score))
        assert (found.value, found.standard_error) == pytest.approx(published[name], abs=5e-5)
    for name, score in (("albumin", albumin), ("protein", protein)):
        old, new = (np.unique(one, return_inverse=True)[1] for one in (krebs, score))
        found = paired_roc_auc_difference(label, old, new, np.ones(label.size))
        chi_square = (found.value / found.standard_error) ** 2
        assert (found.value, found.standard_error, chi_square) == pytest.approx(differences[name], abs=5e-5)


def test_rows_of_one_joint_cell_may_be_counted_together() -> None:
    label, old, new = [1, 1, 1, 0, 0], [1, 1, 2, 0, 1], [2, 2, 1, 0, 1]

    apart = paired_roc_auc_difference(label, old, new, [1, 1, 1, 1, 1])
    together = paired_roc_auc_difference(label[1:], old[1:], new[1:], [2, 1, 1, 1])

    assert together.value == pytest.approx(apart.value)
    assert together.standard_error == pytest.approx(apart.standard_error)


def test_a_model_against_itself_differs_by_nothing() -> None:
    label, score, _ = sample(1)
    bucket = np.unique(score, return_inverse=True)[1]

    estimate = paired_roc_auc_difference(label, bucket, bucket, np.ones(label.size))

    assert (estimate.value, estimate.standard_error) == (0.0, 0.0)


@pytest.mark.parametrize(("positives", "negatives"), [([0, 0], [1, 2]), ([1, 2], [0, 0]), ([], [])])
def test_one_class_leaves_the_area_undefined(positives: list[int], negatives: list[int]) -> None:
    assert math.isnan(roc_auc_from_counts(positives, negatives))
    assert not roc_auc_estimate(positives, negatives).is_defined


def test_one_class_leaves_the_difference_undefined() -> None:
    assert not paired_roc_auc_difference([1, 1], [0, 1], [1, 0], [5, 5]).is_defined
    assert not paired_roc_auc_difference([], [], [], []).is_defined


def test_a_single_positive_has_an_area_but_no_standard_error() -> None:
    estimate = roc_auc_estimate([0, 1], [5, 1])

    assert estimate.value == pytest.approx(5.5 / 6)
    assert not estimate.is_defined


@given(ROWS, st.integers(1, 3))
def test_binning_moves_the_area_by_no_more_than_its_bound(
    rows: list[tuple[bool, int, int]], width: int
) -> None:
    label = np.array([int(row[0]) for row in rows])
    score = np.array([float(row[1]) for row in rows])

    fine = roc_auc_from_counts(*by_bucket(label, score))
    binned = by_bucket(label, score // width)

    if not math.isnan(fine):
        positives, negatives = map(np.asarray, binned)
        bound = 0.5 * float(positives @ negatives) / (float(positives.sum()) * float(negatives.sum()))
        assert abs(roc_auc_from_counts(*binned) - fine) <= bound + 1e-12


@given(ROWS)
def test_reversing_the_scores_mirrors_the_area(rows: list[tuple[bool, int, int]]) -> None:
    label = np.array([int(row[0]) for row in rows])
    score = np.array([float(row[1]) for row in rows])

    area, mirrored = (roc_auc_estimate(*by_bucket(label, signed)) for signed in (score, -score))

    if area.is_defined:
        assert mirrored.value == pytest.approx(1 - area.value)
        assert mirrored.standard_error == pytest.approx(area.standard_error)


@given(ROWS)
def test_swapping_the_models_flips_the_sign(rows: list[tuple[bool, int, int]]) -> None:
    label, old, new = ([int(row[k]) for row in rows] for k in range(3))

    forth = paired_roc_auc_difference(label, old, new, np.ones(len(rows)))
    back = paired_roc_auc_difference(label, new, old, np.ones(len(rows)))

    if forth.is_defined:
        assert back.value == pytest.approx(-forth.value)
        assert back.standard_error == pytest.approx(forth.standard_error)
