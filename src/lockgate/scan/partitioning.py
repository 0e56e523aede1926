"""How a table is cut into partitions, and what their names tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlglot import exp

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import LogicalType, Schema

__all__ = [
    "NO_VALUE",
    "PartitionBy",
    "PartitionSpec",
    "PartitionUnit",
    "end_of",
]

NO_VALUE = "(null)"
"""Partition of the rows whose partition column is null."""


class PartitionBy(StrEnum):
    """What tells the partition of a row other than its values."""

    FILE = "file"


class PartitionUnit(StrEnum):
    """How much of a column's value names the partition."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    VALUE = "value"


_LENGTHS = {
    PartitionUnit.HOUR: len("2013-01-31T06"),
    PartitionUnit.DAY: len("2013-01-31"),
    PartitionUnit.MONTH: len("2013-01"),
    PartitionUnit.YEAR: len("2013"),
}
_INSTANT = re.compile(r"(?<!\d)(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}))?)?)?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionSpec:
    """How a table is cut into partitions, each of which has its own stored state.

    Parameters
    ----------
    by : PartitionBy, default=by a column
        ``file``: each file of the source is a partition, named after its path.
    column : str, default=none
        A date, a timestamp or another column whose value names the partition. Set this or `by`.
    unit : PartitionUnit, default="day"
        How much of the column's value: ``hour``, ``day``, ``month``, ``year``, or the whole ``value``.
    keep : timedelta, default=for ever
        How long ago a partition may have ended before ``lockgate state gc`` removes its state.
    outlives_data : bool, default=False
        Whether the state of a partition still counts when its rows are gone. Otherwise it is dropped.

    Examples
    --------
    >>> PartitionSpec(column="time_hour").unit.value
    'day'
    """

    by: PartitionBy | None = None
    column: str = ""
    unit: PartitionUnit = PartitionUnit.DAY
    keep: timedelta | None = None
    outlives_data: bool = False

    def __post_init__(self) -> None:
        if (self.by is None) == (not self.column):
            raise ParameterError.of("partition", "column", "set, or else `by: file`, and not both", self.column)
        if self.keep is not None and self.keep <= timedelta(0):
            raise ParameterError.of("partition", "keep", "a length of time above 0", self.keep)

    @property
    def identity(self) -> str:
        """Return what tells this way of cutting from any other."""
        return "by file" if self.by is not None else f"by {self.unit.value} of {self.column}"

    def name_sql(self, schema: Schema) -> exp.Expr:
        """Return the partition of a row, as SQL text.

        Raises
        ------
        ColumnNotFoundError, DataError
            If the table has no such column, or its values have no hour, day, month or year.
        """
        column = schema.column(self.column)
        text = exp.cast(column_sql(column), "text")
        named: exp.Expr = text
        if self.unit is not PartitionUnit.VALUE:
            if not (column.is_instant or column.logical is LogicalType.STRING):
                must = "a date, a timestamp or a text that begins with one"
                raise DataError.wrong_type(schema.table, column.name, must, column.physical)
            length = exp.Literal.number(_LENGTHS[self.unit])
            named = exp.Substring(this=text, start=exp.Literal.number(1), length=length)
            named = exp.func("REPLACE", named, exp.Literal.string(" "), exp.Literal.string("T"))
        return exp.func("COALESCE", named, exp.Literal.string(NO_VALUE))


def label_of(partition: str) -> str:
    """Return what a partition is ordered and picked by: the date in its path, or else its name.

    Examples
    --------
    >>> label_of("flights/day=2013-01-31/part-0.parquet"), label_of("north/a.csv"), label_of("2013-01-31")
    ('2013-01-31', 'north/a.csv', '2013-01-31')
    """
    found = _longest(partition)
    return partition if found is None else found.group().replace(" ", "T")


def _longest(partition: str) -> re.Match[str] | None:
    return max(_INSTANT.finditer(partition), key=lambda match: len(match.group()), default=None)


def end_of(partition: str) -> datetime | None:
    """Return the instant at which the partition ends that a name tells by a date in it; None where it tells none.

    Examples
    --------
    >>> end_of("2013-12"), end_of("flights/day=2013-01-31/part-0.parquet").isoformat()
    (datetime.datetime(2014, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), '2013-02-01T00:00:00+00:00')
    >>> end_of("north"), end_of("2013-13")
    (None, None)
    """
    found = _longest(partition)
    if found is None:
        return None
    year, month, day, hour = (None if part is None else int(part) for part in found.groups())
    try:
        start = datetime(year or 1, month or 1, day or 1, hour or 0, tzinfo=UTC)
        if month is None:
            return start.replace(year=start.year + 1)
        if day is None:
            return (start + timedelta(days=31)).replace(day=1)
        return start + (timedelta(days=1) if hour is None else timedelta(hours=1))
    except (ValueError, OverflowError):
        return None
