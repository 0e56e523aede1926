"""Errors say where, what must hold, what was got, and what to do next."""

from __future__ import annotations

import pytest

from lockgate.domain.codes import CODES
from lockgate.domain.errors import (
    ColumnNotFoundError,
    DataError,
    DocumentError,
    EntryError,
    EvidenceError,
    ExpressionError,
    LockgateError,
    MissingExtraError,
    ModelError,
    ParameterError,
    Problem,
    StateError,
    VerdictError,
)
from lockgate.domain.position import Position

HERE = Position("a.yaml", 3, 5)

ERRORS: list[LockgateError] = [
    ParameterError.of("f", "n", "an int of 1 or more", 0),
    MissingExtraError.of("score", "skops", "sklearn"),
    VerdictError.of("flights", "FAIL", ["a: b"]),
    ColumnNotFoundError.of("amout", "orders", ["amount"]),
    DataError.missing("t", "t.parquet"),
    DataError.unreadable("t", "t.parquet", "No magic bytes."),
    DataError.unknown_format("t", "t.xyz", [".csv", ".parquet"]),
    DataError.engine("t", "Conversion Error"),
    DataError.unknown_table("flihgts", ["flights"]),
    DataError.wrong_type("t", "x", "a number", "text"),
    ExpressionError.unparsable("a +", "unexpected end"),
    ExpressionError.forbidden("(select 1)", "a subquery", "compare columns"),
    StateError.unreadable("t", "truncated"),
    StateError.unmergeable("key_counts", "keys were not kept"),
    ModelError.unreadable("m.skops", "damaged"),
    ModelError.failed("m.skops", "wrong shape"),
    EntryError.of("tests", "not found"),
    EvidenceError.unwritable("e", "read-only"),
    EvidenceError.unreadable("e", "damaged"),
    DocumentError((Problem(HERE, "LG312", "unknown key `a`"),)),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__}-{error.code}")
def test_each_error_has_a_code_of_the_catalogue_and_a_short_message(error: LockgateError) -> None:
    message = str(error)

    assert error.code in CODES
    assert error.code in message
    assert error.where in message
    assert len(message.splitlines()) <= 2


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__}-{error.code}")
def test_no_sentence_ends_twice(error: LockgateError) -> None:
    assert ".." not in str(error)


def test_errors_are_also_what_python_would_have_raised() -> None:
    assert isinstance(ParameterError.of("f", "n", "x", 0), ValueError)
    assert isinstance(ColumnNotFoundError.of("a", "t", []), KeyError)
    assert isinstance(MissingExtraError.of("f", "p", "e"), ImportError)
    assert isinstance(VerdictError.of("t", "FAIL", []), AssertionError)


def test_at_most_five_red_lines_are_named() -> None:
    message = str(VerdictError.of("t", "FAIL", [f"line {n}" for n in range(7)]))

    assert "line 4" in message
    assert "line 5" not in message
    assert "and 2 more" in message
