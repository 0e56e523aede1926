from __future__ import annotations

import json

import numpy as np
import pytest

from lockgate.adapters.models.json_rows import plain_values


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([1, 2]), [1, 2]),
        (np.array([True, False]), [True, False]),
        (np.array([np.inf, -0.5]), [None, -0.5]),
        (np.array(["a", None], dtype=object), ["a", None]),
        (np.array([]), []),
    ],
)
def test_values_are_what_json_can_hold(values: np.ndarray, expected: list[object]) -> None:
    assert plain_values(values) == expected
    assert json.loads(json.dumps(plain_values(values), allow_nan=False)) == expected
