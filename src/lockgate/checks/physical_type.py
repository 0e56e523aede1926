"""Check: a column has a type of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.native_types import NativeType, native_type
from lockgate.scan.schema import Schema
from lockgate.scan.texts import LongerThan

__all__ = ["PhysicalType"]


@dataclass(frozen=True, slots=True)
class PhysicalType:
    """Require the type that the engine gives a column, such as ``varchar(32)`` or ``decimal(10, 2)``.

    Written in the words of DuckDB, PostgreSQL, Spark, Snowflake or BigQuery; types that differ in name only are one:
    ``text`` is ``varchar`` and ``string``, ``numeric`` is ``decimal``, ``int8`` is ``bigint``. What the required type
    leaves open (length, precision, what is inside) does not matter. Engines and files that keep no length of texts
    are asked whether a text is longer: rows with one violate. Else no row is read, so null, NaN and infinity do not
    matter, and a table without rows passes. A missing column is ``ERROR``.

    Parameters
    ----------
    column : str
        Column to examine.
    type : str, default=none
        The type. Set this or `any_of`.
    any_of : tuple of str, default=none
        Types of which one must be the column's; without lengths of texts.

    Examples
    --------
    .. code-block:: yaml

        check: physical_type
        column: price
        type: decimal(10, 2)

    >>> from lockgate.scan.schema import Column, LogicalType
    >>> table = SchemaState((Column("price", LogicalType.NUMBER, "DOUBLE", holds_nan=True),))
    >>> outcome = PhysicalType("price", "decimal(10, 2)").judge((table,))
    >>> outcome.verdict.name, outcome.summary
    ('FAIL', 'the type is DOUBLE')
    """

    name: ClassVar[str] = "physical_type"

    column: str
    type: str = ""
    any_of: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.type) == bool(self.any_of):
            raise ParameterError.of(self.name, "type", "set, or else `any_of`", self.type)
        if any(native_type(text).length is not None for text in self.any_of):
            raise ParameterError.of(self.name, "any_of", "types without a length of texts", list(self.any_of))
        native_type(self.type or self.any_of[0])

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def _wanted(self) -> tuple[NativeType, ...]:
        return tuple(native_type(text) for text in self.any_of or (self.type,))

    @property
    def _longest(self) -> int | None:
        return self._wanted[0].length

    def aggregates(self) -> tuple[Aggregate, ...]:
        longest = self._longest
        too_long = () if longest is None else (CountIf(LongerThan(self.column, longest)),)
        return (TableSchema(), *too_long)

    def judge(self, states: Sequence[State]) -> Outcome:
        column = Schema("", cast("SchemaState", states[0]).columns).column(self.column)
        required = f"type {' or '.join(self.any_of) or self.type}"
        if column.is_void:
            return Outcome.no_rows(required, what="the column has no type, for all in it is null")
        found = native_type(column.physical)
        too_long = cast("Count", states[1]).n if len(states) > 1 else 0
        is_type = any(found.is_as(wanted) for wanted in self._wanted)
        passes = is_type and not too_long
        summary = f"the type is {column.physical}"
        if is_type and len(states) > 1 and found.length is None:
            longer = f"{too_long:,} texts are longer" if too_long else "no text is longer"
            summary += f", which keeps no length; {longer}"
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.TYPE_DIFFERS,
            summary=summary,
            observed=column.physical,
            required=required,
        )

    def offending(self) -> LongerThan | None:
        longest = self._longest
        return None if longest is None else LongerThan(self.column, longest)
