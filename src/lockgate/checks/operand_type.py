"""Check: the values of a column are of a kind for which the tool that a rule came from has an operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.native_types import native_type
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["Kind", "OperandType"]

Kind = Literal["number", "decimal", "boolean", "text", "date", "timestamp", "timestamptz"]
"""Whole and binary numbers are one kind, for they can be compared with each other; decimals are another."""

_FAMILIES: dict[str, Kind] = {
    "DECIMAL": "decimal", "BOOLEAN": "boolean", "TEXT": "text", "DATE": "date", "TIMESTAMP": "timestamp",
    "TIMESTAMPTZ": "timestamptz",
}  # fmt: skip
_NUMBERS = (LogicalType.INTEGER, LogicalType.NUMBER)


@dataclass(frozen=True, slots=True)
class OperandType:
    """Require values of a kind for which another tool has an operation; any other kind is ``ERROR``.

    It stands beside a check that an import wrote, where an engine answers what the other tool refuses: SQL compares
    dates with instants, Python does not. A column without any value is ``INCONCLUSIVE``, whatever its type; NaN and
    infinity are values. Read are the type of the column and how many values it has.

    Parameters
    ----------
    column : str
        Column to examine.
    any_of : tuple of str, default=none
        Kinds that have the operation: ``number``, ``decimal``, ``boolean``, ``text``, ``date``, ``timestamp`` (without
        a zone), ``timestamptz``.
    if_filled : tuple of str, default=none
        Kinds that have it where no row lacks a value. Set this or `any_of`, or both.

    Examples
    --------
    .. code-block:: yaml

        check: operand_type
        column: time_hour
        any_of: [timestamp]

    >>> table = SchemaState((Column("day", LogicalType.DATE, "DATE", holds_nan=False),))
    >>> outcome = OperandType("day", ("timestamp",)).judge((table, Count(7), Count(7)))
    >>> outcome.verdict.name, outcome.summary
    ('ERROR', 'the type is DATE, for which the rule has no operation')
    """

    name: ClassVar[str] = "operand_type"

    column: str
    any_of: tuple[Kind, ...] = ()
    if_filled: tuple[Kind, ...] = ()

    def __post_init__(self) -> None:
        kinds = (*self.any_of, *self.if_filled)
        if not kinds or not set(get_args(Kind)).issuperset(kinds):
            must = f"one or more of {', '.join(get_args(Kind))}"
            raise ParameterError.of(self.name, "any_of", must, list(kinds))

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (TableSchema(), CountIf(NotNull((self.column,))), RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        schema, filled, rows = cast("tuple[SchemaState, Count, Count]", states)
        column = Schema("", schema.columns).column(self.column)
        required = f"values that are {' or '.join(dict.fromkeys((*self.any_of, *self.if_filled)))}"
        if not filled.n:
            return Outcome.no_rows(required, what="no row has a value to judge")
        kind = _kind_of(column)
        is_of_nulls = kind in self.if_filled and filled.n < rows.n
        passes = kind in self.any_of or (kind in self.if_filled and not is_of_nulls)
        without = "for which the rule has no operation" + (" beside a null" if is_of_nulls else "")
        summary = f"the type is {column.physical}"
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.ERROR,
            reason=Reason.HOLDS if passes else Reason.NOT_ASKABLE,
            summary=summary if passes else f"{summary}, {without}",
            observed=column.physical,
            required=required,
            n=filled.n,
            hint="" if passes else "convert the column or the rule, or delete the entry if databases are right",
        )

    def offending(self) -> None:
        return None


def _kind_of(column: Column) -> Kind | None:
    """Return what a column holds; None for nested, mixed and other types, which have no operation at all."""
    if column.is_mixed:
        return None
    found = native_type(column.physical)
    is_number = found.family not in _FAMILIES and found.logical in _NUMBERS
    return "number" if is_number else _FAMILIES.get(found.family)
