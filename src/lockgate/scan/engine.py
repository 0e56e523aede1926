"""What Lockgate needs from an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from sqlglot import exp

from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Engine", "Session", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table's rows come from.

    Parameters
    ----------
    location : str
        Path, glob or directory; a text for messages when `frame` is given.
    format : str, default=""
        ``parquet``, ``csv``, ``json``; empty to tell from the ending.
    frame : object or None
        A table in memory (Arrow, pandas, polars) instead of a file; read without copy where possible.
    options : mapping
        Options of the format: ``delimiter``, ``header``, ``encoding``, ``null_values``, ``hive_partitions``.
    """

    location: str
    format: str = ""
    frame: object | None = None
    options: Mapping[str, object] = field(default_factory=dict)


class Session(Protocol):
    """Some tables, opened read-only for the time of a run."""

    dialect: str
    """Name of the SQL dialect, as sqlglot knows it."""

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

    def close(self) -> None:
        """Let go of files, memory and temporary space."""
        ...


class Engine(Protocol):
    """Opens tables."""

    def open(
        self, sources: Mapping[str, Source], *, progress: Callable[[float], None] | None = None
    ) -> Session:
        """Open tables by name; nothing is read before it is asked for."""
        ...
