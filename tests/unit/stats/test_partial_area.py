from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ks_2samp
from sklearn.metrics import roc_auc_score

from lockgate.domain.errors import ParameterError
from lockgate.stats.partial_area import kolmogorov_smirnov, partial_area
from lockgate.stats.ranking import placement_values


def _tied() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(1)
    score = draw.integers(0, 30, 600)
    late = draw.random(600) < (score + 5) / 45
    p, n = (np.bincount(score[late == one], minlength=30).astype(float) for one in (1, 0))
    return late.astype(int), score, p, n


@pytest.mark.parametrize("most", [0.05, 0.3, 0.77])
def test_the_area_is_that_of_scikit_learn(most: float) -> None:
    late, score, p, n = _tied()

    area = partial_area(p, n, most)[0]

    chance = most**2 / 2
    standard = 0.5 * (1 + (area - chance) / (most - chance))
    assert standard == pytest.approx(roc_auc_score(late, score, max_fpr=most), abs=1e-12)


def test_the_influence_on_the_whole_area_is_the_placement_value() -> None:
    _, _, p, n = _tied()

    area, of_positives, of_negatives, _ = partial_area(p, n, 1.0)

    positive, negative = placement_values(p, n)
    rows = p.sum() + n.sum()
    assert of_positives == pytest.approx((positive - area) * rows / p.sum())
    assert of_negatives == pytest.approx((negative - area) * rows / n.sum())


@pytest.mark.parametrize("most", [0.1, 0.5])
def test_the_influence_is_how_one_row_more_pulls(most: float) -> None:
    _, _, p, n = _tied()
    area, of_positives, of_negatives, _ = partial_area(p, n, most)
    rows, step = p.sum() + n.sum(), 1e-5

    for counts, influence in ((0, of_positives), (1, of_negatives)):
        for at in (3, 20, 27):
            moved = [p.copy(), n.copy()]
            moved[counts][at] += step * rows
            slope = (partial_area(moved[0], moved[1], most)[0] - area) / step
            assert slope == pytest.approx(influence[at], abs=2e-3)


def test_the_largest_gap_is_that_of_scipy() -> None:
    late, score, p, n = _tied()

    value, of_positives, of_negatives, best = kolmogorov_smirnov(p, n)

    assert value == pytest.approx(ks_2samp(score[late == 1], score[late == 0]).statistic, abs=1e-12)
    assert float(p @ of_positives + n @ of_negatives) == pytest.approx(0, abs=1e-9)
    assert best.max() >= value


def test_counts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ParameterError, match="one number a bucket"):
        partial_area([1.0], [1.0, 2.0], 0.5)
