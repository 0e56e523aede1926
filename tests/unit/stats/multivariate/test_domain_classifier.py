from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from lockgate.domain.errors import ParameterError
from lockgate.stats.multivariate.domain_classifier import _area, _fitted, domain_classifier

ROWS = np.random.default_rng(2).normal(size=(1_200, 3))


def test_the_fit_agrees_with_scikit_learn() -> None:
    labels = (ROWS[:, 0] + np.random.default_rng(1).normal(size=1_200) > 0.8).astype(float)

    expected = LogisticRegression(C=0.5, class_weight="balanced", tol=1e-10, max_iter=1_000).fit(ROWS, labels)

    assert _fitted(ROWS, labels, 2.0) == pytest.approx(expected.coef_[0], abs=1e-5)


def test_the_area_agrees_with_scikit_learn_ties_included() -> None:
    scores = np.round(ROWS[:200, 0], 1)
    is_current = ROWS[:200, 0] + ROWS[:200, 1] > 0

    area, error, chance = _area(scores, is_current)

    assert area == pytest.approx(roc_auc_score(is_current, scores), abs=1e-12)
    assert 0 < error < chance


def test_equal_samples_cannot_be_told_apart() -> None:
    shift = domain_classifier(ROWS[:600], ROWS[600:])

    assert shift.lower < 0.5 < shift.upper
    assert shift.p_value > 0.05


@pytest.mark.parametrize("fault", ["mean", "spread", "correlation"])
def test_what_changed_shows(fault: str) -> None:
    changed = ROWS[600:].copy()
    if fault == "mean":
        changed[:, 1] += 0.7
    elif fault == "spread":
        changed[:, 1] *= 2
    else:
        changed[:, 1] = 0.8 * changed[:, 0] + 0.6 * changed[:, 1]

    shift = domain_classifier(ROWS[:600], changed)

    assert 0.55 < shift.lower < shift.effect <= shift.upper
    assert shift.p_value < 1e-6


def test_rows_that_give_themselves_away_have_an_area_of_one() -> None:
    shift = domain_classifier(ROWS[:600], ROWS[600:] + 50)

    assert (shift.effect, shift.lower, shift.upper) == (1.0, 1.0, 1.0)


def test_many_columns_go_without_products() -> None:
    wide = np.random.default_rng(1).normal(size=(400, 25))

    assert domain_classifier(wide[:200], wide[200:] + 0.5).p_value < 1e-6


def test_arguments_outside_their_domain_are_refused() -> None:
    with pytest.raises(ParameterError, match="`penalty`"):
        domain_classifier(ROWS[:600], ROWS[600:], penalty=0.0)
    with pytest.raises(ParameterError, match="50 rows a side"):
        domain_classifier(ROWS[:600], ROWS[:49])
