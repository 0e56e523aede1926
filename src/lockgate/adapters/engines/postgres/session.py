"""Tables of a PostgreSQL database, asked in one read-only transaction: all queries see the same rows."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lockgate.adapters.arrow_files import write_batches
from lockgate.adapters.engines.postgres.arrow import arrow_columns, as_batch, in_arrow
from lockgate.adapters.engines.postgres.types import column_of
from lockgate.domain.errors import DataError, LockgateError, MissingExtraError
from lockgate.scan.dialects import gap_of, render
from lockgate.scan.engine import HELD_AT_A_TIME, NOT_HELD, SAVED_AT_A_TIME, Source
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np
    import psycopg

__all__ = ["PostgresTables"]

_FIND = """
SELECT n.nspname, c.relname FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.oid = pg_catalog.to_regclass(%s) AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
"""
_COLUMNS = """
SELECT a.attname, pg_catalog.format_type(
    CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END,
    CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END
)
FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
WHERE a.attrelid = pg_catalog.to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


class PostgresTables:
    """Tables opened in one connection, which `connect` makes and whose one transaction is never committed."""

    dialect = "postgres"
    is_ordered = False

    def __init__(
        self, connect: Callable[[], psycopg.Connection[tuple[Any, ...]]], sources: Mapping[str, Source]
    ) -> None:
        self.selects = 0
        self._connect = connect
        self._connection = connect()
        self._connection.read_only = True
        self._connection.execute("SELECT 1")  # begins the transaction
        self._sources = sources
        self._lock = threading.RLock()
        self._relations: dict[str, exp.Table] = {}
        self._schemas: dict[str, Schema] = {}
        self._broken: dict[str, LockgateError] = {}
        for table, source in sources.items():
            try:
                self._open(table, source)
            except LockgateError as error:
                self._broken[table] = error

    def _open(self, table: str, source: Source) -> None:
        if source.frame is not None or source.format != "table" or source.options:
            hint = "write `source: table://schema.name`; files are read by DuckDB or Spark"
            raise DataError.unreadable(
                table, source.location, "PostgreSQL reads its own tables as they are", hint
            )
        with self._asking(table) as cursor:
            found = cursor.execute(_FIND, [source.location]).fetchone()
            columns = cursor.execute(_COLUMNS, [source.location]).fetchall()
        if found is None:
            reason = "the database has no such table or view, or this user may not see it"
            raise DataError.unreadable(table, source.location, reason, "write it as `schema.name`")
        self._relations[table] = exp.table_(found[1], db=found[0], quoted=True)
        self._schemas[table] = Schema(table, tuple(column_of(str(name), str(kind)) for name, kind in columns))

    def schema(self, table: str) -> Schema:
        """Return the columns of a table."""
        if table in self._broken:
            raise self._broken[table]
        if table not in self._schemas:
            raise DataError.unknown_table(table, self._sources)
        return self._schemas[table]

    def version(self, table: str) -> str:
        """Return nothing: PostgreSQL keeps no versions of a table."""
        del table
        return ""

    def gap(self, tree: exp.Expr) -> DataError | None:
        """Return why PostgreSQL cannot be asked that, None where it can."""
        return gap_of(tree, self.dialect)

    def rows(self, query: exp.Expr, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        if parameters:
            raise DataError.gap("PostgreSQL", "queries have no parameters")
        maps = _maps_in(query)
        with self._running(query) as cursor:
            answer = cursor.fetchall()
        if not maps:
            return answer
        return [tuple(_mapping(value) if i in maps else value for i, value in enumerate(row)) for row in answer]

    def chunks(self, query: exp.Expr, rows: int) -> Iterator[Sequence[tuple[object, ...]]]:
        """Yield the rows of a query, up to `rows` of them at a time, fetched as they are asked for."""
        self.selects += isinstance(query, exp.Select)
        with self._fetching(self._sql(query), _table_of(query)) as cursor:
            while answer := cursor.fetchmany(rows):
                yield answer

    def arrays(self, query: exp.Expr) -> dict[str, np.ndarray]:
        """Return the columns of a query as arrays; nulls make a masked array."""
        with self._running(query) as cursor:
            names = [column.name for column in cursor.description or ()]
            answer = cursor.fetchall()
        columns = zip(*answer, strict=True) if answer else (() for _ in names)
        return {name: _array(values) for name, values in zip(names, columns, strict=True)}

    def batches(self, query: exp.Expr, rows: int) -> Iterator[Any]:
        """Yield the rows of a query as Arrow record batches of one schema, fetched as they are asked for.

        One batch at least, of no rows where there are none. A column that Arrow has no type for comes as its text.
        """
        try:
            import pyarrow as pa  # noqa: PLC0415 - only who asks for Arrow needs it
        except ImportError as error:
            raise MissingExtraError.of("rows of PostgreSQL", "pyarrow", "postgres") from error
        sql, table = self._sql(query), _table_of(query)
        with self._asking(table) as cursor:
            cursor.execute(f"SELECT * FROM ({sql}) AS q LIMIT 0".encode())  # noqa: S608 - a query of ours
            columns = arrow_columns(cursor.description or (), pa)
        self.selects += isinstance(query, exp.Select)
        with self._fetching(in_arrow(sql, columns), table) as fetching:
            is_first = True
            while (answer := _fetched(fetching, rows, table)) or is_first:
                yield as_batch(answer, columns, table, pa)
                is_first = False

    def parts(self, table: str) -> tuple[Source, ...]:
        """Return the source of a table, which PostgreSQL reads as a whole."""
        self.schema(table)
        return (self._sources[table],)

    def hold(self, tables: Mapping[str, Iterable[str]]) -> None:
        """Make tables of texts known: temporary ones, of a transaction that sees the same rows."""
        relations = {
            table: exp.table_(f"lockgate_held_{number}", db="pg_temp", quoted=True)
            for number, table in enumerate(tables)
        }
        self._begin_with([relation.sql("postgres") for relation in relations.values()])
        self._relations |= relations
        for table, texts in tables.items():
            fill = f"INSERT INTO {relations[table].sql('postgres')} SELECT unnest(%s::text[])"
            left = iter(texts)
            while some := list(itertools.islice(left, HELD_AT_A_TIME)):
                with self._asking(table) as cursor:
                    cursor.execute(fill.encode(), [some])

    def _begin_with(self, relations: Sequence[str]) -> None:
        """Go on in a transaction that has temporary tables: the one that only reads can make none.

        It sees the rows that the session has seen so far, and writes nothing else.
        """
        import psycopg  # noqa: PLC0415 - as the engine, which has it already

        with self._lock:
            seen = self._connection.execute("SELECT pg_catalog.pg_export_snapshot()").fetchone()
            other = self._connect()
            other.read_only = False
            try:
                other.execute(f"SET TRANSACTION SNAPSHOT '{seen[0] if seen else ''}'".encode())
                for relation in relations:
                    other.execute(f"CREATE TEMPORARY TABLE {relation} (v text) ON COMMIT DROP".encode())
                    other.execute(f"CREATE INDEX ON {relation} USING hash (v)".encode())
                other.execute("SET TRANSACTION READ ONLY")
            except psycopg.Error as error:
                other.close()
                reason = f"{NOT_HELD}: {error.diag.message_primary or error}"
                raise DataError.gap("PostgreSQL", reason) from error
            self._connection.close()
            self._connection = other

    def save(self, query: exp.Expr, path: str) -> int:
        """Write the rows of a query to a file here, batch by batch, whole or not at all."""
        return write_batches(self.batches(query, SAVED_AT_A_TIME), path, "postgres")

    def close(self) -> None:
        """End the transaction and the connection."""
        self._connection.close()

    @contextmanager
    def _running(self, query: exp.Expr) -> Iterator[psycopg.Cursor[tuple[Any, ...]]]:
        sql = self._sql(query)
        self.selects += isinstance(query, exp.Select)
        with self._asking(_table_of(query)) as cursor:
            cursor.execute(sql.encode())
            yield cursor

    def _sql(self, query: exp.Expr) -> str:
        return render(query, self.dialect, relations=self._relations)

    @contextmanager
    def _fetching(self, sql: str, table: str) -> Iterator[psycopg.ServerCursor[tuple[Any, ...]]]:
        """Ask a query whose answer stays on the server until it is fetched."""
        with self._asking(table), self._connection.cursor("lockgate", binary=True) as cursor:
            cursor.execute(sql.encode())
            yield cursor

    @contextmanager
    def _asking(self, table: str) -> Iterator[psycopg.Cursor[tuple[Any, ...]]]:
        """Ask within a savepoint: after a refusal the transaction goes on, and sees the same rows."""
        import psycopg  # noqa: PLC0415 - as the engine, which has it already

        try:
            with self._lock, self._connection.transaction(), self._connection.cursor(binary=True) as cursor:
                yield cursor
        except psycopg.Error as error:
            raise DataError.engine(table, error.diag.message_primary or str(error)) from error


def _fetched(cursor: psycopg.ServerCursor[tuple[Any, ...]], rows: int, table: str) -> Sequence[tuple[Any, ...]]:
    """Fetch rows; of a value that Python cannot hold the message does not tell the value."""
    import psycopg  # noqa: PLC0415 - as the engine, which has it already

    try:
        return cursor.fetchmany(rows)
    except psycopg.DataError as error:
        if error.sqlstate is not None:
            raise
        text = "a day or an instant is not within the years 1 to 9999; read it through a view that casts it to text"
        raise DataError.engine(table, text) from error.with_traceback(None)


def _maps_in(query: exp.Expr) -> frozenset[int]:
    """Return which columns of a query are maps; PostgreSQL answers them as a row of two arrays."""
    values = query.expressions if isinstance(query, exp.Select) else ()
    return frozenset(i for i, value in enumerate(values) if isinstance(value.unalias(), exp.Map))


def _mapping(value: Any) -> dict[object, object] | None:  # noqa: ANN401 - a row of two lists
    keys, values = value
    return None if keys is None else dict(zip(keys, values, strict=True))


def _array(values: Sequence[object]) -> np.ndarray:
    import numpy as np  # noqa: PLC0415 - only who asks for arrays needs it

    is_null = np.array([value is None for value in values], dtype=bool)
    known = [value for value in values if value is not None]
    if all(isinstance(value, str) for value in known):
        filled = np.array(["" if value is None else value for value in values], dtype=object)
    else:
        filled = np.array([0 if value is None else value for value in values])
        filled = filled.astype(np.float64) if filled.dtype == object else filled  # decimals
    return np.ma.masked_array(filled, mask=is_null) if is_null.any() else filled


def _table_of(query: exp.Expr) -> str:
    found = query.find(exp.Table)
    return found.name if found is not None else "?"
