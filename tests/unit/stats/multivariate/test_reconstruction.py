from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from lockgate.domain.errors import ParameterError
from lockgate.stats.multivariate.reconstruction import _left_over, reconstruction_shift

GENERATOR = np.random.default_rng(1)
BASE = GENERATOR.normal(size=(600, 2))
TOGETHER: NDArray[np.float64] = BASE @ GENERATOR.normal(size=(2, 5)) + 0.3 * GENERATOR.normal(size=(600, 5))


@pytest.mark.parametrize("explained", [0.3, 0.65, 0.95])
def test_rows_are_rebuilt_as_scikit_learn_does(explained: float) -> None:
    pca = PCA(n_components=explained, svd_solver="full").fit(TOGETHER)
    centred = TOGETHER - TOGETHER.mean(axis=0)

    errors = np.linalg.norm(centred @ _left_over(TOGETHER, explained), axis=1)

    rebuilt = pca.inverse_transform(pca.transform(TOGETHER))
    assert errors == pytest.approx(np.linalg.norm(TOGETHER - rebuilt, axis=1), abs=1e-9)


def test_rows_of_the_same_kind_are_rebuilt_alike() -> None:
    shift = reconstruction_shift(TOGETHER[:300], TOGETHER[300:])

    assert shift.lower < 0 < shift.upper
    assert shift.p_value > 0.05


def test_columns_that_no_longer_hang_together_show() -> None:
    generator = np.random.default_rng(3)
    shuffled = np.column_stack([generator.permutation(column) for column in TOGETHER[300:].T])

    shift = reconstruction_shift(TOGETHER[:300], shuffled)

    assert 1 < shift.lower < shift.effect < shift.upper
    assert shift.p_value < 1e-6


def test_a_relation_that_always_held_and_is_broken_is_infinitely_far() -> None:
    line = np.column_stack((BASE[:200, 0], 2 * BASE[:200, 0]))

    broken = reconstruction_shift(line, BASE[200:300])

    assert broken.effect == broken.lower == math.inf
    assert broken.p_value < 1e-6
    assert reconstruction_shift(line[:100], line[100:]).effect == 0.0


def test_errors_that_never_vary_prove_nothing() -> None:
    assert reconstruction_shift(np.ones((40, 2)), np.full((40, 2), 2.0)).p_value == 1.0


@pytest.mark.parametrize(
    ("name", "reference", "explained"),
    [("reference", TOGETHER[:19], 0.65), ("reference", TOGETHER[:, :1], 0.65), ("explained", TOGETHER, 1.0)],
)
def test_arguments_outside_their_domain_are_refused(
    name: str, reference: NDArray[np.float64], explained: float
) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        reconstruction_shift(reference, reference, explained=explained)
