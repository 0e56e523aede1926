from __future__ import annotations

import pytest

from lockgate.checks.pattern import Pattern
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.as_text import AsText
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.predicates import Matches
from lockgate.scan.schema import Column, LogicalType, Schema


def test_texts_that_do_not_match_offend() -> None:
    check = Pattern("x", "^N")

    assert check.violation() == Matches("x", "^N", is_negated=True)
    assert check.required == "matches ^N"


def test_texts_that_match_what_is_forbidden_offend() -> None:
    check = Pattern("x", "^N", forbidden=True)

    assert check.violation() == Matches("x", "^N")
    assert check.required == "does not match ^N"


def test_only_texts_can_be_asked() -> None:
    table = Schema("t", (Column("x", LogicalType.INTEGER, "BIGINT"),))

    with pytest.raises(DataError, match="must be text"):
        Pattern("x", "^N").violation().sql(table)


@pytest.mark.parametrize("regex", ["", "a\x00b"])
def test_a_regular_expression_that_no_engine_reads_is_refused(regex: str) -> None:
    with pytest.raises(ParameterError, match="`regex` must be"):
        Pattern("x", regex)


def test_a_list_of_expressions_is_any_or_all() -> None:
    parts = tuple(Matches("x", regex, is_negated=True) for regex in ("a", "b"))

    assert Pattern("x", any_of=("a", "b")).violation() == AllOf(parts)
    assert Pattern("x", all_of=("a", "b")).violation() == AnyOf(parts)
    assert Pattern("x", any_of=("a", "b"), forbidden=True).required == "does not match any of a, b"


def test_other_types_are_asked_as_texts_where_that_is_said() -> None:
    assert Pattern("x", "^N", as_text=True).violation() == AsText(Matches("x", "^N", is_negated=True))
