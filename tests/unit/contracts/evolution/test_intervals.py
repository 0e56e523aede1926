from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.contracts.evolution.intervals import Interval, implies_requirement, of_one_kind
from lockgate.domain.requirement import Operator, Requirement

NUMBERS = st.integers(-4, 4)
REQUIREMENTS = st.one_of(
    st.builds(
        lambda operator, bound: Requirement(operator, (bound,)),
        st.sampled_from([one for one in Operator if "Between" not in one.value]),
        NUMBERS,
    ),
    st.builds(
        lambda operator, ends: Requirement(operator, tuple(sorted(ends))),
        st.sampled_from([Operator.MUST_BE_BETWEEN, Operator.MUST_NOT_BE_BETWEEN]),
        st.tuples(NUMBERS, NUMBERS),
    ),
)


@pytest.mark.parametrize(
    ("inner", "outer", "holds"),
    [
        (Interval(0, 5), Interval(0, 5), True),
        (Interval(0, 5), Interval(0, 5, open_lower=True), False),
        (Interval(0, 5, open_lower=True), Interval(0, 5, open_lower=True), True),
        (Interval(0, None), Interval(0, 5), False),
        (Interval(0, 5), Interval(None, None), True),
        (Interval(date(2020, 1, 2), None), Interval(date(2020, 1, 1), None), True),
        (Interval(date(2020, 1, 2), None), Interval(1, None), False),
        (Interval("b", "c"), Interval("a", "d"), False),
        (Interval("b", "c"), Interval("b", "c"), True),
        (Interval("b", "c"), Interval("b", "c", open_upper=True), False),
    ],
)
def test_an_interval_lies_within_another(inner: Interval, outer: Interval, *, holds: bool) -> None:
    assert inner.within(outer) is holds


def test_instants_with_and_without_a_zone_cannot_be_compared() -> None:
    plain, zoned = datetime(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC)  # noqa: DTZ001 - the case itself

    assert not of_one_kind((plain, zoned))
    assert not of_one_kind((True, 1))


@given(REQUIREMENTS, REQUIREMENTS)
def test_a_requirement_that_is_implied_holds_wherever_the_first_does(
    known: Requirement, asked: Requirement
) -> None:
    halves = [number / 2 for number in range(-20, 21)]

    is_implied = all(asked.holds(value) for value in halves if known.holds(value))

    assert implies_requirement(known, asked) is is_implied
