"""Filters as row conditions: the inverse of how they are imported."""

from __future__ import annotations

import pytest

from lockgate.interchange.exporters.row_conditions import UnsaidError, condition_of
from lockgate.interchange.importers.great_expectations.rows import row_condition
from lockgate.scan.expression import Expression


@pytest.mark.parametrize(
    "text",
    [
        'COALESCE("a" > 3, FALSE)',
        "COALESCE(\"a\" <> 'x', TRUE)",
        'COALESCE("a" = -1.5, FALSE)',
        "COALESCE(\"a\" IN ('x', 'y'), FALSE)",
        "NOT COALESCE(\"a\" IN ('x'), FALSE)",
        '"a" IS NULL',
        'NOT "a" IS NULL',
        '("a" IS NULL OR COALESCE("b" < 1, FALSE) OR "c" IS NULL)',
        '("a" IS NULL AND COALESCE("b" <= 1, FALSE))',
        'COALESCE("b" = TRUE, FALSE)',
    ],
)
def test_what_was_imported_goes_back(text: str) -> None:
    again = row_condition(condition_of(Expression(text)), None)

    assert again is not None
    assert again.text.replace("(", "").replace(")", "") == text.replace("(", "").replace(")", "")


def test_a_bound_may_stand_first() -> None:
    assert condition_of(Expression("3 < a"))["operator"] == ">"
    assert condition_of(Expression("a in (1, 2)"))["parameter"] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "a > b",
        "a + 1 > 2",
        "lower(a) = 'x'",
        "not (a > 1)",
        "a is true",
        "coalesce(a > 1, true)",
        "a > 1 and (b > 1 or c > 1)",
        "a like 'x'",
        "coalesce(a, b) > 1",
        "length(a) is null",
        "a between 1 and 2",
        "coalesce(a + 1 > 2, false)",
        "a > -b",
        "coalesce(a like 'x', false)",
    ],
)
def test_what_no_condition_says_is_told(text: str) -> None:
    with pytest.raises(UnsaidError):
        condition_of(Expression(text))
