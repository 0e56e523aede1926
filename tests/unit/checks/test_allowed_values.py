from __future__ import annotations

import pytest

from lockgate.checks.allowed_values import AllowedValues
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.predicates import NotNull, OneOf
from lockgate.scan.tolerance import Tolerance


def test_values_are_judged_and_the_list_decides() -> None:
    check = AllowedValues("x", ("a", "b"))

    assert check.aggregates() == (CountIf(NotNull(("x",))), CountIf(OneOf("x", ("a", "b"), is_negated=True)))
    assert check.offending() == OneOf("x", ("a", "b"), is_negated=True)


def test_rows_beyond_the_tolerance_are_red() -> None:
    check = AllowedValues("x", ("a",), tolerance=Tolerance(rows=2))

    assert check.judge((Count(10), Count(2))).verdict is Verdict.PASS
    assert check.judge((Count(10), Count(3))).verdict is Verdict.FAIL


def test_no_value_proves_nothing() -> None:
    outcome = AllowedValues("x", ("a",)).judge((Count(0), Count(0)))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")


def test_what_is_required_shows_at_most_five_values() -> None:
    assert AllowedValues("x", (1, 2, 3, 4, 5, 6)).required == "one of 1, 2, 3, 4, 5 and 1 more"


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ParameterError, match="`values` must be at least one value"):
        AllowedValues("x", ())


def test_values_of_other_types_may_equal_nothing() -> None:
    violation = AllowedValues("x", (1, "a"), other_types="skip").violation()

    assert violation.skips_other_types
    assert not violation.numbers_are_texts
    with pytest.raises(ParameterError, match="other_types"):
        AllowedValues("x", (1,), other_types="drop")  # type: ignore[arg-type]  # a mistake on purpose
