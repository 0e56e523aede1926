"""The default engine: DuckDB, embedded, read-only, nothing downloaded."""

from __future__ import annotations

import itertools
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import duckdb
from sqlglot import exp

from lockgate.adapters.engines.duckdb.casts import as_texts, casting_sql, without_raw
from lockgate.adapters.engines.duckdb.columns import delimiter_in, refuse_twins, uneven_line
from lockgate.adapters.engines.duckdb.frames import with_mixed
from lockgate.adapters.engines.duckdb.messages import hint_of, reason_of
from lockgate.adapters.engines.duckdb.sources import is_columnar, is_csv, relation_sql, resolve
from lockgate.adapters.engines.duckdb.types import column_of, is_coded
from lockgate.adapters.lakes import open_lake
from lockgate.adapters.whole_files import DRAFT, keep
from lockgate.domain.errors import DataError, LockgateError, OutputError
from lockgate.scan.dialects import render
from lockgate.scan.engine import HELD_AT_A_TIME, Source
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np

__all__ = ["DuckDBEngine", "DuckDBSession"]

_PROGRESS_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class DuckDBEngine:
    """Opens tables in an in-memory DuckDB that may read only the files it was given.

    Parameters
    ----------
    threads : int or None, default=None
        Worker threads, 1 or more; None for one per core.
    memory_limit : str, default="512MiB"
        What the engine may hold in memory; beyond it spills to disk.
    temp_directory : str, default=""
        Where it spills; empty for the system's temporary directory.
    """

    threads: int | None = None
    memory_limit: str = "512MiB"
    temp_directory: str = ""

    def open(
        self,
        sources: Mapping[str, Source],
        *,
        progress: Callable[[float], None] | None = None,
        output: str = "",
    ) -> DuckDBSession:
        """Open tables by name; a table that cannot be read says so when it is asked for."""
        spill = tempfile.mkdtemp(prefix="lockgate-", dir=self.temp_directory or None)
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": self.memory_limit.replace(" ", ""),
            "temp_directory": spill,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            # File statistics know nothing of NaN, and the optimizer believes them: it would find no NaN in
            # any Parquet file. Both ways in which it uses them are switched off.
            "disabled_optimizers": "statistics_propagation,filter_pushdown",
        }
        if self.threads is not None:
            config["threads"] = str(self.threads)
        connection = duckdb.connect(":memory:", config=config)
        connection.execute(
            "SET python_enable_replacements = false"
        )  # no table is read because a variable has its name
        connection.execute("SET TimeZone = 'UTC'")  # the machine's own zone must not change what a filter means
        connection.execute("SET parquet_metadata_cache = true")  # several queries read the same footers
        connection.execute("SET enable_progress_bar = true")  # counts, so that `progress` can tell
        connection.execute("SET enable_progress_bar_print = false")
        return DuckDBSession(connection, sources, Path(spill), progress, output)


