"""What simulated error rates are compared with."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest


@pytest.fixture
def with_chance() -> Callable[[float, int], float]:
    """Return the rate that a simulation of a true rate stays below, but for one in a thousand."""

    def limit(rate: float, runs: int) -> float:
        return rate + 3 * math.sqrt(rate * (1 - rate) / runs)

    return limit
