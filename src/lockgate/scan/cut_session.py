"""A session that reads some of a table's rows where the table is named."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.engine import Session, Source
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np

__all__ = ["CutSession"]


class CutSession:
    """A session in which every query reads one table through a query of it, and other tables as they are.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        The table.
    rows : sqlglot expression
        What is read where the table is named.
    """

    def __init__(self, session: Session, table: str, rows: exp.Select) -> None:
        self.dialect = session.dialect
        self.is_ordered = session.is_ordered
        self.selects = 0
        self._session = session
        self._table = table
        self._rows = rows

    def schema(self, table: str) -> Schema:
        """Return the columns of a table."""
        return self._session.schema(table)

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

    def hold(self, tables: Mapping[str, Iterable[str]]) -> None:
        """Make tables of texts known."""
        self._session.hold(tables)

    def save(self, query: exp.Expr, path: str) -> int:
        """Write the rows of a query to a file."""
        return self._session.save(self._cut(query), path)

    def close(self) -> None:
        """Close the session."""
        self._session.close()

    def _cut(self, query: exp.Expr) -> exp.Expr:
        """Return the query with the table replaced by its rows."""
        numbers = itertools.count(1)

        def cut(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Table) and node.name == self._table and not node.db:
                alias = node.alias or self._table
                rows = _with_own_names(self._rows, next(numbers))
                return rows.subquery(exp.to_identifier(alias, quoted=True), copy=False)
            return node

        return query.transform(cut)


def _with_own_names(rows: exp.Select, number: int) -> exp.Select:
    """Return a copy whose common tables have names of its own, for some dialects write them beside those of others."""
    copy = rows.copy()
    names = {cte.alias for cte in copy.find_all(exp.CTE)}
    for name in copy.find_all(exp.Identifier):
        if name.name in names:
            name.set("this", f"{name.name} {number}")
    return copy
