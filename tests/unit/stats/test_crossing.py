"""Where a falling function crosses zero, against scipy."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from scipy.optimize import brentq

from lockgate.stats.crossing import last_not_below

FALLING: dict[str, Callable[[float], float]] = {
    "straight": lambda x: 0.3 - x,
    "steep": lambda x: math.atan(1e6 * (0.7 - x)),
    "bent": lambda x: math.exp(-20 * x) - 1e-7,
}


@pytest.mark.parametrize("name", FALLING)
def test_it_is_where_scipy_finds_it(name: str) -> None:
    function = FALLING[name]
    found = last_not_below(function, 0.0, 1.0)
    assert function(found) >= 0
    assert found == pytest.approx(brentq(function, 0.0, 1.0, xtol=1e-15), abs=1e-14)


def test_a_function_that_is_flat_where_it_crosses_is_halved_enough() -> None:
    assert last_not_below(lambda x: (0.4 - x) ** 3, 0.0, 1.0) == pytest.approx(0.4, abs=1e-14)


def test_a_smooth_function_is_asked_a_few_times() -> None:
    asked = []

    def function(x: float) -> float:
        asked.append(x)
        return 1 / (1 + x) - 0.6

    assert last_not_below(function, 0.0, 1.0) == pytest.approx(2 / 3, abs=1e-15)
    assert len(asked) < 15


@pytest.mark.parametrize("near", [0.31, 0.29, 0.3, 1.0, -1.0, math.nan])
def test_looking_somewhere_first_changes_nothing_but_the_steps(near: float) -> None:
    asked = []

    def function(x: float) -> float:
        asked.append(x)
        return math.exp(-x) - math.exp(-0.3)

    assert last_not_below(function, 0.0, 1.0, near=near) == pytest.approx(0.3, abs=1e-14)
    assert (near in asked) is (0 < near <= 1)


def test_a_function_that_jumps_to_infinity_is_halved() -> None:
    found = last_not_below(lambda x: math.inf if x <= 0.25 else -math.inf, 0.0, 1.0)
    assert found == pytest.approx(0.25, abs=1e-14)
    assert found <= 0.25


def test_an_empty_range_is_its_end() -> None:
    assert last_not_below(lambda x: -x, 0.0, 0.0) == 0.0


def test_a_range_that_cannot_be_halved_ends_the_search() -> None:
    least = math.ulp(0.0)

    assert last_not_below(lambda x: -1.0 if x > 0 else 0.0, 0.0, least) == 0.0
