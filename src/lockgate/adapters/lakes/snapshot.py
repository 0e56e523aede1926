"""One version of a table, which an engine may scan as often as it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
    """

    frame: object
    version: str


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
