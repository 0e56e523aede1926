"""Tables opened in a Spark session: each is a temporary view, asked in SQL."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lockgate.adapters.arrow_files import write_batches
from lockgate.adapters.engines.spark.arrow import batches_of
from lockgate.adapters.engines.spark.held import held_frame
from lockgate.adapters.engines.spark.messages import reason_of, unechoed
from lockgate.adapters.engines.spark.progress import watched
from lockgate.adapters.engines.spark.readers import frame_of, twin_in
from lockgate.adapters.engines.spark.types import column_of
from lockgate.domain.errors import DataError, LockgateError
from lockgate.scan.dialects import gap_of, render
from lockgate.scan.engine import SAVED_AT_A_TIME, Source
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np

__all__ = ["SparkTables"]

_SETTINGS: Mapping[str, str] = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.mapKeyDedupPolicy": "EXCEPTION",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.session.timeZone": "UTC",
}
"""What answers must not depend on; the session gets its own values back after each query."""

_BY_DEFAULT = frozenset({
    "spark.sql.caseSensitive", "spark.sql.mapKeyDedupPolicy", "spark.sql.parser.escapedStringLiterals"
})  # fmt: skip
"""Those of them that hold where nothing is set."""

_READING: Mapping[str, str] = {**_SETTINGS, "spark.sql.timestampType": "TIMESTAMP_NTZ"}
"""Settings while a table is opened: a timestamp that names no zone has none."""

_numbers = itertools.count(1)


class SparkTables:
    """Tables opened in one Spark session. The session's own views and settings stay as they are."""

    dialect = "spark"
    is_ordered = False

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - classic or Connect
        sources: Mapping[str, Source],
        progress: Callable[[float], None] | None = None,
    ) -> None:
        self.selects = 0
        self._session = session
        self._sources = sources
        self._progress = progress
        self._lock = threading.RLock()
        self._picks_rows = _version_of(session) >= _PICKS_ROWS
        self._views: dict[str, exp.Table] = {}
        self._schemas: dict[str, Schema] = {}
        self._broken: dict[str, LockgateError] = {}
        for table, source in sources.items():
            try:
                self._open(table, source)
            except LockgateError as error:
                self._broken[table] = error

    def _open(self, table: str, source: Source) -> None:
        # a name that is no view's of the user; letters and digits, for messages hold it
        name = f"lockgate_{next(_numbers)}_{re.sub('[^0-9A-Za-z_]', '_', table)}"
        try:
            with self._asking(_READING):
                frame = frame_of(self._session, table, source)
                fields = list(frame.schema.fields)
                twins = twin_in([field.name for field in fields])
                if twins is None:
                    frame.createOrReplaceTempView(name)
        except LockgateError:
            raise
        except Exception as error:  # classic Spark and Connect raise kinds of their own
            raise _cannot_open(table, source, error) from error
        if twins is not None:
            text = f"its columns `{twins[0]}` and `{twins[1]}` differ at most in letter case"
            raise DataError.unreadable(table, source.location, text, "rename one of them")
        self._views[table] = exp.to_table(name, dialect="spark")
        self._schemas[table] = Schema(table, tuple(column_of(field) for field in fields))

    def schema(self, table: str) -> Schema:
        """Return the columns of a table."""
        if table in self._broken:
            raise self._broken[table]
        if table not in self._schemas:
            raise DataError.unknown_table(table, self._sources)
        return self._schemas[table]

    def version(self, table: str) -> str:
        """Return which version of a table is read, empty where it has none or none was named."""
        return str(self._sources[table].options.get("version", "")) if table in self._sources else ""

    def gap(self, tree: exp.Expr) -> DataError | None:
        """Return why Spark cannot be asked that, None where it can."""
        if not self._picks_rows and any(call.name == "ARG_MIN" for call in tree.find_all(exp.Anonymous)):
            return DataError.gap("Apache Spark", "before version 4.2 it cannot pick the first rows")
        return gap_of(tree, self.dialect)

    def rows(self, query: exp.Expr, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query, by one job."""
        self._refuse(parameters)
        with self._answering(query) as frame:
            return [tuple(_plain(value) for value in row) for row in frame.collect()]

    def chunks(self, query: exp.Expr, rows: int) -> Iterator[Sequence[tuple[object, ...]]]:
        """Yield the rows of a query, up to `rows` of them at a time, by one job for each partition of the answer."""
        with self._answering(query) as frame:
            answer = (tuple(_plain(value) for value in row) for row in frame.toLocalIterator())
            while chunk := list(itertools.islice(answer, rows)):
                yield chunk

    def arrays(self, query: exp.Expr) -> dict[str, np.ndarray]:
        """Return the columns of a query as arrays; nulls make a masked array."""
        with self._answering(query) as frame:
            return _arrays(frame.toArrow())

    def batches(self, query: exp.Expr, rows: int) -> Iterator[Any]:
        """Yield the rows of a query as Arrow record batches of one schema; the driver holds one partition of them.

        One batch at least, of no rows where there are none.
        """
        with self._answering(query) as frame:
            yield from batches_of(frame, rows)

    def parts(self, table: str) -> tuple[Source, ...]:
        """Return the source of a table, which Spark itself reads in parts."""
        self.schema(table)
        return (self._sources[table],)

    def hold(self, tables: Mapping[str, Iterable[str]]) -> None:
        """Make tables of texts known, which lie on the disks of the executors."""
        for table, texts in tables.items():
            name = f"lockgate_{next(_numbers)}_held"
            try:
                with self._asking():
                    held_frame(self._session, texts).createOrReplaceTempView(name)
            except LockgateError:
                raise
            except Exception as error:  # classic Spark and Connect raise kinds of their own
                raise DataError.engine(table, reason_of(error)) from error
            self._views[table] = exp.to_table(name, dialect="spark")

    def save(self, query: exp.Expr, path: str) -> int:
        """Write the rows of a query to a file here, batch by batch, whole or not at all.

        Spark itself would write directories, on machines of its own.
        """
        return write_batches(self.batches(query, SAVED_AT_A_TIME), path, "spark")

    def close(self) -> None:
        """Forget the views; the session goes on."""
        for view in self._views.values():
            self._session.catalog.dropTempView(view.name)
        self._views = {}

    @staticmethod
    def _refuse(parameters: Sequence[object]) -> None:
        if parameters:
            raise DataError.gap("Apache Spark", "queries have no parameters")

    @contextmanager
    def _answering(self, query: exp.Expr) -> Iterator[Any]:
        """Ask a query; Spark's reason is told in one line."""
        sql = render(query, self.dialect, relations=self._views)
        self.selects += isinstance(query, exp.Select)
        try:
            with self._asking(), watched(self._session, self._progress):
                yield self._session.sql(sql)
        except LockgateError:
            raise
        except Exception as error:  # classic Spark and Connect raise kinds of their own
            raise DataError.engine(_table_of(query), reason_of(error)) from error

    @contextmanager
    def _asking(self, wanted: Mapping[str, str] = _SETTINGS) -> Iterator[None]:
        """Ask with settings of ours, one query at a time."""
        with self._lock, unechoed():
            settings = self._session.conf
            before = {
                name: settings.get(name, value if name in _BY_DEFAULT else None)
                for name, value in wanted.items()
            }
            changed = {name: value for name, value in wanted.items() if before[name] != value}
            for name, value in changed.items():
                settings.set(name, value)
            try:
                yield
            finally:
                for name in changed:
                    value = before[name]
                    settings.unset(name) if value is None else settings.set(name, value)


def _cannot_open(table: str, source: Source, error: Exception) -> DataError:
    if "PATH_NOT_FOUND" in str(error):
        return DataError.missing(table, source.location)
    return DataError.unreadable(table, source.location, reason_of(error))


_PICKS_ROWS = (4, 2)
"""Version from which on an aggregate keeps the first rows only."""


def _version_of(session: Any) -> tuple[int, ...]:  # noqa: ANN401 - classic or Connect
    return tuple(int(part) for part in re.findall(r"\d+", str(session.version))[:2])


def _plain(value: object) -> object:
    """Return a value without Spark's own row type: a struct as a mapping."""
    as_mapping = getattr(value, "asDict", None)
    if as_mapping is not None:
        return as_mapping()
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _arrays(answer: Any) -> dict[str, np.ndarray]:  # noqa: ANN401 - an Arrow table
    import numpy as np  # noqa: PLC0415 - with Arrow, which came with Spark

    found: dict[str, np.ndarray] = {}
    for name, column in zip(answer.column_names, answer.columns, strict=True):
        is_null = column.is_null().to_numpy(zero_copy_only=False)
        values = column.to_numpy(zero_copy_only=False)
        found[name] = np.ma.masked_array(values, mask=is_null) if is_null.any() else values
    return found


def _table_of(query: exp.Expr) -> str:
    found = query.find(exp.Table)
    return found.name if found is not None else "?"
