from __future__ import annotations

import pytest
from scipy import stats

from lockgate.domain.errors import ParameterError
from lockgate.stats.quantiles import normal_quantile, normal_upper_tail, t_quantile


@pytest.mark.parametrize("probability", [0.001, 0.05, 0.5, 0.9, 0.975, 0.9999])
def test_normal_quantile_agrees_with_scipy(probability: float) -> None:
    assert normal_quantile(probability) == pytest.approx(stats.norm.ppf(probability), abs=1e-12)


@pytest.mark.parametrize("z", [-3.0, 0.0, 1.5, 12.0])
def test_normal_upper_tail_agrees_with_scipy(z: float) -> None:
    assert normal_upper_tail(z) == pytest.approx(stats.norm.sf(z), rel=1e-12)


@pytest.mark.parametrize("degrees", [1, 2, 4.9592, 30, 1_000])
def test_t_quantile_agrees_with_scipy(degrees: float) -> None:
    assert t_quantile(0.95, degrees) == pytest.approx(stats.t.ppf(0.95, degrees), rel=1e-9)


@pytest.mark.parametrize("degrees", [100, 1_213.5, 99_999])
@pytest.mark.parametrize("probability", [1e-5, 0.05, 0.5, 0.95, 0.99999])
def test_t_quantile_of_some_rows_agrees_with_scipy(probability: float, degrees: float) -> None:
    assert t_quantile(probability, degrees) == pytest.approx(
        stats.t.ppf(probability, degrees), rel=1e-9, abs=1e-12
    )


def test_t_quantile_of_many_rows_is_the_normal_one_within_its_stated_error() -> None:
    exact = stats.t.ppf(0.9999, 100_000)

    assert t_quantile(0.9999, 100_000) == normal_quantile(0.9999)
    assert t_quantile(0.9999, 100_000) == pytest.approx(exact, rel=1e-4)


def test_t_quantile_without_degrees_of_freedom_is_refused() -> None:
    with pytest.raises(ParameterError, match="`degrees` must be a number above 0, got 0"):
        t_quantile(0.95, 0)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_a_probability_at_the_end_has_no_quantile(probability: float) -> None:
    with pytest.raises(ParameterError):
        normal_quantile(probability)
    with pytest.raises(ParameterError):
        t_quantile(probability, 5)
