"""A Parquet table under change, in a DuckDB file of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
from sqlglot import exp

from lockgate.domain.errors import DataError, LockgateError, MigrationError
from lockgate.migrations.migration import ScriptStep, SqlStep, Step
from lockgate.migrations.set_digest import ColumnType, SetDigest, digest_query, row_text, set_digest

__all__ = ["DuckDBTable"]

_MARKED = "lockgate marked"
_TIMEOUT_S = 24 * 3600


class DuckDBTable:
    """One table in a database file below a directory; the engine reaches nothing outside of it.

    Parameters
    ----------
    directory : Path
        Where the database, what it spills and its exports go; must be there.
    name : str
        The table.
    files : sequence of str
        Parquet files to load, at least one.
    rows : int, default=0
        Load only so many rows, those with the smallest hashes; 0 for all.
    """

    def __init__(self, directory: Path, name: str, files: Sequence[str], *, rows: int = 0) -> None:
        self.name = name
        self._directory = directory
        self._connection = duckdb.connect(
            str(directory / "work.duckdb"),
            config={"memory_limit": "512MiB", "temp_directory": str(directory / "spill")},
        )
        self._connection.execute("SET TimeZone = 'UTC'")
        self._connection.execute("SET python_enable_replacements = false")
        try:
            self._refuse_mixed(files)
            self._load(files, rows)
        except duckdb.Error as error:
            self._connection.close()
            raise DataError.unreadable(name, files[0], str(error)) from error
        except LockgateError:
            self._connection.close()
            raise
        self._connection.execute("SET allowed_directories = $1", [[f"{directory}/"]])
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def _refuse_mixed(self, files: Sequence[str]) -> None:
        """Refuse files that differ in their columns: the engine would drop or cast those of all but the first."""
        first: dict[str, str] = {}
        for file in files if len(files) > 1 else ():
            query = "DESCRIBE SELECT * FROM read_parquet($1, hive_partitioning = false)"
            try:
                described = self._connection.execute(query, [file]).fetchall()
            except duckdb.Error as error:
                reason = str(error).split("\n\nLINE", maxsplit=1)[0]
                raise DataError.unreadable(self.name, file, reason) from error
            columns = {str(row[0]): str(row[1]) for row in described}
            first = first or columns
            if columns != first:
                differ = sorted(name for name, _ in columns.items() ^ first.items())
                reason = f"`{file}` has other columns than `{files[0]}`: {', '.join(dict.fromkeys(differ))}"
                raise MigrationError.no_target(self.name, reason, "bring all files to the same columns first")

    def _load(self, files: Sequence[str], rows: int) -> None:
        source = "read_parquet($1, hive_partitioning = false, union_by_name = false)"
        if not rows:
            self._connection.execute(f"CREATE TABLE {self._sql} AS SELECT * FROM {source}", [list(files)])  # noqa: S608 - a quoted name
            return
        self._connection.execute(f"CREATE VIEW lockgate_all AS SELECT * FROM read_parquet({_texts(files)})")  # noqa: S608 - quoted texts
        described = self._connection.execute("DESCRIBE lockgate_all").fetchall()
        columns = [ColumnType(str(row[0]), str(row[1])) for row in described]
        order = exp.func("md5", row_text(columns, dialect="duckdb"))
        query = exp.select("*").from_("lockgate_all").order_by(order).limit(rows)
        self._connection.execute(f"CREATE TABLE {self._sql} AS {query.sql('duckdb')}")
        self._connection.execute("DROP VIEW lockgate_all")

    @property
    def _sql(self) -> str:
        return exp.to_identifier(self.name, quoted=True).sql("duckdb")

    def columns(self) -> tuple[ColumnType, ...]:
        """Return the columns as they are now."""
        described = self._execute(f"DESCRIBE {self._sql}")
        return tuple(ColumnType(str(row[0]), str(row[1])) for row in described)

    def digest(self) -> SetDigest:
        """Return the digest of the rows as they are now."""
        columns = self.columns()
        query = digest_query(exp.to_table(self.name), columns, dialect="duckdb").sql("duckdb", identify=True)
        ((rows, low, high),) = self._execute(query)
        return set_digest(columns, int(str(rows)), low, high)

    def run(self, step: Step) -> int:
        """Do a step and return how many rows it wrote."""
        if isinstance(step, SqlStep):
            return sum(self._written(statement.sql) for statement in step.statements)
        return self._script(step)

    def _written(self, sql: str) -> int:
        rows = self._execute(sql)
        return int(str(rows[0][0])) if rows and isinstance(rows[0][0], int) else 0

    def _script(self, step: ScriptStep) -> int:
        given, made = self._directory / "given.parquet", self._directory / "made.parquet"
        made.unlink(missing_ok=True)
        self.export(given)
        command = [sys.executable, "-m", "lockgate.adapters.migrations.python_step", step.path, step.function]
        try:
            done = subprocess.run(  # noqa: S603 - the user's own program, as the folder says; no shell reads it
                [*command, str(given), str(made)],
                check=False,
                capture_output=True,
                timeout=_TIMEOUT_S,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired as error:
            raise DataError.engine(self.name, f"{step.path} did not end") from error
        if done.returncode != 0:
            lines = done.stderr.decode(errors="replace").strip().splitlines()
            raise DataError.engine(self.name, lines[-1] if lines else f"{step.path} gave no reason")
        if not made.exists():
            raise DataError.engine(self.name, f"{step.path} ended before `{step.function}` returned")
        rows = exp.select("*").from_(exp.func("read_parquet", exp.Literal.string(str(made)))).sql("duckdb")
        self._execute(f"CREATE OR REPLACE TABLE {self._sql} AS {rows}")
        return self.digest().rows

    def mark(self) -> None:
        """Remember the table as it is now, on disk."""
        self._execute(f'CREATE OR REPLACE TABLE "{_MARKED}" AS SELECT * FROM {self._sql}')  # noqa: S608 - quoted names

    def undo(self) -> None:
        """Return to the last mark."""
        self._execute(f"DROP TABLE {self._sql}")
        self._execute(f'ALTER TABLE "{_MARKED}" RENAME TO {self._sql}')

    def export(self, file: Path) -> None:
        """Write the rows to a Parquet file below the directory."""
        self._execute(f"COPY {self._sql} TO {_text(str(file))} (FORMAT parquet, COMPRESSION zstd)")

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def _execute(self, sql: str) -> list[tuple[object, ...]]:
        try:
            return self._connection.execute(sql).fetchall()
        except (duckdb.Error, UnicodeError, MemoryError) as error:
            raise DataError.engine(self.name, _reason(error)) from error


_VALUE = re.compile(r"""\b(string|format:|value) (?:'.*'|".*"|\S+)(?=,| to | according | can't )""", re.DOTALL)


def _reason(error: Exception) -> str:
    """Return the first line of the engine's message without the value that it may be about."""
    text = str(error).split("\n\nLINE", maxsplit=1)[0]
    return (_VALUE.sub(r"\1 …", text).splitlines() or [type(error).__name__])[0]


def _text(text: str) -> str:
    return exp.Literal.string(text).sql("duckdb")


def _texts(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"
