"""One version of a table, which an engine may scan as often as it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lockgate.scan.engine import Source

__all__ = ["Reopened", "Snapshot"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rows of one version of a table.

    Parameters
    ----------
    frame : object
        What an engine reads in batches, as often as it asks; the whole is never in memory.
    version : str
        Which version it is, as its format counts them.
    table : str
        What tells the table from any other, even one that was made anew in its place.
    number : int or None
        The version as a source names it; None for a table that has none yet.
    """

    frame: object
    version: str
    table: str
    number: int | None

    @property
    def identity(self) -> str:
        """Return what tells these rows from any others: a version never changes."""
        return f"{self.table} at {self.version}"

    def pinned(self, source: Source) -> Source:
        """Return the source of the table at this version, whatever is written to it meanwhile."""
        if self.number is None:
            return source
        return replace(source, options={**source.options, "version": self.number})


class Reopened:
    """A stream of Arrow batches that begins anew each time it is asked for.

    Parameters
    ----------
    schema : object
        Its Arrow schema.
    reader : callable
        Returns a new record batch reader.
    """

    def __init__(self, schema: Any, reader: Callable[[], Any]) -> None:  # noqa: ANN401 - Arrow ships no types
        self._schema = schema
        self._reader = reader

    @property
    def column_names(self) -> list[str]:
        """Return the names of the columns, as they are, in order."""
        return [str(name) for name in self._schema.names]

    def __arrow_c_schema__(self) -> object:
        return self._schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._reader().__arrow_c_stream__(requested_schema)
