from __future__ import annotations

import pytest

from lockgate.checks.multiple_of import MultipleOf
from lockgate.domain.errors import ParameterError
from lockgate.scan.numbers import NotMultiple


def test_other_numbers_offend() -> None:
    assert MultipleOf("x", 0.05).violation() == NotMultiple("x", 0.05)
    assert MultipleOf("x", 0.05).columns == ("x",)


@pytest.mark.parametrize("step", [0, -1, float("inf"), float("nan")])
def test_a_step_is_more_than_nothing(step: float) -> None:
    with pytest.raises(ParameterError, match="more than 0"):
        MultipleOf("x", step)
