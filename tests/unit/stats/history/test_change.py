from __future__ import annotations

import math

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.history.change import absolute_change, relative_change


def test_changes_by_hand() -> None:
    assert absolute_change([100.0, 110.0], 125.0) == 15.0
    assert absolute_change([100.0, 110.0], 125.0, order=2) == 5.0
    assert relative_change([100.0, 110.0], 99.0) == pytest.approx(-0.1)
    assert relative_change([100.0, 110.0], 125.0, order=2) == pytest.approx(0.25)


def test_growth_from_a_negative_value_is_positive() -> None:
    assert relative_change([-10.0], -5.0) == pytest.approx(0.5)


def test_a_change_from_nothing_has_no_ratio() -> None:
    assert relative_change([0.0], 3.0) == math.inf
    assert relative_change([0.0], -3.0) == -math.inf
    assert math.isnan(relative_change([0.0], 0.0))


def test_a_past_that_is_too_short_says_nothing() -> None:
    assert math.isnan(absolute_change([1.0], 2.0, order=2))
    assert math.isnan(relative_change([], 2.0))


def test_an_order_below_one_is_refused() -> None:
    with pytest.raises(ParameterError, match="`order`"):
        absolute_change([1.0], 2.0, order=0)
    with pytest.raises(ParameterError, match="`order`"):
        relative_change([1.0], 2.0, order=0)
