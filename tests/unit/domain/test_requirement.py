"""Requirements: each operator at, below and above its bound."""

from __future__ import annotations

import math
from datetime import date

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound, Operator, Requirement, format_value


@pytest.mark.parametrize(
    ("operator", "bounds", "holding", "failing"),
    [
        (Operator.MUST_BE, (2,), [2, 2.0], [1, 3]),
        (Operator.MUST_NOT_BE, (2,), [1, 3], [2]),
        (Operator.MUST_BE_GREATER_THAN, (2,), [3, math.inf], [1, 2]),
        (Operator.MUST_BE_GREATER_OR_EQUAL_TO, (2,), [2, 3], [1, -math.inf]),
        (Operator.MUST_BE_LESS_THAN, (2,), [1], [2, 3]),
        (Operator.MUST_BE_LESS_OR_EQUAL_TO, (2,), [1, 2], [3]),
        (Operator.MUST_BE_BETWEEN, (2, 4), [2, 3, 4], [1, 5]),
        (Operator.MUST_NOT_BE_BETWEEN, (2, 4), [1, 5], [2, 3, 4]),
    ],
)
def test_each_operator_holds_where_its_name_says(
    operator: Operator, bounds: tuple[Bound, ...], holding: list[Bound], failing: list[Bound]
) -> None:
    requirement = Requirement(operator, bounds)

    assert [value for value in holding if not requirement.holds(value)] == []
    assert [value for value in failing if requirement.holds(value)] == []


@pytest.mark.parametrize("operator", Operator)
def test_nan_satisfies_nothing(operator: Operator) -> None:
    bounds = (1, 2) if operator.value.endswith("Between") else (1,)

    assert not Requirement(operator, bounds).holds(math.nan)


def test_dates_and_texts_are_compared_with_their_kind() -> None:
    assert Requirement.at_least(date(2013, 1, 1)).holds(date(2013, 1, 2))
    assert Requirement.at_most("b").holds("a")
    assert Requirement.between(1, 2).holds(2)


def test_kinds_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(ParameterError, match="comparable with 2"):
        Requirement.at_least(2).holds("two")


@pytest.mark.parametrize(
    ("operator", "bounds", "message"),
    [
        (Operator.MUST_BE, (1, 2), "1 bound,"),
        (Operator.MUST_BE_BETWEEN, (1,), "2 bounds"),
        (Operator.MUST_BE, (math.nan,), "not NaN"),
        (Operator.MUST_BE_BETWEEN, (2, 1), "lower, then upper"),
    ],
)
def test_bounds_that_make_no_sense_are_refused(
    operator: Operator, bounds: tuple[Bound, ...], message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        Requirement(operator, bounds)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "True"),
        (None, "None"),
        (1e20, "1e+20"),
        (-0.5, "-0.5"),
        (1_000_000, "1,000,000"),
        (math.inf, "inf"),
    ],
)
def test_values_are_written_for_people(value: object, text: str) -> None:
    assert format_value(value) == text


def test_a_requirement_reads_as_a_sentence_would() -> None:
    texts = [
        str(Requirement(Operator.MUST_BE, (5,))),
        str(Requirement(Operator.MUST_NOT_BE_BETWEEN, (1, 2))),
        str(Requirement.at_least(0.7)),
    ]

    assert texts == ["= 5", "outside 1 to 2", "≥ 0.7"]
