from __future__ import annotations

import pytest

from lockgate.checks.casing import Casing
from lockgate.domain.errors import ParameterError
from lockgate.scan.texts import CaseDiffers


def test_texts_that_change_offend() -> None:
    assert Casing("x", "lower").violation() == CaseDiffers("x", "lower")
    assert Casing("x", "lower").required == "lower case"


def test_a_case_is_one_of_two() -> None:
    with pytest.raises(ParameterError, match="`lower` or `upper`"):
        Casing("x", "title")  # type: ignore[arg-type]  # that is the point
