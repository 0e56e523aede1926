"""Which columns the table has: answered without a scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import StateError
from lockgate.scan.schema import Column

__all__ = ["SchemaState", "TableSchema"]


@dataclass(frozen=True, slots=True)
class SchemaState:
    """The columns of a table, in order."""

    kind: ClassVar[str] = "schema"

    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column names in order."""
        return tuple(column.name for column in self.columns)

    def merge(self, other: SchemaState) -> SchemaState:
        if self != other:
            raise StateError.unmergeable(self.kind, "the parts have different columns")
        return self


@dataclass(frozen=True, slots=True)
class TableSchema:
    """Ask for the columns and their types."""

    @property
    def columns(self) -> tuple[str, ...]:
        return ()
