"""Requests, and an engine's values as plain ones."""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from lockgate.scan.aggregate import Elsewhere, Request, plain_count, plain_number, plain_scalar
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import OneOf


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (3, 3),
        (Decimal("3.00"), 3),
        (Decimal("0.10"), 0.1),
        (0.1 + 0.2, 0.3),
        (2**70, 2**70),
        (math.inf, math.inf),
    ],
)
def test_numbers_keep_the_digits_that_evidence_keeps(value: object, plain: float) -> None:
    assert plain_number(value) == plain
    assert type(plain_number(value)) is type(plain)


@pytest.mark.parametrize("value", [True, "1", None])
def test_what_is_no_number_is_not_taken_for_one(value: object) -> None:
    with pytest.raises(TypeError, match="not a number"):
        plain_number(value)


def test_a_count_that_the_engine_calls_null_is_none() -> None:
    assert (plain_count(None), plain_count(Decimal(7))) == (0, 7)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        ("é", "é"),
        (date(2013, 1, 1), "2013-01-01"),
        (datetime(2013, 1, 1, 12), "2013-01-01T12:00:00"),  # noqa: DTZ001 - a value of a column without a zone
        (timedelta(days=1), "1 day, 0:00:00"),
        (b"\x00", "b'\\x00'"),
    ],
)
def test_what_json_lacks_becomes_text(value: object, plain: object) -> None:
    assert plain_scalar(value) == plain


def test_the_key_of_a_request_is_the_same_in_every_process() -> None:
    request = Request("t", CountIf(OneOf("s", ("a", 1))), Expression("x > 1"), ("g",))
    code = (
        "from lockgate.scan.aggregate import Request; from lockgate.scan.aggregates.count import CountIf;"
        "from lockgate.scan.expression import Expression; from lockgate.scan.predicates import OneOf;"
        "print(Request('t', CountIf(OneOf('s', ('a', 1))), Expression('x > 1'), ('g',)).key)"
    )

    again = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - ours

    assert again.stdout.strip() == request.key


def test_requests_differ_by_each_of_their_parts() -> None:
    base = Request("t", RowCount())
    others = [
        Request("u", RowCount()),
        Request("t", CountIf(OneOf("s", ("a",)))),
        Request("t", RowCount(), Expression("x > 1")),
        Request("t", RowCount(), by=("g",)),
    ]

    assert len({request.key for request in (base, *others)}) == 5
    assert Request("t", RowCount()) == base


def test_an_aggregate_of_another_table_reads_no_column_of_this_one() -> None:
    assert Elsewhere("u", RowCount()).columns == ()
