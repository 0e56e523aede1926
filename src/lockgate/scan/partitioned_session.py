"""A session that scans all partitions of a table together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.engine import Session, Source
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Column, LogicalType, Schema

if TYPE_CHECKING:
    import numpy as np

__all__ = ["FILE", "PARTITION", "PartitionedSession"]

FILE = "lockgate file"
"""Name of the column that holds the file of a row, where several files are read together."""

PARTITION = "lockgate partition"
"""Name of the column that holds the partition of a row; no table has a column of that name."""


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
        self.dialect = session.dialect
        self.selects = 0
        self._session = session
        self._table = table
        rows = exp.select("*", exp.alias_(name.copy(), PARTITION, quoted=True)).from_(table_sql(table))
        if only:
            listed = [exp.Literal.string(partition) for partition in only]
            rows = rows.where(exp.In(this=name.copy(), expressions=listed))
        if within is not None:
            rows = rows.where(within.sql(name))
        if is_empty:
            rows = rows.where(exp.false())
        self._rows = rows

    def schema(self, table: str) -> Schema:
        """Return the columns of a table; what tells its partitions can be named and is no column of it."""
        schema = self._session.schema(table)
        if table != self._table:
            return schema
        own = tuple(column for column in schema.columns if column.name != FILE)
        return replace(schema, columns=own, hidden=(Column(PARTITION, LogicalType.STRING, "VARCHAR"),))

    def version(self, table: str) -> str:
        """Return which version of a table is read."""
        return self._session.version(table)

    def gap(self, tree: exp.Expr) -> LockgateError | None:
        """Return why the engine cannot be asked that."""
        return self._session.gap(tree)

    def rows(self, query: exp.Expr, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        self.selects += 1
        return self._session.rows(self._cut(query), parameters)

    def chunks(self, query: exp.Expr, rows: int) -> Iterator[Sequence[tuple[object, ...]]]:
        """Yield the rows of a query, some at a time."""
        self.selects += 1
        return self._session.chunks(self._cut(query), rows)

    def arrays(self, query: exp.Expr) -> dict[str, np.ndarray]:
        """Return the columns of a query as arrays."""
        return self._session.arrays(self._cut(query))

    def batches(self, query: exp.Expr, rows: int) -> Iterator[Any]:
        """Yield the rows of a query as Arrow record batches."""
        return self._session.batches(self._cut(query), rows)

    def parts(self, table: str) -> tuple[Source, ...]:
        """Return the sources of a table."""
        return self._session.parts(table)

    def hold(self, table: str, texts: Iterable[str]) -> None:
        """Make a table of texts known."""
        self._session.hold(table, texts)

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
