"""Tables of columns that are in memory, for as long as they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.errors import MissingExtraError
from lockgate.scan.engine import Session, Source

if TYPE_CHECKING:
    import numpy as np

__all__ = ["MemoryScratch"]


class MemoryScratch:
    """Opens columns as a table of DuckDB, whatever engine the project has."""

    def open(self, table: str, columns: Mapping[str, np.ndarray]) -> Session:
        """Open a table of these columns.

        Raises
        ------
        MissingExtraError
            If pyarrow is not installed.
        """
        try:
            import pyarrow as pa  # noqa: PLC0415 - an extra, loaded only for tables in memory
        except ImportError as error:
            raise MissingExtraError.of("models", "pyarrow", "sklearn") from error
        frame = pa.table({name: pa.array(column, from_pandas=True) for name, column in columns.items()})
        return DuckDBEngine(threads=1).open({table: Source("memory", frame=frame)})
