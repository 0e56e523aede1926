from __future__ import annotations

from typing import Any

import pytest

from lockgate.checks.length import Length
from lockgate.domain.errors import ParameterError
from lockgate.scan.predicates import LengthOutside
from lockgate.scan.texts import BytesOutside


@pytest.mark.parametrize(
    ("bounds", "violation", "required"),
    [
        ({"exact": 3}, LengthOutside("x", 3, 3), "3 characters"),
        ({"min": 1}, LengthOutside("x", 1, None), "≥ 1 characters"),
        ({"max": 9}, LengthOutside("x", None, 9), "≤ 9 characters"),
        ({"min": 1, "max": 9}, LengthOutside("x", 1, 9), "1 to 9 characters"),
        ({"max": 9, "unit": "bytes"}, BytesOutside("x", None, 9), "≤ 9 bytes"),
        ({"exact": 9, "unit": "bytes"}, BytesOutside("x", 9, 9), "9 bytes"),
    ],
)
def test_the_bounds_say_which_texts_offend(
    bounds: dict[str, Any], violation: LengthOutside | BytesOutside, required: str
) -> None:
    check = Length("x", **bounds)

    assert (check.violation(), check.required) == (violation, required)


@pytest.mark.parametrize(
    ("bounds", "parameter"),
    [
        ({}, "min"),
        ({"min": 1, "unit": "words"}, "unit"),
        ({"min": -1}, "min"),
        ({"min": 3, "max": 2}, "min"),
        ({"exact": 1, "max": 2}, "exact"),
    ],
)
def test_bounds_that_say_nothing_sensible_are_refused(bounds: dict[str, Any], parameter: str) -> None:
    with pytest.raises(ParameterError, match=f"`{parameter}` must be"):
        Length("x", **bounds)
