"""A session that scans all partitions of a table together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from lockgate.scan.cut_session import CutSession
from lockgate.scan.engine import Session
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["FILE", "PARTITION", "PartitionedSession"]

FILE = "lockgate file"
"""Name of the column that holds the file of a row, where several files are read together."""

PARTITION = "lockgate partition"
"""Name of the column that holds the partition of a row; no table has a column of that name."""


class PartitionedSession(CutSession):
    """A session whose table has one more column: the partition of each row.

    Every query reads the table through a subquery that adds the column, so that any aggregate can be asked for each
    partition in the one scan that it would cost anyway.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        The table.
    name : sqlglot expression
        The name of a row's partition.
    only : sequence of str, default=all
        Partitions whose rows are read.
    within : PartitionRange, default=all
        Stretch of partitions whose rows are read.
    is_empty : bool, default=False
        Whether no row is read at all.
    """

    def __init__(
        self,
        session: Session,
        table: str,
        name: exp.Expr,
        only: Sequence[str] = (),
        within: PartitionRange | None = None,
        *,
        is_empty: bool = False,
    ) -> None:
        rows = exp.select("*", exp.alias_(name.copy(), PARTITION, quoted=True)).from_(table_sql(table))
        if only:
            listed = [exp.Literal.string(partition) for partition in only]
            rows = rows.where(exp.In(this=name.copy(), expressions=listed))
        if within is not None:
            rows = rows.where(within.sql(name))
        if is_empty:
            rows = rows.where(exp.false())
        super().__init__(session, table, rows)

    def schema(self, table: str) -> Schema:
        """Return the columns of a table; what tells its partitions can be named and is no column of it."""
        schema = self._session.schema(table)
        if table != self._table:
            return schema
        own = tuple(column for column in schema.columns if column.name != FILE)
        return replace(schema, columns=own, hidden=(Column(PARTITION, LogicalType.STRING, "VARCHAR"),))
