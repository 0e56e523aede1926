"""How often a file steps the wrong way from row to row, and the values that it begins and ends with."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from sqlglot import exp

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.cell_parts import TEXT, Comparable, coder
from lockgate.scan.grouping import count_rows
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import Schema

__all__ = ["Breaks", "OrderRuns", "OrderRunsState", "code_text"]


class Breaks(Protocol):
    """What goes the wrong way from row to row."""

    @property
    def column(self) -> str:
        """Return the column that must rise or fall."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns it reads."""
        ...

    def is_break(self, schema: Schema, by: tuple[str, ...]) -> exp.Expr:
        """Return the SQL flag of one row: null for the first, else whether the step to it is wrong."""
        ...


@dataclass(frozen=True, slots=True)
class OrderRunsState:
    """The values of a file that are not null, in the order of the file.

    Parameters
    ----------
    n : int
        How many there are.
    breaks : int
        Steps between them that go the wrong way.
    value_kind : str
        How `ends` are written.
    ends : tuple of str
        The first and the last one, as texts in the order of the values; empty where there are none, or they are
        withheld, or have no such form.
    """

    kind: ClassVar[str] = "order_runs"

    n: int
    breaks: int
    value_kind: str = ""
    ends: tuple[str, ...] = ()

    def without_values(self) -> OrderRunsState:
        """Return the state as it may travel; it is not merged then."""
        return replace(self, ends=())

    def merge(self, other: OrderRunsState) -> OrderRunsState:
        if not self.n or not other.n:
            return self if self.n else other
        raise StateError.unmergeable(self.kind, "which of two files comes first is not known to them")


@dataclass(frozen=True, slots=True)
class OrderRuns:
    """Ask what `breaks` asks without `order_by`, and which values a file begins and ends with.

    Parameters
    ----------
    breaks : Breaks
        What goes the wrong way, in the order of the file.
    """

    breaks: Breaks
    in_order_of_files: ClassVar[bool] = True

    @property
    def columns(self) -> tuple[str, ...]:
        return self.breaks.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        if by and not schema.is_sliced(by):
            must = "set where a table is cut by a column, because its rows have no order of files"
            raise ParameterError.of("monotone", "order_by", must, "")
        is_break = self.breaks.is_break(schema, by)
        ends = self._end(schema)
        rows = exp.select(
            exp.alias_(is_break, "is_break"),
            exp.alias_(ends or exp.Null(), "v"),
            exp.alias_(exp.Window(this=exp.RowNumber()), "place"),
        ).from_(source)
        rows = rows.where(NotNull(self.columns).sql(schema))
        value, place = exp.column("v"), exp.column("place")
        found = [
            exp.ArgMin(this=value, expression=place),
            exp.ArgMax(this=value.copy(), expression=place.copy()),
        ]
        return exp.select(count_rows(), exp.CountIf(this=exp.column("is_break")), *found).from_(
            rows.subquery("w")
        )

    def _end(self, schema: Schema) -> exp.Expr | None:
        """Return a value as it is fetched; None where its type has no form that keeps the order."""
        with suppress(DataError):
            return Comparable(self.breaks.column).keys(schema)[0]
        return None

    def state(self, values: Sequence[object], schema: Schema) -> OrderRunsState:
        n, breaks = (plain_count(value) for value in values[:2])
        if not n or self._end(schema) is None:
            return OrderRunsState(n, breaks)
        kind = Comparable(self.breaks.column).kind(schema)
        return OrderRunsState(n, breaks, kind, tuple(code_text(kind, value) for value in values[2:]))


def code_text(kind: str, value: object) -> str:
    """Return a value as a text; texts of one kind stand in the order of their values.

    Examples
    --------
    >>> code_text("whole", -1) < code_text("whole", 7), code_text("text", "JFK")
    (True, 'JFK')
    """
    return str(value) if kind == TEXT else f"{coder(kind)(value):032x}"
