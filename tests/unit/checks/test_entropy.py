from __future__ import annotations

import math

import pytest

from lockgate.checks.entropy import Entropy, Unit
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState

ANY = Requirement.at_least(0)
EVEN = FrequenciesState(8, 4, 0, 2, 2, math.log(4))


@pytest.mark.parametrize(("unit", "value"), [("nats", math.log(4)), ("bits", 2), ("share", 1)])
def test_four_even_values_have_two_bits(unit: Unit, value: float) -> None:
    outcome = Entropy(ANY, ("x",), unit).judge((EVEN, Count(9)))

    assert outcome.observed == pytest.approx(value)
    assert outcome.n == 8


def test_one_value_has_the_share_0() -> None:
    assert Entropy(ANY, ("x",), "share").judge((FrequenciesState(3, 1, 0, 3, 3, 0.0), Count(3))).observed == 0


def test_no_value_proves_nothing() -> None:
    assert Entropy(ANY, ("x",)).judge((FrequenciesState(0, 0, 0, 0, 0, 0.0), Count(9))).reason == "LG403"


def test_the_columns_are_grouped_together() -> None:
    assert Entropy(ANY, ("x", "y")).aggregates() == (Frequencies(("x", "y")), RowCount())


def test_no_column_and_an_unknown_unit_are_refused() -> None:
    with pytest.raises(ParameterError, match="`columns`"):
        Entropy(ANY, ())
    with pytest.raises(ParameterError, match="`unit`"):
        Entropy(ANY, ("x",), "bans")  # type: ignore[arg-type]  # the mistake is the point
