from __future__ import annotations

import pytest

from lockgate.checks.decimal_places import DecimalPlaces
from lockgate.domain.errors import ParameterError
from lockgate.scan.numbers import MoreDecimals


def test_numbers_with_more_places_offend() -> None:
    assert DecimalPlaces("x", 2).violation() == MoreDecimals("x", 2)
    assert DecimalPlaces("x", 1).required == "at most 1 decimal place"


@pytest.mark.parametrize("places", [-1, 16])
def test_places_are_as_many_as_numbers_have(places: int) -> None:
    with pytest.raises(ParameterError, match=r"\[0, 15\]"):
        DecimalPlaces("x", places)
