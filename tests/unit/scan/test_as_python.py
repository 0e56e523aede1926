"""Listed values are compared as Python does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lockgate.scan.as_python import as_python
from lockgate.scan.schema import Column, LogicalType

VOID = Column("v", LogicalType.OTHER, "NULL")
WHEN = Column("t", LogicalType.TIME, "TIME")
WHOLE = Column("n", LogicalType.INTEGER, "BIGINT")
TRUTH = Column("b", LogicalType.BOOLEAN, "BOOLEAN")
PRICE = Column("p", LogicalType.NUMBER, "DECIMAL(9,2)")
INSTANT = Column("i", LogicalType.TIMESTAMP, "TIMESTAMP")
DAY = Column("d", LogicalType.DATE, "DATE")


@pytest.mark.parametrize(
    ("value", "column", "found"),
    [
        ("2013-01-01", VOID, "2013-01-01"),
        ("12:30:00", WHEN, None),
        (True, WHEN, None),
        (True, WHOLE, 1),
        (1, TRUTH, True),
        (0.0, TRUTH, False),
        (2, TRUTH, None),
        ("true", TRUTH, None),
        (0.1, PRICE, None),
        (float("inf"), PRICE, float("inf")),
    ],
)
def test_a_listed_value_is_compared_as_python_does(value: Any, column: Column, found: Any) -> None:  # noqa: ANN401 - any value
    assert (as_python(value, column), type(as_python(value, column))) == (found, type(found))


FIVE = datetime(2013, 1, 1, 5)  # noqa: DTZ001 - without a zone
ZONED = Column("z", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE")
TEXT = Column("s", LogicalType.STRING, "VARCHAR")


def test_the_text_of_an_instant_stands_for_it_where_that_is_asked() -> None:
    text = "2013-01-01T05:00:00"

    assert as_python(text, INSTANT) is None
    assert as_python(text, INSTANT, reads_texts=True) == FIVE
    assert as_python("five", INSTANT, reads_texts=True) is None
    assert as_python(text, DAY, reads_texts=True) is None
    assert as_python(text, DAY, reads_texts=True, reads_dates=True) == FIVE.date()
    assert as_python(text, TEXT, reads_texts=True, reads_dates=True) == text


@pytest.mark.parametrize(
    ("value", "column", "found"),
    [
        (FIVE, INSTANT, FIVE),
        (FIVE, ZONED, None),
        (FIVE.replace(tzinfo=UTC), ZONED, FIVE.replace(tzinfo=UTC)),
        (FIVE.replace(tzinfo=UTC), INSTANT, None),
        (FIVE, DAY, None),
        (FIVE, WHOLE, None),
        (FIVE.date(), DAY, FIVE.date()),
        (FIVE.date(), TEXT, None),
    ],
)
def test_an_instant_equals_those_of_a_zone_if_it_has_one(
    value: date, column: Column, found: date | None
) -> None:
    assert as_python(value, column) == found
