"""What columns a table has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lockgate.domain.errors import ColumnNotFoundError, DataError

__all__ = ["VARIANT", "Column", "LogicalType", "Schema"]


class LogicalType(StrEnum):
    """A type as the Open Data Contract Standard names it."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    STRING = "string"
    DATE = "date"
    TIMESTAMP = "timestamp"
    TIME = "time"
    ARRAY = "array"
    OBJECT = "object"
    OTHER = "other"


_NUMERIC = (LogicalType.INTEGER, LogicalType.NUMBER)
_INSTANTS = (LogicalType.DATE, LogicalType.TIMESTAMP)
_WITHOUT_ORDER = (LogicalType.ARRAY, LogicalType.OBJECT, LogicalType.OTHER)
_VOID = ('"NULL"', "NULL", "VOID")
VARIANT = "VARIANT"
"""The type of a column whose values are of several types, as a frame of Python may hold them."""

_FLOATS = frozenset({"FLOAT", "DOUBLE"})
_ZONED = ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and types.

    Parameters
    ----------
    name : str
        As the table spells it.
    logical : LogicalType
        What kind of value it holds.
    physical : str
        The engine's own name of the type.
    holds_nan : bool, default=False
        Whether values can be NaN or infinite: true for binary floating point.
    center : float or None, default=0.0
        A typical value of a numeric column: sums of squares are taken about it, so that they keep their digits. None
        where nobody looked for one: the engine is asked for its own moments.
    is_cast : bool, default=False
        Whether the column is read as another type than the source has.
    """

    name: str
    logical: LogicalType
    physical: str
    holds_nan: bool = False
    center: float | None = 0.0
    is_cast: bool = False

    @property
    def is_void(self) -> bool:
        """Tell whether the type is that of null alone: nothing is in the column, so every question fits it."""
        return self.physical in _VOID

    @property
    def is_mixed(self) -> bool:
        """Tell whether values are of several types; the engine has their texts, of which 1 and "1" are the same."""
        return self.physical == VARIANT

    @property
    def is_numeric(self) -> bool:
        """Tell whether arithmetic makes sense."""
        return self.logical in _NUMERIC or self.is_void

    @property
    def is_float(self) -> bool:
        """Tell whether values are binary floating point; exact numbers of PostgreSQL can be NaN as well."""
        return self.physical in _FLOATS

    @property
    def is_instant(self) -> bool:
        """Tell whether values are dates or timestamps."""
        return self.logical in _INSTANTS or self.is_void

    @property
    def is_text(self) -> bool:
        """Tell whether values are texts."""
        return self.logical is LogicalType.STRING or self.is_void

    @property
    def has_order(self) -> bool:
        """Tell whether values are single ones that can be compared."""
        return self.logical not in _WITHOUT_ORDER or self.is_void

    @property
    def is_zoned(self) -> bool:
        """Tell whether values are timestamps with a zone: to hold one, Python would need a further package."""
        return self.physical in _ZONED


@dataclass(frozen=True, slots=True)
class Schema:
    """A table's columns, in the order of the table.

    Parameters
    ----------
    table : str
        The table.
    columns : tuple of Column
        Its columns.
    hidden : tuple of Column, default=none
        Columns that can be named and are none of the table's own, such as the partition of a row.

    Examples
    --------
    >>> schema = Schema("orders", (Column("Amount", LogicalType.NUMBER, "DOUBLE", holds_nan=True),))
    >>> schema.column("amount").name
    'Amount'
    """

    table: str
    columns: tuple[Column, ...]
    hidden: tuple[Column, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column names in order."""
        return tuple(column.name for column in self.columns)

    def has(self, name: str) -> bool:
        """Tell whether the table has a column of that name, by the rule of `column`."""
        folded = name.casefold()
        return any(column.name.casefold() == folded for column in self.columns)

    def is_sliced(self, by: Sequence[str]) -> bool:
        """Tell whether rows are grouped by more than what tells their part of the table."""
        return not {column.name for column in self.hidden}.issuperset(by)

    def column(self, name: str) -> Column:
        """Return the column of that name; letter case matters only where two names differ in nothing else.

        Raises
        ------
        ColumnNotFoundError
            If the table has no such column.
        """
        folded = name.casefold()
        found = [column for column in (*self.columns, *self.hidden) if column.name.casefold() == folded]
        exact = [column for column in found if column.name == name]
        if exact or found:
            return (exact or found)[0]
        raise ColumnNotFoundError.of(name, self.table, self.names)

    def chosen(self, names: Sequence[str]) -> tuple[Column, ...]:
        """Return the columns of these names, in their order; without a name, all columns of the table.

        Raises
        ------
        ColumnNotFoundError
            If the table lacks one of them.

        Examples
        --------
        >>> schema = Schema("t", tuple(Column(name, LogicalType.STRING, "VARCHAR") for name in "ab"))
        >>> [column.name for column in schema.chosen(("B",))], len(schema.chosen(()))
        (['b'], 2)
        """
        return tuple(self.column(name) for name in names or self.names)

    def numeric(self, name: str) -> Column:
        """Return the column of that name if it holds numbers.

        Raises
        ------
        ColumnNotFoundError, DataError
            If the table has no such column, or it does not hold numbers.
        """
        column = self.column(name)
        if not column.is_numeric:
            raise DataError.wrong_type(self.table, name, "numeric", column.physical)
        return column
