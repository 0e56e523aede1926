"""A PostgreSQL table that is migrated in one transaction, together with its journal."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lockgate.adapters.migrations.postgres_export import export_rows
from lockgate.domain.errors import DataError, MigrationError, MissingExtraError
from lockgate.migrations.journal import Applied, Journal
from lockgate.migrations.migration import SqlStep, Step
from lockgate.migrations.set_digest import ColumnType, SetDigest, digest_query, row_text, set_digest
from lockgate.scan.engine import Source

if TYPE_CHECKING:
    import psycopg

__all__ = ["OpenPostgres", "PostgresStore"]

JOURNAL = "lockgate_migrations"
"""The table that holds the journals of all tables of a schema."""

LONGEST_WAIT_S = 60.0
"""How long a statement of a migration waits for other sessions: for ever, they would queue behind it."""

_WAIT = "SELECT set_config('lock_timeout', %s, true) WHERE current_setting('lock_timeout') = '0'"

_COLUMNS = """
    SELECT a.attname,
           format_type(a.atttypid, a.atttypmod),
           concat_ws(
             '; ',
             CASE WHEN a.attnotnull THEN 'not null' END,
             'default ' || pg_get_expr(d.adbin, d.adrelid),
             (SELECT string_agg(said, '; ' ORDER BY said)
                FROM (SELECT pg_get_constraintdef(c.oid) AS said FROM pg_constraint c
                       WHERE c.conrelid = a.attrelid AND a.attnum = ANY (c.conkey) AND c.contype <> 'n') AS bound),
             (SELECT string_agg(said, '; ' ORDER BY said)
                FROM (SELECT pg_get_indexdef(i.indexrelid) AS said FROM pg_index i
                       WHERE i.indrelid = a.attrelid AND a.attnum = ANY (i.indkey)) AS found)),
           a.attgenerated = ''
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attnum"""
"""Columns with everything that hangs on them: what a step back must bring back beside the rows."""


@dataclass(frozen=True, slots=True)
class PostgresStore:
    """Where one table is.

    Parameters
    ----------
    table, schema : str
        Its names.
    variable : str
        The environment variable that holds the URL; named in messages.
    url : str
        The URL; a secret, and shown nowhere.
    """

    table: str
    schema: str
    variable: str
    url: str = field(repr=False)

    @property
    def place(self) -> str:
        """Return where the table is, without the URL."""
        return f"{self.schema}.{self.table} at ${self.variable}"

    def journal(self) -> Journal:
        """Return which migrations the table has seen."""
        with self._connect() as connection:
            _require(connection, self)
            return _read_journal(connection, self)

    def open(self) -> OpenPostgres:
        """Begin a transaction, take the lock and keep others from writing to the table."""
        connection = self._connect()
        try:
            _lock(connection, self)
            _require(connection, self)
            _run(connection, self.table, _WAIT, (f"{LONGEST_WAIT_S * 1_000:.0f}ms",))
            _run(connection, self.table, f"LOCK TABLE {_quoted(self.schema, self.table)} IN EXCLUSIVE MODE")
        except BaseException:
            connection.close()
            raise
        return OpenPostgres(self, connection)

    def rehearse(self, rows: int) -> OpenPostgres:
        """Copy some rows to a temporary table of the same name, which hides the real one from this session."""
        connection = self._connect()
        try:
            _require(connection, self)
            real = _quoted(self.schema, self.table)
            described = _columns(connection, real)
            listed = ", ".join(_quoted(column.name) for column, is_stored in described if is_stored)
            order = f"ORDER BY md5({row_text([column for column, _ in described], dialect='postgres').sql('postgres')})"
            limit = f"{order} LIMIT {int(rows)}" if rows else ""
            temporary = _quoted("pg_temp", self.table)
            _run(connection, self.table, f"CREATE TEMP TABLE {_quoted(self.table)} (LIKE {real} INCLUDING ALL)")
            rows_sql = f"SELECT {listed} FROM {real} {limit}"  # noqa: S608 - quoted names
            _run(
                connection, self.table, f"INSERT INTO {temporary} ({listed}) OVERRIDING SYSTEM VALUE {rows_sql}"
            )
            _run(connection, self.table, f"SET LOCAL search_path TO pg_temp, {_quoted(self.schema)}")
        except BaseException:
            connection.close()
            raise
        return OpenPostgres(self, connection)

    def prune(self) -> tuple[str, ...]:
        """Return nothing: a transaction keeps no old version."""
        return ()

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            import psycopg  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtraError.of("migrate", "psycopg", "postgres") from error
        try:
            connection = psycopg.connect(self.url, connect_timeout=10)
        except psycopg.Error as error:
            reason = f"the database that ${self.variable} names cannot be reached: {_reason(error)}"
            raise MigrationError.no_target(self.table, reason) from error
        _run(connection, self.table, f"SET LOCAL search_path TO {_quoted(self.schema)}")
        _run(connection, self.table, "SET LOCAL timezone TO 'UTC'")
        return connection


class OpenPostgres:
    """A transaction on one table; `commit` publishes it, everything else rolls it back."""

    def __init__(self, store: PostgresStore, connection: psycopg.Connection[Any]) -> None:
        self._store = store
        self._connection = connection
        self._directory = tempfile.TemporaryDirectory(prefix="lockgate-")

    def columns(self) -> tuple[ColumnType, ...]:
        """Return the columns as they are now, with what hangs on them."""
        return tuple(column for column, _ in _columns(self._connection, _quoted(self._store.table)))

    def digest(self) -> SetDigest:
        """Return the digest of the rows as they are now."""
        columns = self.columns()
        query = digest_query(exp.to_table(_quoted(self._store.table)), columns, dialect="postgres")
        rows, low, high = _one(self._connection, query.sql("postgres"))
        return set_digest(columns, int(rows), low, high)

    def run(self, step: Step) -> int:
        """Do a step and return how many rows it wrote."""
        if not isinstance(step, SqlStep):
            raise DataError.engine(self._store.table, "steps in Python are for Parquet only")
        written = (_run(self._connection, self._store.table, one.sql) for one in step.statements)
        return sum(max(0, rows) for rows in written)

    def mark(self) -> None:
        """Remember the table as it is now."""
        _run(self._connection, self._store.table, "SAVEPOINT lockgate_mark")

    def undo(self) -> None:
        """Return to the last mark."""
        _run(self._connection, self._store.table, "ROLLBACK TO SAVEPOINT lockgate_mark")

    def source(self) -> Source:
        """Write the rows, as the transaction sees them, to a Parquet file and return it."""
        file = Path(self._directory.name) / "rows.parquet"
        export_rows(self._connection, _quoted(self._store.table), self.columns(), file)
        return Source(str(file), format="parquet")

    def commit(self, journal: Journal) -> None:
        """Write the journal and end the transaction."""
        store = self._store
        name = _quoted(store.schema, JOURNAL)
        _run(
            self._connection,
            store.table,
            f"CREATE TABLE IF NOT EXISTS {name} (table_name text, position int, id text NOT NULL,"
            " digest text NOT NULL, applied_at timestamptz NOT NULL, PRIMARY KEY (table_name, position))",
        )
        _run(self._connection, store.table, _DELETE.format(name=name), (store.table,))
        for position, entry in enumerate(journal.applied):
            values = (store.table, position, entry.id, entry.digest, entry.at)
            _run(self._connection, store.table, _INSERT.format(name=name), values)
        import psycopg  # noqa: PLC0415 - an extra; it is there, or there were no connection

        try:
            self._connection.commit()
        except psycopg.Error as error:
            raise MigrationError.no_target(store.table, f"the database refused: {_reason(error)}") from error

    def close(self) -> None:
        """Roll back what was not committed, and let go of the lock."""
        self._connection.close()
        self._directory.cleanup()


_DELETE = "DELETE FROM {name} WHERE table_name = %s"
_INSERT = "INSERT INTO {name} (table_name, position, id, digest, applied_at) VALUES (%s, %s, %s, %s, %s)"
_SELECT = "SELECT id, digest, applied_at FROM {name} WHERE table_name = %s ORDER BY position"


def _lock(connection: psycopg.Connection[Any], store: PostgresStore) -> None:
    """Take a lock that the server lets go of when the transaction ends, however it ends."""
    key = f"lockgate:{store.schema}.{store.table}"
    (is_free,) = _one(connection, "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", key)
    if not is_free:
        raise MigrationError.locked(store.table)


def _require(connection: psycopg.Connection[Any], store: PostgresStore) -> None:
    (kind,) = _one(
        connection,
        "SELECT (SELECT relkind FROM pg_class WHERE oid = to_regclass(%s))",
        _quoted(store.schema, store.table),
    )
    if kind is None:
        raise MigrationError.no_target(store.table, f"schema `{store.schema}` has no such table")
    if kind not in ("r", "p"):
        raise MigrationError.no_target(store.table, "it is a view or a foreign table, not a table")


def _read_journal(connection: psycopg.Connection[Any], store: PostgresStore) -> Journal:
    name = _quoted(store.schema, JOURNAL)
    (there,) = _one(connection, "SELECT to_regclass(%s) IS NOT NULL", name)
    if not there:
        return Journal()
    rows = _all(connection, store.table, _SELECT.format(name=name), (store.table,))
    return Journal(tuple(Applied(id=row[0], digest=row[1], at=row[2]) for row in rows))


def _columns(connection: psycopg.Connection[Any], name: str) -> list[tuple[ColumnType, bool]]:
    rows = _all(connection, name, _COLUMNS, (name,))
    return [(ColumnType(row[0], "; ".join(part for part in row[1:3] if part)), bool(row[3])) for row in rows]


def _one(connection: psycopg.Connection[Any], sql: str, *values: object) -> tuple[Any, ...]:
    (row,) = _all(connection, "?", sql, values)
    return row


def _all(
    connection: psycopg.Connection[Any], table: str, sql: str, values: Sequence[object]
) -> list[tuple[Any, ...]]:
    import psycopg  # noqa: PLC0415 - an extra; it is there, or there were no connection

    try:
        return connection.execute(sql.encode(), values or None).fetchall()
    except psycopg.Error as error:
        raise DataError.engine(table, _reason(error)) from error


def _run(connection: psycopg.Connection[Any], table: str, sql: str, values: Sequence[object] = ()) -> int:
    """Run a statement and return how many rows it wrote.

    Raises
    ------
    MigrationError
        If other sessions hold the table for longer than a statement may wait.
    DataError
        If the server refuses the statement.
    """
    import psycopg  # noqa: PLC0415 - an extra; it is there, or there were no connection

    try:
        return connection.execute(sql.encode(), values or None).rowcount
    except psycopg.errors.LockNotAvailable as error:
        raise MigrationError.busy(table) from error
    except psycopg.Error as error:
        raise DataError.engine(table, _reason(error)) from error


def _quoted(*names: str) -> str:
    return ".".join(exp.to_identifier(name, quoted=True).sql("postgres") for name in names)


_QUOTED = re.compile(r': ".*"$')


def _reason(error: Exception) -> str:
    """Return the first line of the server's message without the value that it may end with; other lines are values."""
    lines = str(error).strip().splitlines()
    return _QUOTED.sub("", lines[0]) if lines else type(error).__name__
