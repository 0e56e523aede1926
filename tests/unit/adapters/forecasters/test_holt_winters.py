"""Holt-Winters, from statsmodels."""

from __future__ import annotations

import builtins
import math

import numpy as np
import pytest

from lockgate.adapters.forecasters.holt_winters import HoltWinters
from lockgate.domain.errors import MissingExtraError

WEEK = [100.0, 102.0, 98.0, 101.0, 110.0, 40.0, 38.0]


def noisy(weeks: int, *, slope: float = 0.0) -> list[float]:
    draw = np.random.default_rng(7)
    return [WEEK[i % 7] + slope * i + float(draw.normal(0, 1)) for i in range(7 * weeks)]


def test_a_season_is_expected_to_come_again() -> None:
    found = HoltWinters().forecast([*noisy(8), 100.0, 102.0, 98.0, 101.0, 110.0], 7)

    assert found.expected == pytest.approx(40, abs=4)
    assert 0.2 < found.scale < 3


def test_a_trend_is_expected_to_go_on() -> None:
    rising = [10.0 * i + (i % 2) for i in range(30)]

    assert HoltWinters().forecast(rising, 1).expected == pytest.approx(300, abs=8)


def test_a_missing_value_is_bridged_and_a_constant_needs_no_model() -> None:
    assert HoltWinters().forecast([5.0, math.nan, 5.0, 5.0], 7) == HoltWinters().forecast([5.0] * 4, 7)
    assert HoltWinters().forecast([5.0] * 4, 7).scale == 0


def test_too_few_values_expect_nothing() -> None:
    assert math.isnan(HoltWinters().forecast([math.nan, 5.0, 6.0], 7).expected)


def test_without_statsmodels_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.startswith("statsmodels"):
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(MissingExtraError, match=r"lockgate\[history\]"):
        HoltWinters().forecast([1.0, 2.0, 3.0], 7)