class DuckDBSession:
    """Tables opened in one DuckDB connection."""

    dialect = "duckdb"
    is_ordered = True

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        sources: Mapping[str, Source],
        spill: Path,
        progress: Callable[[float], None] | None,
        output: str = "",
    ) -> None:
        self.selects = 0
        self._output = output
        self._connection = connection
        self._sources = dict(sources)
        self._spill = spill
        self._progress = progress
        self._schemas: dict[str, Schema] = {}
        self._versions: dict[str, str] = {}
        self._in_place: dict[str, exp.Table] = {}
        self._lock = threading.RLock()
        self._open_all()

    def _open_all(self) -> None:
        """Make each table known, then close the door to every other file.

        A text file is parsed once into a table that can spill; a columnar file or frame is read where it is.
        """
        self._broken: dict[str, LockgateError] = {}
        allowed: list[str] = []
        for table, source in list(self._sources.items()):
            try:
                snapshot = open_lake(table, source)
                if snapshot is not None:
                    self._versions[table] = snapshot.version
                    self._sources[table] = snapshot.pinned(source)
                    source = replace(source, frame=snapshot.frame)  # noqa: PLW2901 - what the source names
                files = resolve(table, source)
                allowed += files
                self._make_view(table, source, files)
            except LockgateError as error:
                self._broken[table] = error
        self._connection.execute("SET allowed_paths = $1", [sorted({*allowed, *map(os.path.abspath, allowed)})])
        own = [str(self._spill), *([os.path.abspath(self._output)] if self._output else [])]  # noqa: PTH100 - as given
        self._connection.execute("SET allowed_directories = $1", [own])
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def _make_view(self, table: str, source: Source, files: Sequence[str]) -> None:
        quoted = exp.to_identifier(table, quoted=True).sql("duckdb")
        is_frame = source.frame is not None
        kind = "VIEW" if is_frame or is_columnar(source, files) else "TABLE"
        try:
            names = (
                self._create(kind, table, self._register(table, source))
                if is_frame
                else self._read(kind, table, source, files)
            )
            delimiter = delimiter_in(names, source, files)
            if delimiter:
                source = replace(source, options={**source.options, "delimiter": delimiter})
                names = self._read(kind, table, source, files)
            self._cast(kind, quoted, table, source)
            refuse_twins(table, source, files, names, lambda sql: self._connection.execute(sql).fetchall())
        except (duckdb.Error, UnicodeError) as error:
            is_unsure = is_csv(source, files) and "sniffing" in str(error)
            reason = (uneven_line(source, files[0]) if is_unsure else "") or reason_of(error)
            raise DataError.unreadable(table, source.location, reason, hint_of(error)) from error

    def _read(self, kind: str, table: str, source: Source, files: Sequence[str]) -> list[str]:
        """Make files known and return their columns; those of a text file that are cast may be read as texts first."""
        types = cast("Mapping[str, str]", source.options.get("types") or {}) if is_csv(source, files) else {}
        for texts in as_texts(types):
            with suppress(duckdb.Error):
                return self._create(kind, table, relation_sql(table, source, files, texts))
        return self._create(kind, table, relation_sql(table, source, files))

    def _register(self, table: str, source: Source) -> str:
        """Make a frame known and return its quoted name."""
        name = f"lockgate frame {table}"
        try:
            self._connection.register(name, source.frame)
        except duckdb.Error as error:
            if "not suitable" in str(error):
                text = f"{type(source.frame).__name__} is no table"
                raise DataError.unreadable(
                    table, source.location, text, "give an Arrow, pandas or polars table"
                ) from error
            raise DataError.unreadable(table, source.location, str(error)) from error
        return exp.to_identifier(name, quoted=True).sql("duckdb")

    def _create(self, kind: str, table: str, body: str) -> list[str]:
        """Create a view or table and return its columns."""
        quoted = exp.to_identifier(table, quoted=True).sql("duckdb")
        create = f"CREATE OR REPLACE TEMP {kind} {quoted} AS SELECT"
        self._connection.execute(f"{create} * FROM {body}")
        columns = self._connection.execute(f"DESCRIBE {quoted}").fetchall()
        coded = [
            exp.to_identifier(str(row[0]), quoted=True).sql("duckdb")
            for row in columns
            if is_coded(str(row[1]))
        ]
        if coded:  # a coded text compares by its code's place in the list, and not as the text it stands for
            as_text = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in coded)
            self._connection.execute(f"{create} * REPLACE ({as_text}) FROM {body}")
        elif kind == "VIEW":
            # A view that selects all columns is bound column by column for each query, twice a column of the table: of
            # 2,000 columns that is 50 ms a query. What reads the table is bound once where it stands in its place.
            self._in_place[table] = exp.Table(this=exp.var(body))
        return [str(row[0]) for row in columns]

    def _cast(self, kind: str, quoted: str, table: str, source: Source) -> None:
        """Read some columns as other types; the columns as they were stay beside them, under names of their own."""
        types = cast("Mapping[str, str]", source.options.get("types") or {})
        if not types:
            return
        names = [str(row[0]) for row in self._connection.execute(f"DESCRIBE {quoted}").fetchall()]
        before = f"lockgate before {table}"
        self._in_place.pop(table, None)
        query = casting_sql(table, before, names, types)
        renamed = exp.to_identifier(before, quoted=True).sql("duckdb")
        self._connection.execute(f"ALTER {kind} {quoted} RENAME TO {renamed}")
        self._connection.execute(f"CREATE TEMP VIEW {quoted} AS {query}")

    def schema(self, table: str) -> Schema:
        """Return the columns of a table."""
        if table in self._broken:
            raise self._broken[table]
        if table not in self._sources:
            raise DataError.not_given(table, tuple(self._sources))
        if table not in self._schemas:
            described = self.rows(exp.Describe(this=exp.select("*").from_(table_sql(table))))
            columns = without_raw([column_of(str(row[0]), str(row[1])) for row in described])
            columns = with_mixed(columns, self._sources[table].frame)
            self._schemas[table] = Schema(table, columns)
        return self._schemas[table]

    def version(self, table: str) -> str:
        """Return which version of a table is read, empty where it has none."""
        return self._versions.get(table, "")

    def gap(self, tree: exp.Expr) -> LockgateError | None:
        """Return nothing: trees are written in this engine's dialect."""
        del tree
        return None

    def rows(self, query: exp.Expr, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        return cast("list[tuple[object, ...]]", self._run(query, parameters, "fetchall"))

    def chunks(self, query: exp.Expr, rows: int) -> Iterator[Sequence[tuple[object, ...]]]:
        """Yield the rows of a query a chunk at a time; nothing else may be asked until the last is taken."""
        self.selects += 1
        try:
            with self._lock, _watched(self._connection, self._progress):
                cursor = self._connection.execute(self._sql(query))
                while found := cursor.fetchmany(rows):
                    yield cast("Sequence[tuple[object, ...]]", found)
        except (duckdb.Error, UnicodeError, MemoryError) as error:
            raise DataError.engine(_table_of(query), reason_of(error)) from error

    def arrays(self, query: exp.Expr) -> dict[str, np.ndarray]:
        """Return the columns of a query as arrays; nulls make a masked array."""
        return cast("dict[str, np.ndarray]", self._run(query, (), "fetchnumpy"))

    def _run(self, query: exp.Expr, parameters: Sequence[object], fetch: str) -> Any:  # noqa: ANN401 - two shapes
        sql = self._sql(query)
        self.selects += isinstance(query, exp.Select)
        try:
            with self._lock, _watched(self._connection, self._progress):
                return getattr(self._connection.execute(sql, list(parameters)), fetch)()
        except duckdb.CatalogException as error:
            raise self._absent(query) or DataError.engine(_table_of(query), reason_of(error)) from error
        except (duckdb.Error, UnicodeError, MemoryError) as error:
            raise DataError.engine(_table_of(query), reason_of(error)) from error

    def _sql(self, query: exp.Expr) -> str:
        return render(query, self.dialect, relations=self._in_place)

    def _absent(self, query: exp.Expr) -> LockgateError | None:
        """Return why a table of a query is not there, None where all that were given are."""
        named = {table.name for table in query.find_all(exp.Table)} - {
            cte.alias for cte in query.find_all(exp.CTE)
        }
        broken = next((self._broken[name] for name in sorted(named) if name in self._broken), None)
        if broken is not None:
            return broken
        unknown = [name for name in sorted(named) if name not in self._sources and not self._knows(name)]
        return DataError.not_given(unknown[0], tuple(self._sources)) if unknown else None

    def _knows(self, table: str) -> bool:
        """Tell whether a table is there that was made in the session."""
        found = self._connection.execute(
            "SELECT 1 FROM duckdb_tables() WHERE table_name = $1 UNION ALL "
            "SELECT 1 FROM duckdb_views() WHERE view_name = $1",
            [table],
        )
        return found.fetchone() is not None

    def batches(self, query: exp.Expr, rows: int) -> Iterator[Any]:
        """Yield the rows of a query as Arrow record batches."""
        try:
            with self._lock:
                reader: Any = self._connection.sql(self._sql(query)).to_arrow_reader(rows)
                yield from reader
        except (duckdb.Error, UnicodeError, MemoryError) as error:
            raise DataError.engine(_table_of(query), reason_of(error)) from error

    def parts(self, table: str) -> tuple[Source, ...]:
        """Return one source for each file of a columnar table, else the table's own, at the version that is read."""
        self.schema(table)
        source = self._sources[table]
        if table in self._versions:
            return (source,)
        files = resolve(table, source)
        if not is_columnar(source, files):
            return (source,)
        return tuple(replace(source, location=file, files=()) for file in files)

    def hold(self, tables: Mapping[str, Iterable[str]]) -> None:
        """Make tables of texts known; they spill to disk as others do."""
        for table, texts in tables.items():
            self._hold(table, texts)

    def _hold(self, table: str, texts: Iterable[str]) -> None:
        quoted = exp.to_identifier(table, quoted=True).sql("duckdb")
        left = iter(texts)
        try:
            with (
                self._connection.cursor() as writer
            ):  # its own, for the texts may come from a query of this one
                writer.execute(f"CREATE OR REPLACE TABLE {quoted} (v VARCHAR)")
                while some := list(itertools.islice(left, HELD_AT_A_TIME)):
                    writer.execute(f"INSERT INTO {quoted} SELECT unnest($1::VARCHAR[])", [some])
        except (duckdb.Error, UnicodeError, MemoryError) as error:
            raise DataError.engine(table, reason_of(error)) from error

    def save(self, query: exp.Expr, path: str) -> int:
        """Write the rows of a query to a file of the output directory, whole or not at all."""
        target = Path(os.path.abspath(path))  # noqa: PTH100 - must not follow links
        draft = target.with_name(f"{DRAFT}{os.getpid()}-{target.name}")
        kind = "CSV, HEADER" if target.suffix == ".csv" else "PARQUET"
        place = str(draft).replace("'", "''")
        try:
            with self._lock, _watched(self._connection, self._progress):
                written = self._connection.execute(f"COPY ({self._sql(query)}) TO '{place}' (FORMAT {kind})")
                (rows,) = cast("tuple[int]", written.fetchone())
            keep(draft, target)
        except (duckdb.Error, UnicodeError, MemoryError) as error:
            if isinstance(error, duckdb.IOException) and draft.name in str(error):
                raise OutputError.unwritable(path, reason_of(error).replace(str(draft), path)) from error
            raise DataError.engine(_table_of(query), reason_of(error)) from error
        except OSError as error:
            raise OutputError.unwritable(path, error.strerror or str(error)) from error
        finally:
            draft.unlink(missing_ok=True)
        return rows

    def close(self) -> None:
        """Close the connection and remove the spill directory."""
        self._connection.close()
        for file in self._spill.glob("*"):
            with suppress(OSError):
                file.unlink()
        with suppress(OSError):
            self._spill.rmdir()


def _table_of(query: exp.Expr) -> str:
    found = query.find(exp.Table)
    return found.name if found is not None else "?"


@contextmanager
def _watched(connection: duckdb.DuckDBPyConnection, progress: Callable[[float], None] | None) -> Iterator[None]:
    """Report the fraction done of a query, a few times a second, while it runs."""
    if progress is None:
        yield
        return
    done = threading.Event()

    def report() -> None:
        while not done.wait(_PROGRESS_EVERY_S):
            fraction = connection.query_progress()
            if fraction >= 0:
                progress(min(1.0, fraction / 100))

    watcher = threading.Thread(target=report, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
