"""The arguments of an expectation, each read as its kind."""

from __future__ import annotations

from typing import Any

import pytest

from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.importers.great_expectations.asked import Asked, NotCarriedError
from lockgate.scan.tolerance import Tolerance


def asked(**kwargs: Any) -> Asked:  # noqa: ANN401 - any argument
    return Asked("expect_it", kwargs)


@pytest.mark.parametrize(("mostly", "fraction"), [(1, 0.0), (0.9, 0.1), (0, 1.0), (0.7, 0.3)])
def test_mostly_is_the_share_that_may_violate(mostly: float, fraction: float) -> None:
    assert asked(mostly=mostly).tolerance == Tolerance(fraction=fraction)


@pytest.mark.parametrize("mostly", [1.5, -0.1, "most", True, float("nan")])
def test_mostly_must_be_a_share(mostly: object) -> None:
    with pytest.raises(NotCarriedError, match="mostly"):
        _ = asked(mostly=mostly).tolerance


def test_a_suite_parameter_cannot_be_carried_over() -> None:
    with pytest.raises(NotCarriedError, match="suite parameter"):
        asked(min_value={"$PARAMETER": "low"}).bound("min_value")


@pytest.mark.parametrize(
    ("kwargs", "requirements"),
    [
        ({"min_value": 1, "max_value": 2}, [Requirement.between(1, 2)]),
        ({"min_value": 2, "max_value": 1}, [Requirement.at_least(2), Requirement.at_most(1)]),
        ({"min_value": 1, "strict_min": True}, [Requirement(Operator.MUST_BE_GREATER_THAN, (1,))]),
        ({"max_value": 1, "strict_max": True}, [Requirement(Operator.MUST_BE_LESS_THAN, (1,))]),
        ({"max_value": 1}, [Requirement.at_most(1)]),
        ({}, []),
    ],
)
def test_bounds_are_requirements(kwargs: dict[str, Any], requirements: list[Requirement]) -> None:
    assert list(asked(**kwargs).requirements()) == requirements


def test_bounds_of_two_kinds_are_refused() -> None:
    with pytest.raises(NotCarriedError, match="two kinds"):
        list(asked(min_value=1, max_value="b").requirements())


def test_a_date_in_words_is_written_as_iso_and_remarked() -> None:
    one, two = asked(min_value="Jan 1 2013"), asked(min_value="2013-01-01")

    assert (one.bound("min_value"), two.bound("min_value")) == ("2013-01-01", "2013-01-01")
    assert (len(one.remarks), two.remarks) == (1, [])


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("text", 3),
        ("text", ""),
        ("texts", []),
        ("texts", "a"),
        ("texts", [1]),
        ("values", "a"),
        ("values", [[1]]),
        ("bound", True),
        ("bound", [1]),
        ("number", "1"),
    ],
)
def test_an_argument_of_another_kind_is_refused(read: str, value: object) -> None:
    with pytest.raises(NotCarriedError, match="`it` must be"):
        getattr(asked(it=value), read)("it")


def test_values_are_told_once_and_without_nulls() -> None:
    assert asked(value_set=[1, None, 1, "a"]).values() == (1, "a")
    assert asked().values() == ()


def test_a_suite_parameter_is_the_value_beside_it() -> None:
    said = asked(min_value={"$PARAMETER": "low", "$PARAMETER.low": 3})

    assert said.number("min_value") == 3
    assert said.remarks == ["`min_value` is 3, which the suite holds for its parameter 'low'"]


def test_a_suite_parameter_is_the_value_that_the_suite_holds() -> None:
    assert Asked("expect_it", {"x": {"$PARAMETER": "low"}}, parameters={"low": "a"}).text("x") == "a"


def test_a_suite_parameter_that_is_reckoned_cannot_be_carried_over() -> None:
    with pytest.raises(NotCarriedError, match="reckoned from suite parameters"):
        asked(min_value={"$PARAMETER": "low * 2"}).number("min_value")
