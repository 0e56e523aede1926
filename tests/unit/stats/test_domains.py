from __future__ import annotations

import math

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_count, require_finite, require_open_fraction


@pytest.mark.parametrize("value", [0.0, 1.0, -0.1, math.nan])
def test_a_fraction_outside_the_open_range_is_refused(value: float) -> None:
    with pytest.raises(ParameterError, match=r"\[LG101\] f: `alpha` must be a float in \(0, 1\)"):
        require_open_fraction("f", "alpha", value)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ParameterError, match="`n` must be an int of 0 or more, got -1"):
        require_count("f", "n", -1)


def test_a_count_beyond_its_limit_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"`n` must be an int in \[0, 2\], got 3"):
        require_count("f", "n", 3, at_most=2)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(ParameterError, match="a finite number"):
        require_finite("f", "bar", value)


def test_values_inside_their_domain_are_accepted() -> None:
    require_open_fraction("f", "alpha", 0.5)
    require_count("f", "n", 2, at_most=2)
    require_finite("f", "bar", -3.0)
