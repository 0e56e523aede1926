from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize
from statsmodels.stats.contingency_tables import mcnemar

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import mean_estimate
from lockgate.stats.paired import paired_mean_difference, paired_proportion_difference, tango_interval

PAIRS = st.integers(1, 500).flatmap(
    lambda n: st.integers(0, n).flatmap(lambda b: st.tuples(st.just(n), st.just(b), st.integers(0, n - b)))
)


def score_by_likelihood(n: int, b: int, c: int, difference: float) -> float:
    """Maximise the trinomial likelihood numerically at a given difference, then form the score statistic."""

    def loss(q: float) -> float:
        cells = ((b, q + difference), (c, q), (n - b - c, 1 - 2 * q - difference))
        return -sum(count * math.log(max(share, 1e-300)) for count, share in cells if count)

    low, high = max(0.0, -difference), (1 - difference) / 2
    q = optimize.minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-13}).x
    return float((b - c - n * difference) / math.sqrt(n * (2 * q + difference - difference**2)))


def test_difference_of_a_hundred_pairs_by_hand() -> None:
    estimate = paired_proportion_difference(100, 12, 4)

    assert estimate.value == pytest.approx(0.08)
    assert estimate.standard_error == pytest.approx(math.sqrt(16 - 64 / 100) / 100)


def test_difference_is_the_mean_of_the_row_wise_differences() -> None:
    d = np.array([1] * 12 + [-1] * 4 + [0] * 84)

    estimate = paired_proportion_difference(100, 12, 4)

    assert estimate.standard_error == pytest.approx(d.std() / 10, rel=1e-12)


def test_tango_without_disagreement_by_hand() -> None:
    z2 = 1.959963984540054**2

    assert tango_interval(50, 0, 0, correction=0) == pytest.approx((-z2 / (50 + z2), z2 / (50 + z2)), abs=1e-12)


@pytest.mark.parametrize(("n", "b", "c"), [(44, 0, 1), (100, 12, 4), (21, 9, 2), (1_600, 150, 86), (20, 0, 20)])
@pytest.mark.parametrize("alpha", [0.05, 0.1])
def test_tango_bounds_are_where_the_likelihood_puts_them(n: int, b: int, c: int, alpha: float) -> None:
    z = {0.05: 1.959963984540054, 0.1: 1.6448536269514722}[alpha]

    lower, upper = tango_interval(n, b, c, alpha=alpha, correction=0)

    if lower > -1:
        assert score_by_likelihood(n, b, c, lower) == pytest.approx(z, abs=1e-4)
    assert score_by_likelihood(n, b, c, upper) == pytest.approx(-z, abs=1e-4)


@pytest.mark.parametrize(
    ("n", "b", "c", "published", "digits"),
    [(21, 1, 7, (-0.517, -0.026), 3), (161, 6, 16, (-0.1240, -0.0054), 4)],
    ids=["airway hyper-responsiveness", "complete response"],
)
def test_tango_without_correction_is_as_published(
    n: int, b: int, c: int, published: tuple[float, float], digits: int
) -> None:
    """Fagerland, Lydersen and Laake, Statistics in Medicine 33 (2014), table V; their book (2017), chapter 8."""
    bounds = tango_interval(n, b, c, correction=0)

    assert tuple(round(one, digits) for one in bounds) == published


def test_tango_leaves_no_difference_out_where_mcnemar_rejects() -> None:
    """At no difference Tango's score is McNemar's: the bound touches zero at the published p-value.

    Published: Fagerland, Lydersen and Laake (2017), chapter 8 (asymptotic McNemar). Computed: statsmodels.
    """
    n, b, c, z, p = 161, 6, 16, -2.132, 0.033006
    assert (b - c) / math.sqrt(b + c) == pytest.approx(z, abs=5e-4)
    computed = mcnemar([[n - b - c, b], [c, 0]], exact=False, correction=False).pvalue
    assert computed == pytest.approx(p, abs=5e-7)

    assert tango_interval(n, b, c, alpha=computed, correction=0)[1] == pytest.approx(0, abs=1e-12)
    assert tango_interval(n, b, c, alpha=p + 1e-5, correction=0)[1] < 0
    assert tango_interval(n, b, c, alpha=p - 1e-5, correction=0)[1] > 0


def test_tango_of_total_disagreement_reaches_the_end() -> None:
    assert tango_interval(20, 20, 0)[1] == 1.0
    assert tango_interval(20, 0, 20)[0] == -1.0


def test_the_correction_widens_the_interval_by_less_than_a_row_on_each_side() -> None:
    plain, corrected = tango_interval(1_000, 40, 30, correction=0), tango_interval(1_000, 40, 30)

    assert plain[0] - 0.001 < corrected[0] < plain[0]
    assert plain[1] < corrected[1] < plain[1] + 0.001


@pytest.mark.parametrize("correction", [-0.1, 1.1, math.nan])
def test_a_correction_outside_its_domain_is_refused(correction: float) -> None:
    with pytest.raises(ParameterError, match="`correction`"):
        tango_interval(10, 1, 1, correction=correction)


@given(PAIRS)
def test_swapping_the_models_mirrors_the_interval(case: tuple[int, int, int]) -> None:
    n, b, c = case

    lower, upper = tango_interval(n, b, c)

    assert -1 <= lower <= (b - c) / n <= upper <= 1
    assert tango_interval(n, c, b) == (-upper, -lower)


def test_no_pairs_say_nothing() -> None:
    assert all(map(math.isnan, tango_interval(0, 0, 0)))
    assert not paired_proportion_difference(0, 0, 0).is_defined


@pytest.mark.parametrize("counts", [(10, 11, 0), (10, 6, 5), (10, -1, 0), (-1, 0, 0)])
def test_counts_that_do_not_fit_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ParameterError):
        paired_proportion_difference(*counts)
    with pytest.raises(ParameterError):
        tango_interval(*counts)


def test_paired_mean_difference_is_the_mean_of_the_differences() -> None:
    assert paired_mean_difference(4, -2.0, 3.0) == mean_estimate(4, -2.0, 3.0)
