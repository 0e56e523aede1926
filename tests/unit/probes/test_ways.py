from __future__ import annotations

import numpy as np
import pytest

from lockgate.probes.ways import Way, wrong_way


@pytest.mark.parametrize(("way", "expected"), [(Way.UP, [-1.0, 1.0]), (Way.DOWN, [1.0, -1.0])])
def test_the_wrong_way_is_positive(way: Way, expected: list[float]) -> None:
    assert wrong_way(np.array([0.0, 1.0]), np.array([1.0, 0.0]), way).tolist() == expected
