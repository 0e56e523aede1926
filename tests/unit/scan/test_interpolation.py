"""Quantiles between two values, against numpy."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from lockgate.scan.aggregates.order_values import OrderValuesState
from lockgate.scan.interpolation import Interpolation, interpolated

VALUES = [1.0, 2.0, 4.0, 8.0, 16.0]
HOWS: tuple[Interpolation, ...] = ("linear", "lower", "higher", "midpoint", "nearest")


@pytest.mark.parametrize(("how", "q"), list(product(HOWS, (0, 0.1, 0.125, 0.25, 0.3, 0.375, 0.5, 0.9, 1))))
def test_it_is_the_quantile_of_numpy(how: Interpolation, q: float) -> None:
    place = (len(VALUES) - 1) * q
    state = OrderValuesState(len(VALUES), VALUES[math.floor(place)], VALUES[math.ceil(place)])

    assert interpolated(state, q, how) == pytest.approx(float(np.quantile(VALUES, q, method=how)))


def test_without_a_value_there_is_none() -> None:
    assert interpolated(OrderValuesState(0), 0.5, "linear") is None


def test_nan_among_the_values_makes_it_undefined() -> None:
    value = interpolated(OrderValuesState(3, 1.0, 2.0, not_finite=1), 0.5, "linear")

    assert value is not None
    assert math.isnan(value)
