"""Rows that follow on one another, by hand; the laws compare with the engine."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from lockgate.scan.following import Follows, breaks_in_order

NAN, INF = math.nan, math.inf


def test_gaps_and_repetitions_break_a_sequence() -> None:
    cells = [(1, 1, 1), (2, 2, 3), (4, 4, 1), (5, 5, 1)]

    assert breaks_in_order(cells, Follows("=", 1)) == 3  # 2 again, 2 once more, 4 after 2
    assert breaks_in_order([], Follows("=", 1)) == 0


def test_steps_of_decimals_and_of_numbers_that_no_float_holds_are_exact() -> None:
    tenths = [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]
    large = [2**60, 2**60 + 1]

    assert breaks_in_order([(value, value, 1) for value in tenths], Follows("=", 0.1)) == 0
    assert breaks_in_order([(value, value, 1) for value in large], Follows("=", 1)) == 0
    assert breaks_in_order([(0.1, 0.1, 1), (0.1 + 0.2, 0.1 + 0.2, 1)], Follows("=", 0.2)) == 0


def test_what_is_not_finite_follows_on_nothing() -> None:
    assert breaks_in_order([(1.0, 1.0, 1), (INF, INF, 1), (NAN, NAN, 2)], Follows("=", 1)) == 4 - 1
    assert breaks_in_order([(1.0, 1.0, 1), (INF, INF, 1)], Follows("<")) == 0


def test_an_interval_starts_after_all_before_it_have_ended() -> None:
    rule = Follows("<=", is_running=True, alone="<=")
    cells = [(9, 1, 1), (3, 2, 1), (12, 8, 1), (13, 12, 2)]  # end, start, rows

    assert breaks_in_order(cells, rule) == 3  # 2 and 8 are before 9, the second 12 before 13


@pytest.mark.parametrize(("alone", "breaks"), [("<", 2), ("<=", 1)])
def test_a_row_may_break_alone_the_first_too(alone: str, breaks: int) -> None:
    assert breaks_in_order([(1, 1, 1), (2, 4, 1)], Follows("<=", alone=alone)) == breaks
    assert breaks_in_order([(NAN, 1.0, 1)], Follows("<=", alone=alone)) == 1


def test_nan_is_the_greatest_of_what_came_before() -> None:
    rule = Follows("<=", is_running=True)

    assert breaks_in_order([(NAN, 1.0, 1), (2.0, 3.0, 1), (4.0, 5.0, 1)], rule) == 2
