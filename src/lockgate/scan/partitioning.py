"""How a table is cut into partitions, and one session that scans all partitions of a table together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.engine import Session, Source
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Column, LogicalType, Schema

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "NO_VALUE",
    "PARTITION",
    "PartitionBy",
    "PartitionSpec",
    "PartitionUnit",
    "PartitionedSession",
    "end_of",
]

PARTITION = "lockgate partition"
"""Name of the column that holds the partition of a row; no table has a column of that name."""

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


def end_of(partition: str) -> datetime | None:
    """Return the instant at which the partition ends that a name tells by a date in it; None where it tells none.

    Examples
    --------
    >>> end_of("2013-12"), end_of("flights/day=2013-01-31/part-0.parquet").isoformat()
    (datetime.datetime(2014, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), '2013-02-01T00:00:00+00:00')
    >>> end_of("north"), end_of("2013-13")
    (None, None)
    """
    found = max(_INSTANT.finditer(partition), key=lambda match: len(match.group()), default=None)
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


class PartitionedSession:
    """A session whose table has one more column: the partition of each row.

    Every query reads the table through a subquery that adds the column, so that any aggregate can be asked for each
    partition in the one scan that it would cost anyway.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        The table.
    spec : PartitionSpec
        How it is cut, by a column.
    only : sequence of str, default=all
        Partitions whose rows are read.
    """

    def __init__(self, session: Session, table: str, spec: PartitionSpec, only: Sequence[str] = ()) -> None:
        self.dialect = session.dialect
        self.selects = 0
        self._session = session
        self._table = table
        name = spec.name_sql(session.schema(table))
        rows = exp.select("*", exp.alias_(name, PARTITION, quoted=True)).from_(table_sql(table))
        if only:
            listed = [exp.Literal.string(partition) for partition in only]
            rows = rows.where(exp.In(this=name.copy(), expressions=listed))
        self._rows = rows

    def schema(self, table: str) -> Schema:
        """Return the columns of a table, of the one that is cut with one more."""
        schema = self._session.schema(table)
        if table != self._table:
            return schema
        return replace(schema, columns=(*schema.columns, Column(PARTITION, LogicalType.STRING, "VARCHAR")))

    def rows(self, query: exp.Expr, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        self.selects += 1
        return self._session.rows(self._cut(query), parameters)

    def arrays(self, query: exp.Expr) -> dict[str, np.ndarray]:
        """Return the columns of a query as arrays."""
        return self._session.arrays(self._cut(query))

    def batches(self, query: exp.Expr, rows: int) -> Iterator[Any]:
        """Yield the rows of a query as Arrow record batches."""
        return self._session.batches(self._cut(query), rows)

    def parts(self, table: str) -> tuple[Source, ...]:
        """Return the sources of a table."""
        return self._session.parts(table)

    def save(self, query: exp.Expr, path: str) -> int:
        """Write the rows of a query to a file."""
        return self._session.save(self._cut(query), path)

    def close(self) -> None:
        """Close the session."""
        self._session.close()

    def _cut(self, query: exp.Expr) -> exp.Expr:
        """Return the query with the table replaced by its rows and their partitions."""

        def cut(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Table) and node.name == self._table and not node.db:
                alias = node.alias or self._table
                return self._rows.copy().subquery(exp.to_identifier(alias, quoted=True), copy=False)
            return node

        return query.transform(cut)
