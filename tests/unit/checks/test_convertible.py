from __future__ import annotations

import pytest

from lockgate.checks.convertible import Convertible
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.conversions import IsFilledRaw, NotConvertible


def test_values_that_do_not_convert_offend() -> None:
    check = Convertible("x", "date")

    assert check.columns == ("x",)
    assert check.aggregates() == (CountIf(IsFilledRaw("x")), CountIf(NotConvertible("x", "date")))


def test_a_type_that_nothing_converts_to_is_refused() -> None:
    with pytest.raises(ParameterError, match="a plain type"):
        Convertible("x", "struct(a int)")
