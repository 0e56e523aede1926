"""What Lockgate needs from an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "HELD_AT_A_TIME",
    "NOT_HELD",
    "SAVED_AT_A_TIME",
    "Engine",
    "Session",
    "Source",
    "name_at",
    "source_at",
]

NOT_HELD = (
    "the values that Python refuses are too many for a query, and this user may make no temporary table of them"
)
"""Why a server does not hold texts."""

HELD_AT_A_TIME = 32_768
"""Texts that are in memory at one time where an engine makes a table of them."""

SAVED_AT_A_TIME = 32_768
"""Rows that are in memory at one time where rows of a server are written to a file."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table's rows come from.

    Parameters
    ----------
    location : str
        Path, glob or directory; a text for messages when `frame` is given.
    format : str, default=""
        ``parquet``, ``csv``, ``json``, ``delta``, ``iceberg``; ``table`` for a table that the engine itself knows by
        the name `location`; empty to tell from the ending.
    frame : object or None
        A table in memory (Arrow, pandas, polars, on Spark its own) instead of a file; read without copy where possible.
    options : mapping
        Options of the format: ``delimiter``, ``header``, ``encoding``, ``null_values``, ``hive_partitions``,
        ``version``; and
        ``types``, a mapping of columns to the types that they are read as: values that do not convert become null,
        and the column as it was stays beside, by the name of `raw_name`, for the check `convertible`.
    files : tuple of str, default=those of `location`
        The files to read.
    file_column : str, default=""
        Name of a further column that holds the file of each row; empty for none.
    """

    location: str
    format: str = ""
    frame: object | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    file_column: str = ""


_SCHEMES = ("delta", "iceberg", "table")


def source_at(location: str) -> Source:
    """Return the source that a text names: a path, or ``delta://``, ``iceberg://`` or ``table://`` and what follows.

    Examples
    --------
    >>> source_at("table://sales.orders").format, source_at("table://sales.orders").location
    ('table', 'sales.orders')
    >>> source_at("s3://lake/orders").location
    's3://lake/orders'
    """
    scheme, _, rest = location.partition("://")
    return Source(rest, scheme) if scheme in _SCHEMES and rest else Source(location)


def name_at(location: str) -> str:
    """Return what a table is called when nobody named it: the name of its file up to the first point, or its own.

    Examples
    --------
    >>> name_at("data/flights.2013.parquet"), name_at("data/flights/"), name_at("data/*.parquet")
    ('flights', 'flights', 'data')
    >>> name_at("delta://lake/flights"), name_at("iceberg://lake/sales.orders")
    ('flights', 'orders')
    """
    source = source_at(location)
    if source.format in ("iceberg", "table"):
        return source.location.rpartition(".")[2].rpartition("/")[2].strip('"')
    named = [part for part in Path(source.location).parts if not set("*?[") & set(part)]
    return Path(named[-1]).name.split(".")[0] if named else "table"


class Session(Protocol):
    """Some tables, opened read-only for the time of a run."""

    dialect: str
    """Name of the SQL dialect, as sqlglot knows it."""

    is_ordered: bool
    """Whether rows of a table have an order of their own, that of the source, and so each has a number."""

    selects: int
    """Queries that read a table, so far."""

    def schema(self, table: str) -> Schema:
        """Return the columns of a table.

        Raises
        ------
        DataError
            If there is no such table or it cannot be read.
        """
        ...

    def version(self, table: str) -> str:
        """Return which version of a table is read, empty where it has none."""
        ...

    def gap(self, tree: exp.Expr) -> LockgateError | None:
        """Return why this engine cannot be asked an expression or query, None where it can."""
        ...

    def rows(self, query: exp.Expr, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query.

        Raises
        ------
        DataError
            If the engine refuses the query or breaks on it.
        """
        ...

    def chunks(self, query: exp.Expr, rows: int) -> Iterator[Sequence[tuple[object, ...]]]:
        """Yield the rows of a query, up to `rows` of them at a time; only these are in memory.

        Raises
        ------
        DataError
            If the engine refuses the query or breaks on it.
        """
        ...

    def arrays(self, query: exp.Expr) -> dict[str, np.ndarray]:
        """Return the columns of a query as arrays.

        Raises
        ------
        DataError
            If the engine refuses the query or breaks on it.
        """
        ...

    def batches(self, query: exp.Expr, rows: int) -> Iterator[Any]:
        """Yield the rows of a query as Arrow record batches of up to `rows` rows.

        Raises
        ------
        DataError
            If the engine refuses the query or breaks on it.
        """
        ...

    def parts(self, table: str) -> tuple[Source, ...]:
        """Return the sources whose rows, one after the other, are the table's; one where it is not of parts.

        Raises
        ------
        DataError
            If there is no such table or it cannot be read.
        """
        ...

    def hold(self, tables: Mapping[str, Iterable[str]]) -> None:
        """Make tables known that have one column, ``v``, of these texts; they are gone when the session is closed.

        The texts are taken some at a time, and may come from queries of this session. What was held before is let go.

        Raises
        ------
        DataError
            If the engine makes no tables for this user, or breaks on the texts.
        """
        ...

    def save(self, query: exp.Expr, path: str) -> int:
        """Write the rows of a query to a file, whole or not at all, and return how many they are.

        The file is CSV where its name ends with ``.csv``, else Parquet.

        Raises
        ------
        DataError
            If the engine refuses the query or breaks on it.
        OutputError
            If the file cannot be written.
        """
        ...

    def close(self) -> None:
        """Let go of files, memory and temporary space."""
        ...


class Engine(Protocol):
    """Opens tables."""

    def open(
        self,
        sources: Mapping[str, Source],
        *,
        progress: Callable[[float], None] | None = None,
        output: str = "",
    ) -> Session:
        """Open tables by name; nothing is read before it is asked for.

        `output` is the directory in which the session may save rows; empty for one that only reads.
        """
        ...
