"""Which columns the table has: answered without a scan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import StateError
from lockgate.scan.schema import Column, Schema

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

    def missing(self, names: Iterable[str], *, exact_case: bool = False) -> tuple[str, ...]:
        """Return the names that no column has, by the rule of `Schema.column` or exactly, in the order given."""
        if exact_case:
            return tuple(name for name in names if name not in self.names)
        own = {name.casefold() for name in self.names}
        return tuple(name for name in names if name.casefold() not in own)

    def unexpected(self, names: Iterable[str], *, exact_case: bool = False) -> tuple[str, ...]:
        """Return the columns that no name asks for, in the order of the table."""
        schema = Schema("", self.columns)
        asked = {schema.column(name).name for name in names if not self.missing((name,), exact_case=exact_case)}
        return tuple(name for name in self.names if name not in asked)

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
