"""The arguments of an expectation, each read as its kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.importers.great_expectations.asked import Asked, NotCarriedError
from lockgate.scan.tolerance import Tolerance


def asked(**kwargs: Any) -> Asked:  # noqa: ANN401 - any argument
    return Asked("expect_it", kwargs)


@pytest.mark.parametrize(
    ("mostly", "fraction"), [(1, 0.0), (0.9, 0.1), (0, 1.0), (0.7, 0.3), (5 / 6, 0.166666666667)]
)
def test_mostly_is_the_share_that_may_violate(mostly: float, fraction: float) -> None:
    assert asked(mostly=mostly).tolerance == Tolerance(fraction=fraction)


@pytest.mark.parametrize("mostly", [1.5, -0.1, "most", [], float("nan")])
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


def test_numbers_are_read_as_there() -> None:
    given = asked(a="1.5", b=True, c=2.9, d="7", e=None)

    assert [given.number(key) for key in "abcde"] == [1.5, 1, 2.9, 7.0, None]
    assert [given.whole(key) for key in "abcde"] == [1, 1, 2, 7, None]
    assert given.bound("d") == 7.0


@pytest.mark.parametrize("is_strict", [False, True])
def test_a_bound_of_many_digits_holds_the_statistic_that_it_is(*, is_strict: bool) -> None:
    value = 32.43763246601083
    low, high = (
        next(asked(**{key: value, flag: is_strict}).requirements())
        for key, flag in (("min_value", "strict_min"), ("max_value", "strict_max"))
    )

    for kept in (value, float(f"{value:.11e}"), value * (1 + 1e-12)):
        assert (low.holds(kept), high.holds(kept)) == (not is_strict, not is_strict)
    assert (low.holds(32.4376325), high.holds(32.4376324)) == (True, True)


def test_what_nothing_satisfies_fails_of_an_empty_column_too() -> None:
    carried = asked(column='a"b').never()

    assert carried.when_empty == "fail"
    assert carried.where is not None
    assert carried.where.columns == ('a"b',)


def test_a_schema_of_json_is_no_suite_parameter() -> None:
    schema = {"$schema": "http://json-schema.org/draft-07/schema#"}

    assert asked(json_schema=schema).value("json_schema") == schema


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
        ("bound", [1]),
        ("number", "one"),
        ("number", [1]),
        ("whole", "one"),
    ],
)
def test_an_argument_of_another_kind_is_refused(read: str, value: object) -> None:
    with pytest.raises(NotCarriedError, match="`it` must be"):
        getattr(asked(it=value), read)("it")


def test_values_are_told_once_and_without_nulls() -> None:
    assert asked(value_set=[1, None, 1, "a"]).values() == (1, "a")
    assert asked(value_set=[1, True]).values() == (1, True)
    assert asked().values() == ()


def test_a_suite_parameter_is_the_value_beside_it() -> None:
    said = asked(min_value={"$PARAMETER": "low", "$PARAMETER.low": 3})

    assert said.number("min_value") == 3
    assert said.remarks == ["`min_value` is 3, which the suite holds for its parameter 'low'"]


def test_a_suite_parameter_is_the_value_that_the_suite_holds() -> None:
    assert Asked("expect_it", {"x": {"$PARAMETER": "low"}}, parameters={"low": "a"}).text("x") == "a"


def test_what_suite_parameters_come_to_is_reckoned() -> None:
    said = Asked("expect_it", {"min_value": {"$PARAMETER": "low * 2 - 1"}}, parameters={"low": 3})

    assert said.number("min_value") == 5
    assert said.remarks == ["`min_value` is 5, to which 'low * 2 - 1' comes with what the suite holds"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("now() - timedelta(weeks=52)", "the time at which the suite runs"),
        ("low * 2", "not known here"),
        ("timedelta(days=1)", "comes to"),
        ("1 / 0", "not known here"),
        ("open('/etc/passwd')", "not known here"),
        ("(1).__class__", "not known here"),
        ("1 +", "not known here"),
        ("9 ** 9", "not known here"),
    ],
)
def test_what_cannot_be_reckoned_stays_open(text: str, why: str) -> None:
    with pytest.raises(NotCarriedError, match=why):
        asked(min_value={"$PARAMETER": text}).number("min_value")


def test_beside_a_date_in_words_stands_its_instant() -> None:
    listed = {"value_set": ["Jan 5, 2013", "2013-01-05", "Jan 6, 2013", 3]}

    instants = [datetime(2013, 1, day) for day in (5, 6)]  # noqa: DTZ001 - without a zone
    assert Asked("expect_it", listed).values_and_instants() == (*listed["value_set"], *instants)
    assert Asked("expect_it", listed, on_pandas=False).values_and_instants() == tuple(listed["value_set"])


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ("2013-1-5", date(2013, 1, 5)),
        ("2013-01-05 6:07", datetime(2013, 1, 5, 6, 7)),  # noqa: DTZ001 - without a zone
        ("2013-01-05T06:07:08.5Z", datetime(2013, 1, 5, 6, 7, 8, 500_000, UTC)),
        ("7", 7.0),
        (True, 1),
    ],
)
def test_a_typed_bound_is_a_number_a_date_or_an_instant(given: object, bound: object) -> None:
    found = Asked("expect_it", {"min_value": given}, is_typed=True).bound("min_value")

    assert (found, type(found)) == (bound, type(bound))


@pytest.mark.parametrize("given", ["a", "", "Jan 5, 2013", "2013-02-30", "2013-01-05T25:00", "nan"])
def test_a_typed_bound_is_nothing_else(given: str) -> None:
    with pytest.raises(NotCarriedError, match="since version 1"):
        Asked("expect_it", {"min_value": given}, is_typed=True).bound("min_value")
