from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import spearmanr

from lockgate.probes.importance import Importance
from lockgate.probes.importance_drift import churn, rank_correlation, sign_flips, top


def model(*values: float, noise: float = 0.0, seed: int = 0, n: int = 200) -> tuple[Importance, ...]:
    drawn = np.random.default_rng(seed)
    found = []
    for place, value in enumerate(values):
        pulls = drawn.normal(0, noise, n) if noise else np.zeros(n)
        found.append(
            Importance(
                name=f"f{place}", columns=(), value=value, influence=pulls - pulls.mean(), is_idle=value == 0
            )
        )
    return tuple(found)


def test_the_share_of_the_top_that_is_new() -> None:
    found = churn(model(1, 9, 8, 0), model(9, 8, 1, 0), (), size=2, alpha=0.1, seed=1)

    assert (found.value, found.lower, found.upper, found.noise) == (0.5, 0.5, 0.5, 0)


def test_refits_say_what_is_noise() -> None:
    old = model(9, 8, 1, 0)

    found = churn(old, old, (model(9, 1, 8, 0), model(1, 0, 9, 8)), size=2, alpha=0.1, seed=1)

    assert (found.value, found.noise) == (0, 1)


def test_close_ranks_leave_the_bounds_wide() -> None:
    found = churn(
        model(1.00, 1.01, 0.99, noise=3, seed=1),
        model(1.01, 1.0, 0.99, noise=3, seed=2),
        (),
        size=1,
        alpha=0.1,
        seed=1,
    )

    assert (found.lower, found.upper) == (0, 1)


def test_ranks_are_compared_as_scipy_does() -> None:
    first, second = (3.0, 1.0, 1.0, 9.0, 4.0), (2.0, 2.0, 1.0, 5.0, 9.0)

    assert rank_correlation(model(*first), model(*second)) == pytest.approx(
        spearmanr(first, second).statistic, abs=1e-12
    )


def test_only_signs_beyond_doubt_flip() -> None:
    new = model(1, 1, -1, noise=0.5, seed=1)
    old = model(-1, 1, 1, noise=0.5, seed=2)
    unsure = model(0.01, 0.01, 0.01, noise=5, seed=3)

    assert sign_flips(new, old, alpha=0.1) == ("f0", "f2")
    assert sign_flips(new, unsure, alpha=0.1) == ()


def test_ties_go_to_the_first() -> None:
    assert top(np.ones(3), 2) == frozenset({0, 1})


def test_where_all_matter_the_same_there_are_no_ranks() -> None:
    assert math.isnan(rank_correlation(model(1, 1), model(1, 2)))


def test_what_does_not_matter_is_not_at_the_top() -> None:
    flat, some = model(0, 0, 0), model(9, 0, 0)

    assert math.isnan(churn(flat, flat, (flat,), size=2, alpha=0.1, seed=1).value)
    assert churn(flat, flat, (flat,), size=2, alpha=0.1, seed=1).noise == 0
    assert churn(flat, some, (), size=2, alpha=0.1, seed=1).value == 1
