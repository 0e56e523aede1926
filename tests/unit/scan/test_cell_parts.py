"""Codes of values: equal where the values are, in their order, and turned back exactly."""

from __future__ import annotations

import math
import random
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from lockgate.domain.errors import DataError
from lockgate.scan.cell_parts import HASH, NOTHING, Binnable, Hashed, Ordered, coder, decoder, kinds_of
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "t",
    (
        Column("x", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("i", LogicalType.INTEGER, "BIGINT"),
        Column("ok", LogicalType.BOOLEAN, "BOOLEAN"),
        Column("price", LogicalType.NUMBER, "DECIMAL(12,2)"),
        Column("day", LogicalType.DATE, "DATE"),
        Column("at", LogicalType.TIMESTAMP, "TIMESTAMP"),
        Column("fine", LogicalType.TIMESTAMP, "TIMESTAMP_NS"),
        Column("fine_zoned", LogicalType.TIMESTAMP, "TIMESTAMPTZ_NS"),
        Column("s", LogicalType.STRING, "VARCHAR"),
        Column("open", LogicalType.NUMBER, "NUMERIC"),
    ),
)
DRAW = random.Random(5)  # noqa: S311 - test data
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - without a zone on purpose
ORDERED: dict[str, list[Any]] = {
    "float": [-math.inf, -1e300, *sorted(DRAW.gauss(0, 9) for _ in range(99)), 1e300, math.inf, math.nan],
    "whole": [-(2**126), -(2**63), *range(-9, 9), 2**53, 2**53 + 1, 2**64, 2**126],
    "decimal:2": [Decimal("-9999999999.99"), Decimal("-0.01"), Decimal(0), Decimal("0.01"), Decimal("1e20")],
    "moment": [datetime(1, 1, 1), datetime(1969, 12, 31, 23, 59, 59, 999_999), EPOCH, EPOCH.replace(year=9999)],  # noqa: DTZ001 - as above
}  # fmt: skip


@pytest.mark.parametrize("kind", ORDERED)
def test_codes_are_in_the_order_of_the_values_and_null_comes_last(kind: str) -> None:
    codes = [coder(kind)(value) for value in (*ORDERED[kind], None)]

    assert all(left < right for left, right in pairwise(codes))
    assert codes[-1] == NOTHING


@pytest.mark.parametrize("kind", ["float", "whole", "decimal:2"])
def test_a_code_gives_its_value_back(kind: str) -> None:
    back = [decoder(kind)(coder(kind)(value)) for value in ORDERED[kind]]

    assert [repr(value) for value in back] == [repr(type(value)(value)) for value in back]
    assert all(left == right or math.isnan(left) for left, right in zip(back, ORDERED[kind], strict=True))


def test_an_instant_is_one_in_every_zone() -> None:
    code = coder("moment")
    noon = datetime(2013, 7, 1, 12, tzinfo=UTC)

    assert code(noon) == code(noon.astimezone(timezone(timedelta(hours=-4)))) == code(noon.replace(tzinfo=None))
    assert decoder("moment")(code(noon)) == noon.timestamp() * 1_000_000


def test_a_hash_is_its_own_code() -> None:
    assert coder(HASH)("0f" * 16) == int("0f" * 16, 16)


def test_a_number_of_more_than_128_bits_is_refused() -> None:
    with pytest.raises(OverflowError, match="more than 128 bits"):
        coder("whole")(2**127)


def test_the_type_of_a_column_tells_how_it_is_kept() -> None:
    parts = [Ordered(name) for name in ("x", "i", "ok", "price", "day", "at")]
    binnable = (Binnable("x"), Binnable("s"), Binnable("day"), Binnable("fine"), Binnable("fine_zoned"))

    assert kinds_of(parts, SCHEMA) == ("float", "whole", "whole", "decimal:2", "moment", "moment")
    assert kinds_of(binnable, SCHEMA) == ("float", HASH, "moment", "moment", "moment")
    assert kinds_of([Hashed(("s", "x"))], SCHEMA) == (HASH,)
    assert parts[0].columns == binnable[0].columns == ("x",)


@pytest.mark.parametrize("name", ["s", "fine", "fine_zoned", "open"])
def test_a_type_whose_order_cannot_be_kept_is_refused(name: str) -> None:
    with pytest.raises(DataError, match="must be a number, boolean, date or timestamp"):
        Ordered(name).keys(SCHEMA)


def test_dates_are_instants_too() -> None:
    assert "TIMESTAMP" in Ordered("day").keys(SCHEMA)[0].sql()
    assert date(2013, 1, 1) < date(2013, 1, 2)
